"""The nouns of the figure world: a fact, the scene that shows it, and the problem asked about it.

A *scene* is what a picture shows: typed facts, nothing else that a solver has to read. A *plan*
(plan.py) is how one question about it is answered. A *problem* is a scene, a plan and a wording.
The picture carries what the question does not say: no fact's value stands in the question.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any, Protocol

from PIL import Image

from mathse.figures.canvas import Canvas
from mathse.figures.language import Statement
from mathse.figures.plan import Plan

Value = int | str


@dataclass(frozen=True)
class Fact:
    """One thing that the picture shows and a solver may have to read."""

    name: str  # as every step calls it: "width", "apples", "x of A"
    value: Value  # a whole number, or a word ("cm")

    @property
    def spoken(self) -> str:
        """The statement of this fact, as descriptions and steps word it: "width 12"."""
        return f"{self.name} {self.value}"


@dataclass(frozen=True)
class Scene:
    """What a picture shows. Equal facts make the same figure, whatever it looks like."""

    family: str
    level: int  # 1-4: how much there is to read and to compute
    facts: tuple[Fact, ...]  # in reading order
    look: int = 0  # chooses colours and layout; carries no fact

    @cached_property
    def values(self) -> Mapping[str, Value]:
        return {fact.name: fact.value for fact in self.facts}

    def number(self, name: str) -> int:
        value = self.values[name]
        if not isinstance(value, int):
            raise TypeError(f"the fact {name!r} is not a number: {value!r}")
        return value

    @cached_property
    def group(self) -> str:
        """Digest of family and facts. Data is split by it: no figure stands on both sides."""
        facts = json.dumps([self.family, [[fact.name, fact.value] for fact in self.facts]])
        return hashlib.sha256(facts.encode()).hexdigest()[:16]

    def describe(self) -> tuple[str, ...]:
        """One short statement per fact, in reading order."""
        return tuple(fact.spoken for fact in self.facts)

    def draw(self, scale: int = 1) -> Image.Image:
        """The picture, 112 x 112 pixels times `scale`: 1 is what a model sees, 3-4 for people."""
        from mathse.figures.families import family_named  # families build scenes: a cycle at import

        canvas = Canvas(scale)
        family_named(self.family).draw(self, canvas)
        return canvas.finish()


@dataclass(frozen=True)
class Step:
    """One written step of a solution, and what it does in typed form."""

    text: str  # "area = 12 * 7 = 84." without its "Step 3:"
    statement: Statement

    @property
    def kind(self) -> str:
        """Where a mistake in it belongs: question, vision, knowledge, calculation or reasoning."""
        return self.statement.kind


@dataclass(frozen=True)
class Question:
    text: str
    kind: str  # the plan's name: "area", "perimeter", ...
    options: tuple[str, ...]  # texts of the choices A, B, ... ; empty for a free-form question
    answer: str  # "84", "36 pi", "(3, 4)"; the letter where there are options
    solution: tuple[Step, ...]

    @property
    def prompt(self) -> str:
        """Question and options as one text: "... ? (A) 84 (B) 38 (C) 19 (D) 42"."""
        lettered = (f"({chr(65 + i)}) {option}" for i, option in enumerate(self.options))
        return " ".join((self.text, *lettered))

    @property
    def solution_text(self) -> str:
        """The solution as a student is to write it; the last sentence carries the answer."""
        lines = [f"Step {n}: {step.text}" for n, step in enumerate(self.solution[:-1], start=1)]
        return " ".join((*lines, self.solution[-1].text))


@dataclass(frozen=True)
class FigureProblem:
    scene: Scene
    question: Question
    givens: tuple[tuple[str, int], ...]  # numbers that the question, not the picture, gives
    phrasing: int  # which wording of the plan's question

    @property
    def group(self) -> str:
        return self.scene.group

    @cached_property
    def id(self) -> str:
        """Digest of picture facts, question and options."""
        text = json.dumps([self.group, self.question.text, self.question.options])
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def to_json(self) -> dict[str, Any]:
        """All that is needed to rebuild this problem; see `world.from_json`."""
        return {
            "family": self.scene.family,
            "level": self.scene.level,
            "facts": [[fact.name, fact.value] for fact in self.scene.facts],
            "look": self.scene.look,
            "kind": self.question.kind,
            "givens": dict(self.givens),
            "phrasing": self.phrasing,
            "options": list(self.question.options),
        }


class Family(Protocol):
    """One kind of figure. An instance holds no state: everything random comes from `rng`."""

    name: str
    topic: str  # the K12 topic, for people
    quickstart: bool  # good enough for the quickstart's problems
    transfer: bool  # kept out of every solution training, to measure transfer

    def scene(self, rng: Random, level: int) -> Scene:
        """Draw the facts of one figure at this level."""
        ...

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        """Draw the numbers that questions about this scene will give; most families give none."""
        ...

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        """Every question that can be asked about the scene, whatever its level."""
        ...

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        """Put the scene on the canvas."""
        ...
