"""One of each thing that a run does, before hours are spent: what `mathse check` shows.

tried.py   the base made, paths drawn and judged, optimiser steps taken, each timed
texts.py   the longest paths and the training rows of them
pace.py    how long the stages of a plan take at that pace
"""

from mathse.rehearsal.pace import seconds_of
from mathse.rehearsal.tried import Rehearsal, rehearse

__all__ = ["Rehearsal", "rehearse", "seconds_of"]
