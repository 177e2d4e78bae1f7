"""Lets the tests beside this file read documents as `tests/docs` does, and share what stands here."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "docs")]
