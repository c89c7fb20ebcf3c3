"""The written form of a step, both ways: each statement renders itself, and `parse` reads it back.

Seven forms of sentence, and no others:

    We need the area.                                  Ask       (an error here: question)
    The figure shows width 12 and height 7.            Read      (vision)
    area = base * height / 2.                          Recall    (knowledge)
    area = 12 * 7 = 84.                                Compute   (calculation)
    largest = 14.                                      Note      (reasoning)
    84 is option B.                                    Choose    (question)
    The answer to this problem is 84.                  Conclude  (reasoning)
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

CONCLUSION = "The answer to this problem is"
OPERATIONS = ("+", "-", "*", "/")
LONGEST = 1000  # characters of a sentence; longer numbers are none that Python prints


@dataclass(frozen=True)
class Number:
    """A rational number, or one times pi."""

    value: Fraction
    pi: bool = False

    def __str__(self) -> str:
        return f"{self.value} pi" if self.pi else str(self.value)


@dataclass(frozen=True)
class Ask:
    goal: str  # "the area"
    kind: ClassVar[str] = "question"

    def __str__(self) -> str:
        return f"We need {self.goal}."


@dataclass(frozen=True)
class Read:
    facts: tuple[tuple[str, str], ...]  # (name, value as written)
    kind: ClassVar[str] = "vision"

    def __str__(self) -> str:
        spoken = [f"{name} {value}" for name, value in self.facts]
        listed = " and ".join(filter(None, (", ".join(spoken[:-1]), spoken[-1])))
        return f"The figure shows {listed}."


@dataclass(frozen=True)
class Recall:
    name: str
    formula: str  # "base * height / 2"
    kind: ClassVar[str] = "knowledge"

    def __str__(self) -> str:
        return f"{self.name} = {self.formula}."


@dataclass(frozen=True)
class Compute:
    name: str
    left: Number
    operation: str  # one of OPERATIONS
    right: Number
    value: Number
    times_pi: bool = False  # "6 * 6 * pi = 36 pi"
    kind: ClassVar[str] = "calculation"

    def __str__(self) -> str:
        pi = " * pi" if self.times_pi else ""
        return f"{self.name} = {self.left} {self.operation} {self.right}{pi} = {self.value}."


@dataclass(frozen=True)
class Note:
    name: str
    value: str
    kind: ClassVar[str] = "reasoning"

    def __str__(self) -> str:
        return f"{self.name} = {self.value}."


@dataclass(frozen=True)
class Choose:
    value: str
    letter: str
    kind: ClassVar[str] = "question"

    def __str__(self) -> str:
        return f"{self.value} is option {self.letter}."


@dataclass(frozen=True)
class Conclude:
    answer: str
    kind: ClassVar[str] = "reasoning"

    def __str__(self) -> str:
        return f"{CONCLUSION} {self.answer}."


@dataclass(frozen=True)
class Garbled:
    """A sentence that begins like one of ours and then says nothing that could be true."""

    text: str
    kind: str

    def __str__(self) -> str:
        return self.text


Statement = Ask | Read | Recall | Compute | Note | Choose | Conclude | Garbled

_NUMBER = r"-?\d+(?: ?/ ?\d+)?(?: pi)?"
_OPERAND = r"-?\d+(?: pi)?"
_NAME = r"[a-zA-Z][a-zA-Z ]*?"
_ASK = re.compile(r"We need (.+)", re.DOTALL)
_READ = re.compile(r"The figure shows (.+)", re.DOTALL)
_FACT = re.compile(r"(.+?) (-?\d+|[a-z]+)")
_COMPUTE = re.compile(rf"({_NAME}) = ({_OPERAND}) ([-+*/]) ({_OPERAND})(?:( \* pi))? = ({_NUMBER})")
_NOTE = re.compile(rf"({_NAME}) = ({_NUMBER}|\d+:\d+|[a-z]+)")
_RECALL = re.compile(rf"({_NAME}) = ([a-zA-Z0-9 ]+(?: [-+*/] [a-zA-Z0-9 ]+)+)")
_CHOOSE = re.compile(r"(.+) is option ([A-Z])")
_CONCLUDE = re.compile(r"The answer(?: to this problem)? is:? (.+)", re.DOTALL)
_TIMES = re.compile(r" ?[×·] ?|(?<=[0-9a-z)])\*(?=[0-9a-z(])")  # ways to write " * "


def number(text: str) -> Number:
    """Read what `str(Number)` writes."""
    bare = text.removesuffix(" pi")
    return Number(Fraction(bare.replace(" ", "")), pi=bare != text)


def parse(sentence: str) -> Statement | None:
    """The statement of one sentence without its "Step n:"; None where it is none of the forms."""
    if len(sentence) > LONGEST:
        return None
    text = _TIMES.sub(" * ", " ".join(sentence.split())).removesuffix(".").strip()
    try:
        return _read_words(text) or _read_lines(text)
    except ZeroDivisionError:  # "3 / 0" written as a number
        return Garbled(text, Compute.kind)


def _read_words(text: str) -> Statement | None:
    if match := _CONCLUDE.fullmatch(text):
        return Conclude(match[1])
    if match := _ASK.fullmatch(text):
        return Ask(match[1])
    if match := _READ.fullmatch(text):
        matches = [_FACT.fullmatch(part) for part in re.split(r" and |, ?", match[1])]
        facts = tuple((fact[1], fact[2]) for fact in matches if fact)
        return Read(facts) if len(facts) == len(matches) else Garbled(text, Read.kind)
    if match := _CHOOSE.fullmatch(text):
        return Choose(match[1], match[2])
    for opener, kind in (
        (CONCLUSION, "reasoning"),
        ("We need", "question"),
        ("The figure shows", "vision"),
    ):
        if text.startswith(opener):
            return Garbled(text, kind)
    return None


def _read_lines(text: str) -> Statement | None:
    if match := _COMPUTE.fullmatch(text):
        name, left, operation, right, pi, value = match.groups()
        return Compute(name, number(left), operation, number(right), number(value), pi is not None)
    if match := _NOTE.fullmatch(text):
        return Note(match[1], match[2])
    if match := _RECALL.fullmatch(text):
        return Recall(match[1], match[2])
    return Garbled(text, Compute.kind) if " = " in text else None
