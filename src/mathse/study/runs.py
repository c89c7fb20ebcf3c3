"""What a run answered and what it took, read from its recording, also while it goes."""

from collections.abc import Mapping
from pathlib import Path

from mathse.drive import Recording, evaluate, measured, stages
from mathse.errors import UserError
from mathse.evaluation.comparison import Measured
from mathse.evaluation.transitions import right_by_problem
from mathse.record import Owed
from mathse.rows import Json
from mathse.store.browse import Browser
from mathse.store.costs import costs as costs_of

TEACHER = ("distil", "solve_again", "reflect", "annotate", "diagnose")
STUDENT = ("sample", "resample")


def answers(run: Recording, folder: Path) -> dict[str, Measured]:
    """Each evaluated stage's right and wrong answers, of what is recorded so far.

    Raises UserError where no stage is evaluated yet.
    """
    for final in (False, True):
        found: dict[str, Measured] = {}
        recorded, problems = run.recorded(), measured(run.recipe, run.loaded, final=final)
        try:
            for stage in stages(recorded, run.loaded):
                greedy = evaluate(recorded, stage, problems).greedy
                if greedy is not None:
                    found[stage.name] = Measured(stage.model.digest, right_by_problem(greedy))
        except Owed:
            pass  # the recording ends here: what came before counts
        if found:
            return found
    raise UserError(f"{folder} has no evaluated stage yet")


def effort(run: Recording) -> dict[str, float]:
    """What "equal budget" has to mean: calls, rows, optimiser steps, tokens, money."""
    costs = costs_of(run.reader, run.run)
    verbs = {name: name.partition(".")[2] for name in costs}  # not "evaluate.judge.truth"
    models = [m for m in Browser(run.reader, run.run).models() if m.made["verb"] == "fine_tune"]
    rows = [m.note.get("rows") for m in models]
    steps = [m.note.get("steps") for m in models]
    return {
        "teacher_calls": sum(c["calls"] for name, c in costs.items() if verbs[name] in TEACHER),
        "student_paths": sum(c["calls"] for name, c in costs.items() if verbs[name] in STUDENT),
        "trainings": len(models),
        "training_rows": sum(row for row in rows if isinstance(row, int)),
        "optimiser_steps": sum(step for step in steps if isinstance(step, int)),
        "tokens_out": sum(cost["tokens_out"] for cost in costs.values()),
        "money": sum(cost["money"] for cost in costs.values()),
    }


def steps_by_model(run: Recording) -> dict[str, int]:
    """The optimiser steps of each model's training, by its digest: M_0 may be an ORM's warm student."""
    found = {m.digest: m.note.get("steps") for m in Browser(run.reader, run.run).models()}
    return {model: steps for model, steps in found.items() if isinstance(steps, int)}


def marks(right: Mapping[str, Mapping[bytes, bool]]) -> dict[str, Json]:
    """Right and wrong by problem, as JSON: one mark a problem, `-` where a stage has none."""
    problems = sorted({problem for one in right.values() for problem in one})
    said = {True: "1", False: "0", None: "-"}
    return {
        "problems": [problem.hex() for problem in problems],
        "right": {
            name: "".join(said[one.get(problem)] for problem in problems)
            for name, one in right.items()
        },
    }


def unmarked(marked: Mapping[str, Json]) -> dict[str, dict[bytes, bool]]:
    """What `marks` was given."""
    problems, right = marked["problems"], marked["right"]
    if not isinstance(problems, list) or not isinstance(right, dict):
        raise ValueError("no marks")
    keys = [bytes.fromhex(str(problem)) for problem in problems]
    return {
        name: {key: mark == "1" for key, mark in zip(keys, str(one), strict=True) if mark != "-"}
        for name, one in right.items()
    }
