"""What accepted training paths cost, by stage.

Counted are the calls that write and judge paths; trainings, evaluations and audits are left out. A row
has the attempts that failed before its answer in its cost, each at the most that it may have taken. A
unit that failed altogether leaves no row, so the budget's own count (store/budget.py) can be higher.
"""

from collections.abc import Mapping, Sequence

from mathse.algorithm import Stage
from mathse.rows import Json

WRITING = frozenset(
    {"distil", "sample", "annotate", "diagnose", "reflect", "resample", "solve_again"}
)
COUNTED = ("calls", "tokens_in", "tokens_out", "images", "money")


def per_accepted(
    costs: Mapping[str, Mapping[str, float]], stages: Sequence[Stage], *, keys: Sequence[str]
) -> dict[str, Json]:
    """Cost of each path that a stage added to D_SFT, and of all of them.

    `costs` by stage name ("round_1.sample"); `stages` in the order in which they were made; `keys`:
    the judges that decide (an audit is not part of a path's cost).
    """
    counted = WRITING | {f"judge.{key}" for key in keys}
    by_stage: dict[str, Json] = {}
    whole = dict.fromkeys(COUNTED, 0.0)
    accepted = 0
    for stage in stages:
        gained = len(stage.d_sft) - accepted
        sums = dict.fromkeys(COUNTED, 0.0)
        for name, cost in costs.items():
            scope, _, verb = name.partition(".")
            if scope == stage.name and verb in counted:
                for key in COUNTED:
                    sums[key] += cost[key]
        for key in COUNTED:
            whole[key] += sums[key]
        accepted = len(stage.d_sft)
        if any(sums.values()):
            by_stage[stage.name] = _shared(sums, gained)
    return {**_shared(whole, accepted), "by_stage": by_stage}


def _shared(sums: Mapping[str, float], paths: int) -> dict[str, Json]:
    """The sums divided by the paths; None where nothing was accepted."""
    each: dict[str, Json] = {key: sums[key] / paths if paths > 0 else None for key in COUNTED}
    return {"paths": max(0, paths), **each}
