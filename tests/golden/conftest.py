"""Lets the test beside this file share `regenerate.py`: with importlib's mode, pytest adds no folder to the path."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
