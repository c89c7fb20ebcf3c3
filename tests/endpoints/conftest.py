"""Lets the tests here import serving.py and tasks.py beside them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
