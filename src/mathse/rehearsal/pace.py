"""How long the stages of a plan take, at the pace of what was tried."""

from mathse.plan.ledger import Planned
from mathse.recipe import Cast
from mathse.rehearsal.tried import Rehearsal
from mathse.settings import as_table

TRAININGS = {"fine_tune": "train", "fine_tune_orm": "train_orm"}  # verb -> what was tried


def seconds_of(stage: Planned, cast: Cast, found: Rehearsal) -> float | None:
    """Seconds that a planned stage takes at most, from what was tried; None where it was not."""
    if stage.leaf is None or stage.owed.high == 0:
        return 0.0
    if stage.leaf.role == "trainer":
        each = found.seconds(TRAININGS[stage.verb])
        table = as_table(stage.leaf.settings)
        if each is None or stage.rows is None:
            return None
        steps = -(-stage.rows.high // int(table.get("batch", stage.rows.high or 1)))
        steps = int(table.get("steps", 0)) or steps * int(table.get("epochs", 1))
        return each * steps * stage.owed.high
    if stage.leaf.role == "judge":
        # By the judge and not by the stage's name, which also says what the judge may see.
        names = [name for name, judge in cast.judges.items() if judge == stage.leaf]
        each = found.seconds(f"judge.{names[0]}")
    elif stage.leaf == cast.student:
        each = found.seconds("sample")
    else:
        each = 0.0 if stage.leaf.plugin.light or stage.leaf.role == "base" else None
    return None if each is None else each * stage.owed.high
