"""Tokens and money of what is owed: a guess, and said to be one.

Where the store holds rows of the same verb by the same leaf, their mean is taken; else the prompts are
filled for some problems and counted at four bytes a token, an answer at a third of the most that
it may be. Money only where the recipe has the model's price.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from mathse import chat
from mathse.plan.ledger import Planned
from mathse.plan.outlook import Span
from mathse.prices import FREE, Price, cost, likely
from mathse.prompts import PromptSet, load_prompts
from mathse.recipe import Recipe
from mathse.rows import Annotate, Critique, Feedback, Image, Problem, Reflect, Solve, Task, Usage
from mathse.store import Reader

ANSWER = 3  # an answer is guessed at max_tokens / ANSWER
PATH = "Step 1: ... " * 40  # about 500 bytes, where a path is quoted
VERDICT_TOKENS = 60
RECORDED = 2000  # rows that a mean is taken over, at most
CALLING = ("policy", "judge", "trainer")


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a stage's owed units will use; the bounds are those of the units, not of the guess."""

    calls: Span  # to policies, judges and trainers
    tokens_in: Span
    tokens_out: Span
    money: tuple[float, float] | None  # None: no price is given
    basis: str  # "recorded", "guessed", or "" where no tokens are counted


def estimate(stage: Planned, recipe: Recipe, sample: Sequence[Problem], reader: Reader) -> Estimate:
    """The estimate of one stage."""
    calls = stage.owed if stage.leaf and stage.leaf.role in CALLING else Span(0, 0)
    price = price_of(stage, recipe)
    found = _recorded(stage, reader) or _guessed(stage, recipe, sample, price or FREE)
    if found is None:
        return Estimate(calls, Span(0, 0), Span(0, 0), None, "")
    unit, basis = found
    money = None
    if price is not None:
        each = cost(unit, price).money
        money = (stage.owed.low * each, stage.owed.high * each)
    return Estimate(
        calls, stage.owed.times(unit.tokens_in), stage.owed.times(unit.tokens_out), money, basis
    )


def price_of(stage: Planned, recipe: Recipe) -> Price | None:
    """The recipe's price of the model that the stage's leaf asks for."""
    if stage.leaf is None:
        return None
    return recipe.prices.get(str(stage.leaf.use().settings.get("model")))


def _recorded(stage: Planned, reader: Reader) -> tuple[Usage, str] | None:
    """The mean of what such units used so far; None where nobody counted."""
    if stage.leaf is None:
        return None
    query = (
        "SELECT avg(tokens_in), avg(tokens_cached), avg(tokens_out), avg(images) FROM (SELECT row.*"
        " FROM row WHERE recipe IN (SELECT id FROM recipe WHERE verb = ?"
        " AND json_extract(json, '$.leaf') = ?) LIMIT ?)"
    )
    values = (stage.verb, stage.leaf.name, RECORDED)
    found = reader.one(query, values)
    if not found or not found[0]:
        return None
    tokens_in, cached, out, images = (round(value) for value in found)
    return Usage(1, tokens_in, cached, out, images), "recorded"


def _guessed(
    stage: Planned, recipe: Recipe, sample: Sequence[Problem], price: Price
) -> tuple[Usage, str] | None:
    """From the prompts, filled for some problems; None for a leaf that reads none."""
    named = stage.leaf.use().settings.get("prompts") if stage.leaf else None
    if not isinstance(named, str) or not sample:
        return None
    prompts, asked = load_prompts(named), list(_tasks(stage, recipe, sample))
    if not asked:
        return None
    out = stage.max_tokens // ANSWER if stage.max_tokens else VERDICT_TOKENS
    units = [
        likely(
            text_bytes=sum(len(text.encode()) for text in _texts(task, prompts)),
            pixels=[size(image) for image in task.problem.images],
            tokens_out=out,
            price=price,
        )
        for task in asked
    ]
    images = round(fmean(unit.images for unit in units))
    tokens = round(fmean(unit.tokens_in for unit in units))
    return Usage(1, tokens, 0, out, images), "guessed"


def _texts(task: Task, prompts: PromptSet) -> Iterator[str]:
    for message in chat.messages(task, prompts):
        yield from (part["text"] for part in message["content"] if part["type"] == "text")


def _tasks(stage: Planned, recipe: Recipe, sample: Sequence[Problem]) -> Iterator[Task]:
    """What the stage would ask of these problems."""
    for problem in sample:
        match stage.verb:
            case (
                "distil"
                | "solve_again"
                | "sample"
                | "resample"
                | "evaluate"
                | "evaluate_samples"
                | "examine"
            ):
                yield Solve(problem)
            case "judge":
                yield Critique(problem, PATH, with_reference=recipe.judge.with_reference)
            case "annotate" | "diagnose":
                yield Annotate(problem, PATH, with_reference=stage.verb == "annotate")
            case "reflect":
                yield Reflect(problem, PATH, Feedback(PATH[:60], PATH[:120]))


def size(image: Image) -> int:
    """Pixels of an image; 0 where its file cannot be read here."""
    from PIL import Image as Pillow

    try:
        with Pillow.open(image.path) as opened:
            return opened.width * opened.height
    except (OSError, Pillow.DecompressionBombError):
        return 0
