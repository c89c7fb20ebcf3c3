"""Training rows out of a recording, as conversations in words: the same prompts that the run trained on."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from mathse import chat
from mathse.algorithm import Stage
from mathse.drive import Recording
from mathse.errors import UserError
from mathse.prompts import PromptSet, load_prompts
from mathse.record import Owed
from mathse.record.examples import examples
from mathse.rows import Example, Json, Problem, Solve
from mathse.store.read import batches
from mathse.tables import Ref, Table

MARK = "<image>"


@dataclass(frozen=True, slots=True)
class Words:
    """A turn of the user: text with a mark where each image stands, and the same with images first."""

    marked: str  # "<image>\\nWhat is ..." : LLaMA-Factory, ms-swift
    plain: str  # images come before the text: TRL
    images: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One training row."""

    id: str
    prompt: Words
    target: str
    about: dict[str, Json]  # problem, source, gold, author, ...


@dataclass(frozen=True, slots=True)
class Pair:
    """An accepted and a rejected path for the same problem."""

    id: str
    prompt: Words
    chosen: str
    rejected: str
    about: dict[str, Json]


Rows = TypeVar("Rows", Row, Pair)
AUTHORS = {"distil": "teacher", "solve_again": "teacher", "sample": "self", "resample": "self"}


def stage_named(recording: Recording, name: str | None) -> Stage:
    """The stage of this name; without one, the last that was made. Raises UserError."""
    stages: list[Stage] = []
    with suppress(Owed):
        for stage in recording.replay():
            stages.append(stage)
    trained = [stage for stage in stages if len(stage.d_sft)]
    if name is not None:
        trained = [stage for stage in trained if stage.name == name]
    if not trained:
        have = ", ".join(stage.name for stage in stages if len(stage.d_sft)) or "none yet"
        raise UserError(f"no D_SFT of the stage {name or '(last)'}; there are: {have}")
    return trained[-1]


def prompts_of(recording: Recording, name: str | None) -> PromptSet:
    """The prompts that the run's trainer used, or the set of this name."""
    used = recording.cast.trainer.use().settings.get("prompts", "full")
    return load_prompts(name or str(used))


def sft_rows(recording: Recording, stage: Stage, prompts: PromptSet) -> Iterator[Row]:
    """D_SFT of this stage, in the order that the trainer saw."""
    trains_on: Any = recording.recipe.reflection.trains_on
    for refs in batches(stage.d_sft, 200):
        rows = list(recording.reader.paths([ref.row for ref in refs]))
        made = examples(Table(refs), recording.reader, trains_on)
        for ref, row, example in zip(refs, rows, made, strict=True):
            about = described(example.task.problem) | {
                "author": AUTHORS.get(row.verb, "reflection"),
                "verdict": ref.verdict,
            }
            said = exchange(example, prompts)
            yield Row(str(row.id), said.asked, said.target, about)


def pairs(
    recording: Recording, stage: Stage, prompts: PromptSet, *, per_problem: int
) -> Iterator[Pair]:
    """Accepted with rejected paths, each path at most once, at most so many pairs a problem."""
    wrong: dict[bytes, list[Ref]] = {}
    for ref in stage.r_incorrect:
        wrong.setdefault(ref.problem, []).append(ref)
    right: dict[bytes, list[Ref]] = {}
    for ref in stage.d_sft:
        if ref.problem in wrong:
            right.setdefault(ref.problem, []).append(ref)
    for batch in batches(right, 200):
        for problem in recording.reader.problems(batch):
            # The newest ones first: they are closest to what the model writes now.
            accepted, rejected = right[problem.id][::-1], wrong[problem.id][::-1]
            chosen = list(zip(accepted, rejected, strict=False))[:per_problem]
            texts = recording.reader.paths([ref.row for two in chosen for ref in two])
            for (good, bad), (one, other) in zip(chosen, batches(texts, 2), strict=True):
                about = described(problem) | {"chosen": good.row, "rejected": bad.row}
                asked, better = exchange(Example(Solve(problem), one.text), prompts)
                worse = exchange(Example(Solve(problem), other.text), prompts).target
                yield Pair(f"{good.row}-{bad.row}", asked, better, worse, about)


def pictured_first(make: Callable[[], Iterator[Rows]]) -> Iterator[Rows]:
    """The rows in their order, but for the first with a picture, which comes first.

    `datasets` takes the types of a JSON file from its first 10 MB; where no row there has an image, it calls
    the column null and stops at the first that has. `make` is called twice.
    """
    first = next((row for row in make() if row.prompt.images), None)
    if first is not None:
        yield first
    for row in make():
        if first is None or row.id != first.id:
            yield row


def described(problem: Problem) -> dict[str, Json]:
    """What a row's reader may want to know of its problem."""
    return {
        "problem": problem.id.hex(),
        "source": problem.source,
        "source_id": problem.source_id,
        "gold": problem.gold,
    }


class Exchange(NamedTuple):
    """What is asked and what is trained on."""

    asked: Words
    target: str


def exchange(example: Example, prompts: PromptSet) -> Exchange:
    """An example as the run's trainer sees it: a target's own "<image>" is words, and no mark that counts."""
    found = chat.training(example, prompts)
    (answer,) = found.completion
    target = "".join(part["text"] for part in answer["content"] if part["type"] == "text")
    return Exchange(words(found.prompt), target)


def words(conversation: list[chat.Message]) -> Words:
    """The user's turn as text. Images that stand inside the text are named there by number."""
    (turn,) = conversation
    marked, plain = "", ""
    images: list[Path] = []
    for part in turn["content"]:
        if part["type"] == "image":
            images.append(Path(part["path"]))
            marked += MARK if not marked or marked.endswith(("\n", MARK)) else f"\n{MARK}"
            plain += f"[image {len(images)}]" if plain else ""
        else:
            between = "\n" if marked.endswith(MARK) and not part["text"].startswith("\n") else ""
            marked += between + part["text"]
            plain += part["text"]
    return Words(marked, plain.lstrip(), tuple(images))
