"""The algorithm's verbs, done and recorded: the only place where verbs meet the disk.

recorded.py  Recorded: what Algorithm 1 asks for; finds what is recorded, has the rest done
owed.py      the first stage that is not recorded, where nothing may be done
agreement.py several keys of a judge together
keeping.py   which accepted paths join D_SFT
for_orm.py   the verbs that the making of an ORM asks for
doing.py     Doer: has owed units done by a leaf and records them, batch by batch
batch.py     finished units on their way into the next transaction
failing.py   which failures leave a stage incomplete, and what is said of them
examples.py  what a trainer sees: recorded rows -> typed examples
problems.py  D from its source into the recording: images stored once, splits by group
reading.py   a source being read: what becomes a problem, what is left out and why
drawing.py   a few problems of a large source, and no other's images
before.py    what a run recorded before, where a source is not what it was
imports.py   models that a person brought, and what is wrong with them
progress.py  what is told of a stage that is going
"""

from mathse.record.agreement import Audited, Found
from mathse.record.doing import Doer
from mathse.record.for_orm import RecordedForOrm
from mathse.record.owed import Owed
from mathse.record.problems import Draw, Loaded, load_problems
from mathse.record.progress import Progress, counting, warned
from mathse.record.recorded import Recorded

__all__ = [
    "Audited", "Doer", "Draw", "Found", "Loaded", "Owed", "Progress", "Recorded", "RecordedForOrm",
    "counting", "load_problems", "warned",
]  # fmt: skip
