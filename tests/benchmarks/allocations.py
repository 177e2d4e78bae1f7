"""Arrays that NumPy makes, counted where it asks for their memory: a handler of NumPy's for the memory of arrays.

The handler is NumPy's own with a counter before it, so arrays may outlive the count. The C interface of NumPy keeps the
positions and the layout that are used here in all its versions 1.22 and later.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from numpy._core import _multiarray_umath

SET_HANDLER, GET_HANDLER = 304, 305
"""Positions of `PyDataMem_SetHandler` and `PyDataMem_GetHandler` in the table of NumPy's C interface."""
CAPSULE = b"mem_handler"


class _Handler(ctypes.Structure):
    """`PyDataMem_Handler` of NumPy: a name, a version, and the functions of an allocator with their context."""

    _fields_ = [
        ("name", ctypes.c_char * 127),
        ("version", ctypes.c_uint8),
        ("context", ctypes.c_void_p),
        ("malloc", ctypes.c_void_p),
        ("calloc", ctypes.c_void_p),
        ("realloc", ctypes.c_void_p),
        ("free", ctypes.c_void_p),
    ]


_MALLOC = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
_CALLOC = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t)
_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_pointer.restype, _pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
_capsule = ctypes.pythonapi.PyCapsule_New
_capsule.restype, _capsule.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]


@dataclass
class Made:
    """Count of the arrays that are made within a context, without small ones."""

    least: int
    """Bytes of the smallest array that counts."""
    arrays: int = 0
    bytes: int = 0

    def add(self, size: int) -> None:
        if size >= self.least:
            self.arrays += 1
            self.bytes += size


_alive: list[object] = []
"""Handlers that arrays may still refer to."""


@contextmanager
def counted(least: int) -> Iterator[Made]:
    """Count the arrays of at least so many bytes that the current thread makes as long as the context lasts."""
    table = ctypes.cast(_pointer(_multiarray_umath._ARRAY_API, None), ctypes.POINTER(ctypes.c_void_p))
    set_handler = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.py_object)(table[SET_HANDLER])
    before = ctypes.PYFUNCTYPE(ctypes.py_object)(table[GET_HANDLER])()
    usual = _Handler.from_address(_pointer(before, CAPSULE))
    made = Made(least)
    malloc, calloc = _MALLOC(usual.malloc), _CALLOC(usual.calloc)

    def counted_malloc(context: int, size: int) -> int | None:
        made.add(size)
        return malloc(context, size)

    def counted_calloc(context: int, count: int, size: int) -> int | None:
        made.add(count * size)
        return calloc(context, count, size)

    handler = _Handler.from_buffer_copy(usual)
    functions = _MALLOC(counted_malloc), _CALLOC(counted_calloc)
    handler.malloc, handler.calloc = (ctypes.cast(each, ctypes.c_void_p).value for each in functions)
    _alive.extend((handler, functions))
    set_handler(_capsule(ctypes.addressof(handler), CAPSULE, None))
    try:
        yield made
    finally:
        set_handler(before)
