"""Let the tests in this folder share `tables.py`: with importlib's mode, pytest adds no folder to the path."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
