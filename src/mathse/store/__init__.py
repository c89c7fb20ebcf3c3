"""The recording: one SQLite database, model folders and images by digest, one lock.

`Store` is the only writer; `Reader` reads beside it, also while a run is going.
"""

from mathse.store.decode import Member, PathRow
from mathse.store.read import Reader, StageKey
from mathse.store.write import NewFailure, NewRow, Store

__all__ = ["Member", "NewFailure", "NewRow", "PathRow", "Reader", "StageKey", "Store"]
