"""Models that a person brought: known to the recording by their digest, with where they came from."""

from mathse.errors import StoreError
from mathse.rows import Checkpoint
from mathse.store import Reader


def imported(reader: Reader, digest: str) -> Checkpoint:
    """The model of this digest. Raises StoreError where the recording has none."""
    query = "SELECT path FROM model WHERE digest = ?"
    found = reader.db.execute(query, (digest,)).fetchone()
    if found is None:
        raise StoreError(
            f"the recording {reader.path} has no model {digest}: bring it with mathse import"
        )
    return Checkpoint(digest, str(reader.folder / found[0]))
