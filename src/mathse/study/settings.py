"""What a study's file says: `[study]` beside the tables of a recipe, `[ablation]` in an ablation's file.

The recipe's own tables are the study's main run; `[study]` says how often and what beside it. An ablation's
tables are laid over the study's, whatever the file extends: so a study changed by `--set` or by another
file that extends it changes its ablations with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from mathse.bounds import Limit
from mathse.errors import RecipeError
from mathse.recipe_file import apply, find, merged, own, read
from mathse.settings import coerce
from mathse.study.labels import read_labels

Kind = Literal["main", "null", "ablations", "card", "looks", "explore"]
ORDER: tuple[Kind, ...] = ("main", "null", "ablations", "card", "looks", "explore")


@dataclass(frozen=True, slots=True)
class Reading:
    """Other problems of the same source: its settings, changed."""

    n: Limit = 0  # at most so many of the reading's `test` problems; 0: none, not measured
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CardSize:
    """The ORM's card."""

    judge: str = "orm"  # of [judges]
    problems: Limit = 0  # dev problems that every author writes paths for; 0: no card
    each: Limit = 1000  # at most so many right and so many wrong paths of students are judged
    faulty: Limit = 300  # of the wrong ones at first so many with a right answer, where there are
    others: Limit = 250  # at most so many paths of the teacher, and so many reflections
    adversarial: Limit = 0  # problems that each kind of made-up path is written for
    binary: bool = True  # whether an ORM of the status only is trained and measured, too (Table 5)
    hand: str = ""  # to_label.jsonl of the study's folder with its labels filled in: correct or
    # incorrect; here, or in the folder of the recipe


@dataclass(frozen=True, slots=True)
class Study:
    """The `[study]` table."""

    seeds: tuple[int, ...] = (1, 2, 3)
    order: tuple[Kind, ...] = ORDER  # what is done, in this order; what is not named is not done
    ablations: tuple[str, ...] = ()  # files or names of shipped ones: ablations/resample
    ablation_seeds: tuple[int, ...] = ()  # which of `seeds`; none: all
    card_seeds: tuple[int, ...] = ()
    look_seeds: tuple[int, ...] = ()  # of looks and explore
    card: CardSize = field(default_factory=CardSize)
    swap: Limit = 0  # dev problems whose pictures are swapped within their family
    transfer: Reading = field(default_factory=Reading)  # families that no training sees
    explore: Limit = 0  # dev problems for pass@k and diversity, with `evaluation.samples`
    final: Reading = field(default_factory=Reading)  # what --final opens, drawn from a fresh seed
    out: str = ""  # folder of study.json and results.md; "": the study's own


@dataclass(frozen=True, slots=True)
class Ablation:
    """The `[ablation]` table."""

    title: str = ""  # in a few words
    group: str = "other"  # the table of results.md that it stands in
    against: str = ""  # the main run's stage that its last is compared with; "": the last
    equal: Literal["", "rows", "steps"] = ""  # rows: each round takes as many as the main run's;
    # steps: its trainings take as many optimiser steps as the main run's last


@dataclass(frozen=True, slots=True)
class Changed:
    """An ablation, read."""

    name: str
    about: Ablation
    table: dict[str, Any]  # laid over the study's recipe


@dataclass(frozen=True, slots=True)
class Asked:
    """A study, read."""

    name: str
    study: Study
    table: dict[str, Any]  # the recipe's tables
    ablations: tuple[Changed, ...]
    labels: Mapping[str, str]  # given by hand to the card's paths: id -> correct or incorrect


def load_study(name: str, changes: Iterable[str] = ()) -> Asked | None:
    """The study of this file or name; None where it is a plain recipe. Raises RecipeError."""
    path = find(name)
    table = read(path)
    for change in changes:
        apply(table, change)
    if "study" not in table:
        return None
    study: Study = coerce(Study, table.pop("study"), "study")
    table.pop("ablation", None)
    _check(study, table)
    ablations = tuple(changed(ablation) for ablation in study.ablations)
    names = [one.name for one in ablations]
    if twice := {name for name in names if names.count(name) > 1}:
        raise RecipeError(f'"study.ablations" names {min(twice)} twice')
    hand = study.card.hand
    labels = read_labels(hand, beside=path.parent) if hand else {}
    return Asked(path.stem, study, table, ablations, labels)


def _check(study: Study, table: Mapping[str, Any]) -> None:
    """Raises RecipeError for what would be found out after hours."""
    for key, some in (
        ("ablation_seeds", study.ablation_seeds),
        ("card_seeds", study.card_seeds),
        ("look_seeds", study.look_seeds),
    ):
        if not set(some) <= set(study.seeds):
            raise RecipeError(f'"study.{key}" names seeds that "study.seeds" has not: {list(some)}')
    if not study.seeds or len(set(study.seeds)) < len(study.seeds):
        raise RecipeError(f'"study.seeds" should be different numbers: {list(study.seeds)}')
    if study.order[:1] != ("main",) or len(set(study.order)) < len(study.order):
        raise RecipeError(
            f'"study.order" should be different kinds, main first: {list(study.order)}'
        )
    judge, judges = study.card.judge, table.get("judges", {})
    if study.card.problems and "card" in study.order and judge not in judges:
        raise RecipeError(f'"study.card.judge" is "{judge}", but [judges] has: {", ".join(judges)}')


def changed(name: str) -> Changed:
    """An ablation's own tables, without those of what it extends."""
    path: Path = find(name)
    table = own(path)
    table.pop("extends", None)
    if "ablation" not in table:
        raise RecipeError(f"{path} is no ablation: it has no [ablation]")
    about: Ablation = coerce(Ablation, table.pop("ablation"), f"{path.stem}: ablation")
    return Changed(path.stem, about, table)


def over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Tables laid over others."""
    return merged(below, above)
