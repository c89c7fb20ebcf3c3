"""The rows that travel through the loop: problem, path, verdict, training example, checkpoint.

All are frozen; every field says what it holds. Nothing here knows the disk or a model. The words
for outcomes are those of docs/architecture.md: one word for each outcome, everywhere.
"""

import hashlib
import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

Json: TypeAlias = str | int | float | bool | list["Json"] | dict[str, "Json"] | None

PathStatus = Literal["finished", "cut_off", "filtered"]
Outcome = Literal["correct", "incorrect", "unparsed", "disagreed"]
Author = Literal["teacher", "self", "reflection", "resample"]
Split = Literal["seed", "remain", "dev", "test"]

ANSWER_FORM = (
    "answer_form"  # in a problem's meta: how its benchmark asks for the answer to be given
)


def digest(*parts: str | bytes | int) -> bytes:
    """16 bytes that name these parts in this order; no two lists of parts share their encoding."""
    raw = [part if isinstance(part, bytes) else str(part).encode() for part in parts]
    sizes = struct.pack(f"<{len(raw) + 1}Q", len(raw), *map(len, raw))
    return hashlib.sha256(sizes + b"".join(raw)).digest()[:16]


def canonical_json(value: "Json | Mapping[str, Json] | Sequence[Json]") -> str:
    """One spelling for one value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, named by its bytes; the file stays on disk until a leaf opens it."""

    digest: str  # SHA-256 of the file's bytes, hex
    path: Path  # where the bytes are: in a source's folder, later in store/images/


@dataclass(frozen=True, slots=True)
class Problem:
    """A math problem. `id` is its content: the same problem from two files is one problem."""

    id: bytes  # digest of question, options, gold and image digests (see `problem_id`); 16 bytes
    question: str
    options: tuple[str, ...]  # option texts in order, without letters; empty when free-form
    gold: str  # the reference answer; with options, usually the letter
    images: tuple[Image, ...]
    group: str  # problems of one group never stand on both sides of a split
    source: str  # the plug-in that read it
    source_id: str  # its id there
    solution: str | None  # the data set's own solution, where it has one
    meta: Mapping[str, Json] = field(default_factory=dict)  # level, subject, family, truth, ...


def graded_options(problem: Problem) -> tuple[str, ...] | None:
    """The options that an answer may name: those of the problem, else those that its picture shows."""
    hidden = problem.meta.get("options_in_image")
    return problem.options or (tuple(map(str, hidden)) if isinstance(hidden, list) else None)


def problem_id(
    *,
    question: str,
    options: Sequence[str],
    gold: str,
    image_digests: Iterable[str],
    row: str = "",
) -> bytes:
    """The content id of a problem. `row`: its id in a benchmark that holds the same content before."""
    apart = ("row", row) if row else ()
    return digest(question, canonical_json(list(options)), gold, *image_digests, *apart)


def content_id(problem: Problem, *, row: str = "") -> bytes:
    """The id that a problem has by its content; `row` as in `problem_id`."""
    return problem_id(
        question=problem.question,
        options=problem.options,
        gold=problem.gold,
        image_digests=(image.digest for image in problem.images),
        row=row,
    )


@dataclass(frozen=True, slots=True)
class Usage:
    """What one or many calls used up. Money is in the currency of the recipe's prices."""

    calls: int = 0
    tokens_in: int = 0
    tokens_cached: int = 0  # the part of tokens_in that the provider bills as cached
    tokens_out: int = 0
    images: int = 0
    money: float = 0.0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.calls + other.calls,
            self.tokens_in + other.tokens_in,
            self.tokens_cached + other.tokens_cached,
            self.tokens_out + other.tokens_out,
            self.images + other.images,
            self.money + other.money,
        )


@dataclass(frozen=True, slots=True)
class Rollout:
    """A reasoning path that somebody wrote for a problem. A path that failed to end is still one."""

    text: str
    status: PathStatus
    usage: Usage = Usage(calls=1)
    note: Mapping[str, Json] = field(default_factory=dict)  # finish reason, served model, ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge says of one path (paper: status, error_step, error_analysis)."""

    outcome: Outcome
    error_step: str | None = None
    analysis: str | None = None
    p_correct: float | None = None  # the judge's own probability of CORRECT, 0..1
    text: str = ""  # what the judge wrote, as it wrote it
    usage: Usage = Usage(calls=1)
    note: Mapping[str, Json] = field(default_factory=dict)  # rule, each key of two keys, ...


@dataclass(frozen=True, slots=True)
class Feedback:
    """A diagnosis of a wrong path, for whoever repairs it."""

    error_step: str | None
    analysis: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """One training row: the model reads the prompt of `task`, and learns to write `target`."""

    task: "Task"
    target: str
    learnt: tuple[tuple[int, int], ...] = ()  # spans of the target that are learnt; none: all of it


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A model, named by the digest of its weights, processor, tokenizer and chat template."""

    digest: str  # hex; for a hosted model, of its name and served version
    path: str  # folder; for a hosted model, its name


@dataclass(frozen=True, slots=True)
class Solve:
    """Write a step-by-step solution that ends in the closing sentence."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Reflect:
    """Repair a draft that is certainly wrong, with a diagnosis that may not be right."""

    problem: Problem
    draft: str
    feedback: Feedback | None  # None: the writer goes without (Table 3's "none")


@dataclass(frozen=True, slots=True)
class Annotate:
    """Say where and why a wrong path goes wrong, without telling the right answer."""

    problem: Problem
    path: str
    with_reference: bool = True  # no: the writer's own diagnosis (Table 3's "teacher")


@dataclass(frozen=True, slots=True)
class Critique:
    """Judge a whole path: right or wrong, the first wrong step, an analysis."""

    problem: Problem
    path: str
    with_reference: bool  # whether the judge reads the reference answer
    binary: bool = False  # status only (the paper's Table 5)
    by_steps: bool = False  # a verdict behind each step, which the judge is given one by one


Task = Solve | Reflect | Annotate | Critique
