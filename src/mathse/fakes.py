"""The language of the fake cast: two-step arithmetic that is written, read and checked by program.

It lets a whole run show its real shape in seconds: paths with steps, faults that can be located,
diagnoses that are right or wrong, a model that gets better with the rows it is trained on.
"""

import json
import math
import random
import re
import time
from dataclasses import dataclass
from pathlib import Path

from mathse.bounds import Amount, Share
from mathse.errors import RecipeError
from mathse.rows import Problem, digest

CLOSING = "The answer to this problem is"
MODEL_FILE = "model.json"
STEEPNESS = 8.0  # how sharply success falls where a problem is harder than the model is skilled


@dataclass(frozen=True, slots=True)
class FakeSpeed:
    """How slow, how broken, and who counts: nothing here changes a row."""

    seconds: Amount = 0.0  # a call (of a trainer: a step)
    log: str = ""  # a file that gets one line a call
    failing: Share = 0.0  # share of units that fail, always the same ones

    def called(self, what: str, seed: int) -> bool:
        """Spends the call's time and counts it. Returns whether this unit fails."""
        if self.log:
            with Path(self.log).open("a", encoding="utf-8") as file:
                file.write(f"{what} {seed}\n")
        if self.seconds:
            time.sleep(self.seconds)
        return self.failing > 0 and share("fails", seed) < self.failing


def share(*parts: str | bytes | int) -> float:
    """A number in [0, 1) that these parts always give."""
    return int.from_bytes(digest(*parts)[:8], "little") / 2.0**64


def difficulty(problem: Problem) -> float:
    """How hard the fake student finds it, in [0, 1)."""
    return share("difficulty", problem.id)


def steps(problem: Problem) -> tuple[str, str]:
    """The two right steps of "What is 3 + 4 * 5?"."""
    a, b, c = operands(problem)
    return f"Step 1: {b} * {c} = {b * c}.", f"Step 2: {a} + {b * c} = {a + b * c}."


def operands(problem: Problem) -> tuple[int, int, int]:
    """The three numbers of the question. Raises RecipeError for a problem that is no such sum."""
    numbers = [int(text) for text in re.findall(r"\d+", problem.question)]
    if len(numbers) < 3:
        raise RecipeError(
            'the fake cast reads sums like "What is 3 + 4 * 5?" (the source "fake"), and not '
            f"problem {problem.source_id!r}"
        )
    return numbers[0], numbers[1], numbers[2]


def write(problem: Problem, *, right: bool, chance: random.Random) -> str:
    """A path. A wrong one slips in one step and carries the slip on."""
    a, b, c = operands(problem)
    slip = 0 if right else chance.choice([-2, -1, 1, 2])
    in_first = chance.random() < 0.5
    product = b * c + (slip if in_first else 0)
    total = a + product + (0 if in_first else slip)
    phrase = chance.choice(["", "Multiply first. ", "We multiply before we add. "])
    return (
        f"{phrase}Step 1: {b} * {c} = {product}. Step 2: {a} + {product} = {total}. "
        f"{CLOSING} {total}."
    )


def first_fault(problem: Problem, path: str) -> str | None:
    """The first step that is not right, as it stands in the path; None when all are."""
    found = re.findall(r"Step \d+: .*?\.", path)
    for written, right in zip(found, steps(problem), strict=False):
        if written != right:
            return str(written)
    return None if len(found) == 2 and path.endswith(f"{CLOSING} {problem.gold}.") else path[-40:]


def chance_of_success(skill: float, problem: Problem) -> float:
    """The fake student's probability of a right path."""
    return 1.0 / (1.0 + math.exp(-STEEPNESS * (skill - difficulty(problem))))


def read_model(folder: Path) -> dict[str, float]:
    """The fake checkpoint: `skill` of the student, `critiques` that the ORM was trained on.

    Raises RecipeError where there is none.
    """
    try:
        text = (folder / MODEL_FILE).read_text()
    except OSError as error:
        raise RecipeError(f"no fake model in {folder}: it has no {MODEL_FILE}") from error
    try:
        said = json.loads(text)
        return {key: float(said[key]) for key in ("skill", "critiques")}
    except (ValueError, LookupError, TypeError) as error:
        raise RecipeError(f"no fake model in {folder}: its {MODEL_FILE} says no skill") from error


def write_model(folder: Path, model: dict[str, float]) -> None:
    """The same values always give the same file, hence the same digest."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(model, sort_keys=True, indent=1)
    (folder / MODEL_FILE).write_text(text + "\n", encoding="utf-8")
