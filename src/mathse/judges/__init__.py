"""Judges: who says of a path whether it is right. One file each; parse.py reads what they write."""
