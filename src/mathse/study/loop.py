"""The runs of a study, and their null: every stage trained again on the same rows with another seed.

A test over problems knows nothing of the noise of training. What a second training of the same rows breaks
of what the first had right is what a later stage's broken share has to be held against.
"""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from mathse.drive import Order, measured, open_run, run, stages, working
from mathse.errors import RecipeError
from mathse.evaluation.answering import greedy
from mathse.evaluation.scores import score
from mathse.evaluation.transitions import right_by_problem, transition
from mathse.evaluation.transitions import steps as steps_between
from mathse.recipe import Cast, Recipe
from mathse.record import Progress
from mathse.rows import Json
from mathse.study.runs import answers, effort, marks, steps_by_model, unmarked
from mathse.study.settings import Changed

AGAIN = 1_000_003  # added to the run's seed: another training of the same rows
Report = Callable[[Progress], None]


class Whole(NamedTuple):
    """A recipe that is run, and where."""

    recipe: Recipe
    cast: Cast
    run_dir: Path


def ran(whole: Whole, report: Report) -> dict[str, Json]:
    """Does the run; its summary, what was right by problem, what it took."""
    summary = run(whole.recipe, whole.cast, Order(whole.run_dir), report)
    with open_run(whole.run_dir) as recording:
        found = answers(recording, whole.run_dir)
        steps, spent = steps_by_model(recording), effort(recording)
    rows = summary["stages"]
    before = 0  # from the base on: a stage that goes on from another has that one's steps behind it
    for stage in rows if isinstance(rows, list) else []:
        if isinstance(stage, dict):
            stage["steps"] = total = before + steps.get(str(stage["model"]), 0)
            before = total if whole.recipe.options.fine_tune_from == "previous" else 0
    return {
        "stages": rows,
        "judge": summary["judge"],
        "effort": dict(spent),
        "versions": summary["versions"],
        "marks": marks({name: one.right for name, one in found.items()}),
        "transitions": [
            between(step) for step in steps_between({n: o.right for n, o in found.items()})
        ],
    }


def between(step: Any) -> dict[str, Json]:
    """A transition as plain numbers."""
    return {
        "from": step.before,
        "to": step.after,
        "n": step.n,
        "right_right": step.right_right,
        "wrong_wrong": step.wrong_wrong,
        "right_wrong": step.right_wrong,
        "wrong_right": step.wrong_right,
        "broken": step.broken,
        "gain": step.gain,
        "p": step.p,
    }


def null(whole: Whole, report: Report) -> dict[str, Json]:
    """Each stage beside its second training: what training alone breaks and mends."""
    recipe, found = whole.recipe, list[Json]()
    with working(recipe, whole.cast, Order(whole.run_dir), report, part="null") as work:
        recorded = work.recorded
        problems = measured(recipe, work.loaded, final=False)
        start = None
        for stage in stages(recorded, work.loaded):
            if start is None:
                start = stage.model
                continue
            first = right_by_problem(greedy(recorded, stage.model, problems))
            recorded.scope = f"null_{stage.name}"
            other = recorded.trained(
                "fine_tune", whole.cast.trainer, start, stage.d_sft, extra=AGAIN
            )
            said = greedy(recorded, other, problems)
            step = transition(first, right_by_problem(said), names=(stage.name, recorded.scope))
            accuracy = score(said).accuracy
            found.append({**between(step), "stage": stage.name, "accuracy": accuracy})
            if recipe.options.fine_tune_from == "previous":
                start = stage.model
    return {"nulls": found}


def budgeted(changed: Changed, main: dict[str, Any]) -> dict[str, Any]:
    """The ablation's tables, with the main run's budget where it asks for that."""
    table = dict(changed.table)
    sizes = {stage["name"]: stage["d_sft"] for stage in main["stages"]}
    if changed.about.equal == "rows":
        names = ["distilled", *(name for name in sizes if name.startswith("round_"))]
        if any(name not in sizes for name in names):
            raise RecipeError(f"{changed.name}: the main run's stages are not all evaluated")
        gains = [sizes[b] - sizes[a] for a, b in pairwise(names)]
        table["options"] = {
            **table.get("options", {}),
            "rows_per_round": [max(1, g) for g in gains],
        }
    elif changed.about.equal == "steps":
        trainer = dict(table.get("trainer", {}))
        steps = main["stages"][-1]["steps"]
        trainer["settings"] = {**trainer.get("settings", {}), "steps": steps}
        table["trainer"] = trainer
    return table


def compared(result: dict[str, Any], main: dict[str, Any], changed: Changed) -> dict[str, Json]:
    """The ablation's last stage beside the main run's, on the same problems."""
    own, parent = result["stages"][-1], main["stages"][-1]
    if changed.about.against:
        named = {stage["name"]: stage for stage in main["stages"]}
        parent = named.get(changed.about.against, parent)
    right, before = unmarked(result["marks"]), unmarked(main["marks"])
    step = transition(
        before[parent["name"]], right[own["name"]], names=(parent["name"], own["name"])
    )
    same = own["model"] == parent["model"]
    return {
        **between(step),
        "p": None if same else step.p,
        "accuracy": own["accuracy"],
        "interval": own["interval"],
        "accuracy_main": parent["accuracy"],
        "rows": own["d_sft"],
        "rows_main": parent["d_sft"],
        "steps": own["steps"],
        "steps_main": parent["steps"],
        "same_model": same,
    }
