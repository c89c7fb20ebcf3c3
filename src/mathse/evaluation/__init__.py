"""What a run is worth: numbers over recorded rows, never a new row of training data.

statistics.py   intervals and tests
"""
