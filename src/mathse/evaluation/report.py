"""summary.json: the evaluated stages, what each step mended and broke, the judge, the cost."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version

from mathse import __version__
from mathse.algorithm import Stage
from mathse.evaluation.judge_card import Examination, card_of
from mathse.evaluation.purity import judged_in_the_loop
from mathse.evaluation.scores import Answered, lengths, pass_at, score, score_by
from mathse.evaluation.spending import per_accepted
from mathse.evaluation.transitions import Transition, right_by_problem, steps
from mathse.record import Recorded
from mathse.rows import Json, Outcome
from mathse.store.browse import Browser
from mathse.store.budget import spent
from mathse.store.costs import costs as costs_of

ENGINES = ("torch", "transformers", "trl", "peft", "accelerate", "openai")
OUTCOMES: dict[Outcome, str] = {
    "correct": "accepted", "incorrect": "rejected", "disagreed": "disagreed", "unparsed": "unparsed",
}  # fmt: skip
TAGS = ("family", "level", "subject")


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A stage with its model's answers; None where the recipe leaves it out."""

    stage: Stage
    greedy: Sequence[Answered] | None
    samples: Sequence[Answered] | None
    examination: Examination | None = None  # of the judge, on this model's paths


def summary(
    recorded: Recorded, evaluated: Sequence[Evaluated], *, run: int, made: Mapping[str, int]
) -> dict[str, Json]:
    """Everything that summary.json holds."""
    costs = costs_of(recorded.reader, run)
    seconds = {name: cost["seconds"] for name, cost in costs.items()}
    shown = [one for one in evaluated if one.greedy is not None]
    right = {one.stage.name: right_by_problem(one.greedy or ()) for one in shown}
    return {
        "stages": [_stage(one, seconds, recorded) for one in shown],
        "trainings": _trainings(Browser(recorded.reader, run)),
        "transitions": [_transition(one) for one in steps(right)],
        "judge": {**_judge(recorded, evaluated), "outcomes": _outcomes(recorded)},
        "cost": {
            "calls": sum(made.values()),
            "stages": dict(made),
            "recorded": _recorded(costs),
            "per_accepted": per_accepted(
                costs, [one.stage for one in evaluated], keys=recorded.recipe.judge.keys
            ),
            "budget": dict(spent(recorded.reader, run)._asdict()),
        },
        "seed": recorded.recipe.seed,
        "versions": versions(),
    }


def _outcomes(recorded: Recorded) -> dict[str, Json]:
    """What became of the loop's paths, by the stage that drew them; `disagreed`: several keys did not agree."""
    return {
        stage: {said: found[outcome] for outcome, said in OUTCOMES.items()}
        for stage, found in recorded.judged.items()
    }


def _judge(recorded: Recorded, evaluated: Sequence[Evaluated]) -> dict[str, Json]:
    """The judge's card on dev problems, where the recipe asks for one; else that of the loop."""
    if not recorded.recipe.judge.audit:
        return {"n": 0, "accuracy": None, "accuracy_no_reference": None, "purity": {}}
    loop = judged_in_the_loop(recorded, [one.stage for one in evaluated])
    purity = loop.pop("purity")
    made = [one.examination for one in evaluated if one.examination is not None]
    if not made:
        return {**loop, "accuracy_no_reference": None, "on": "loop", "purity": purity}
    return {**card_of(made), "on": "dev", "loop": loop, "purity": purity}


def _stage(one: Evaluated, seconds: dict[str, float], recorded: Recorded) -> dict[str, Json]:
    answers = one.greedy or ()
    found = score(answers)
    spent = sum(s for name, s in seconds.items() if name.partition(".")[0] == one.stage.name)
    length = lengths(list(answers))
    row: dict[str, Json] = {
        "name": one.stage.name,
        "n": found.n,
        "accuracy": found.accuracy,
        "interval": [found.interval.low, found.interval.high],
        "d_sft": len(one.stage.d_sft),
        "seconds": round(spent, 3),
        "model": one.stage.model.digest,
        "no_answer": found.no_answer,
        "cut_off": found.cut_off,
        "unscored": found.unscored,
        "characters": length.characters_mean,
    }
    by: dict[str, Json] = {}
    for tag in TAGS:
        parts = score_by(answers, tag)
        if parts:
            by[tag] = {value: [part.right, part.n] for value, part in parts.items()}
    row["by"] = by
    if one.samples is not None:
        ks = recorded.recipe.evaluation.pass_at
        row["pass_at"] = {str(k): pass_at(one.samples, k) for k in ks}
    return row


def _trainings(browser: Browser) -> dict[str, Json]:
    """By the stage that made it: the rows that each model was trained on, and those left out as over-long."""
    keys = ("rows", "dropped", "longest", "longest_row")
    return {
        model.stage: {"model": model.digest, **{key: model.note.get(key) for key in keys}}
        for model in browser.models()
        if "rows" in model.note
    }


def _transition(one: Transition) -> dict[str, Json]:
    return {
        "from": one.before,
        "to": one.after,
        "right_right": one.right_right,
        "wrong_wrong": one.wrong_wrong,
        "right_wrong": one.right_wrong,
        "wrong_right": one.wrong_right,
        "p": one.p,
    }


def _recorded(costs: dict[str, dict[str, float]]) -> dict[str, Json]:
    """The run's totals, and the same by stage."""
    whole = {key: sum(cost[key] for cost in costs.values()) for key in asdict(Total())}
    stages: dict[str, Json] = {name: dict(cost) for name, cost in costs.items()}
    return {**whole, "stages": stages}


@dataclass(frozen=True, slots=True)
class Total:
    """What is counted of each stage."""

    calls: float = 0
    tokens_in: float = 0
    tokens_cached: float = 0
    tokens_out: float = 0
    images: float = 0
    money: float = 0
    seconds: float = 0


def versions() -> dict[str, Json]:
    """What made the numbers; looked up without importing an engine."""
    found: dict[str, Json] = {"mathse": __version__, "python": platform.python_version()}
    for name in ENGINES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found
