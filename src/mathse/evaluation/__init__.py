"""What a run is worth: numbers over recorded rows, never a new row.

statistics.py   intervals and tests
scores.py       accuracy by family and level, pass@k, lengths
transitions.py  what a step mended and broke
judging.py      how good a judge is
comparison.py   two runs on the same problems
"""
