"""From a typed task to chat messages: the prompt filled in, and images where the text names them.

A message's content is a list of parts, as `apply_chat_template` reads it: `{"type": "text", "text"}`
or `{"type": "image", "path"}`. Parts are built when they are read and never stored: an Arrow column
would give every part every key, and a key with None counts as present.

Where a text says `<image2>`, the second image stands there; `<image>` is the next image not placed
yet; images that no text names come first. A mark that repeats, or that names an image which is
not there (some sources draw several into one), becomes plain words: a processor counts such marks.
"""

import re
from typing import Literal, NamedTuple, TypedDict

from mathse.prompts import PLACEHOLDERS, PromptSet, load_prompts
from mathse.roles import TaskKind
from mathse.rows import (
    ANSWER_FORM,
    Annotate,
    Critique,
    Example,
    Image,
    Json,
    Problem,
    Reflect,
    Solve,
    Task,
)

_MARK = re.compile(r"<image ?(\d*)>", re.IGNORECASE)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class TextPart(TypedDict):
    """Words."""

    type: Literal["text"]
    text: str


class ImagePart(TypedDict):
    """An image, by its file."""

    type: Literal["image"]
    path: str


Part = TextPart | ImagePart


class Message(TypedDict):
    """One turn of a conversation."""

    role: Literal["user", "assistant"]
    content: list[Part]


class Training(NamedTuple):
    """An example as a trainer reads it: loss on the completion alone."""

    prompt: list[Message]
    completion: list[Message]

    @property
    def messages(self) -> list[Message]:
        """The whole conversation; its only assistant turn is what is trained on."""
        return [*self.prompt, *self.completion]


def messages(task: Task, prompts: PromptSet) -> list[Message]:
    """The conversation that asks for this task: one turn of the user."""
    text = prompts.fill(prompt_name(task), _values(task))
    return [{"role": "user", "content": _parts(text, task.problem.images)}]


def training(example: Example, prompts: PromptSet) -> Training:
    """The prompt of the example's task, and its target as the assistant's turn."""
    target: TextPart = {"type": "text", "text": _plain(example.target)}
    answer: Message = {"role": "assistant", "content": [target]}
    return Training(messages(example.task, prompts), [answer])


def images(conversation: list[Message]) -> list[str]:
    """The image files of a conversation in the order in which they stand there."""
    return [p["path"] for m in conversation for p in m["content"] if p["type"] == "image"]


def prompt_name(task: Task) -> str:
    """Which prompt of a set asks for this task."""
    match task:
        case Solve():
            return "solve"
        case Annotate():
            return "annotate" if task.with_reference else "diagnose"
        case Critique():
            form = "_binary" if task.binary else "_steps" if task.by_steps else ""
            return f"judge{form}" + ("" if task.with_reference else "_without_reference")
        case Reflect(feedback=None):
            return "reflect_without_feedback"
        case Reflect():
            return "reflect"


def prompt_names(kind: TaskKind) -> tuple[str, ...]:
    """The prompts that tasks of this kind may use: what a leaf's identity is the digest of."""
    critique = tuple(name for name in PLACEHOLDERS if name.startswith("judge"))
    match kind:
        case "solve":
            return ("solve",)
        case "annotate":
            return ("annotate", "diagnose")
        case "critique":
            return critique
        case "reflect":
            return ("reflect", "reflect_without_feedback")
        case "train":  # its rows may be of any kind that a student or a judge is trained on
            return ("solve", "reflect", "reflect_without_feedback", *critique)
        case "base" | "source":
            return ()


def prompts_identity(prompts: str, kind: TaskKind) -> dict[str, Json]:
    """For a plug-in's `identity`: the digest of the prompts that this kind of task uses."""
    names = prompt_names(kind)
    return {"prompts": load_prompts(prompts).digest(*names).hex()} if names else {}


def question_text(problem: Problem) -> str:
    """The question, below it the options, one a line: `(A) 12`, and what form its answer shall have.

    The form (unit, decimal places) is the benchmark's own and stays out of the question as data.
    """
    options = (f"({letter(i)}) {option}" for i, option in enumerate(problem.options))
    form = problem.meta.get(ANSWER_FORM)
    return "\n".join((problem.question, *options, *([form] if isinstance(form, str) else [])))


def letter(index: int) -> str:
    """The name of an option: A for 0."""
    return LETTERS[index] if index < len(LETTERS) else str(index + 1)


def _values(task: Task) -> dict[str, str]:
    """The placeholders' values. Only the question keeps its image marks: a path has no images."""
    values = {"question": question_text(task.problem)}
    match task:
        case Annotate() | Critique():
            values["path"] = _plain(task.path)
            if task.with_reference:
                values["reference"] = _plain(_reference(task.problem))
        case Reflect():
            feedback = task.feedback
            step = feedback.error_step if feedback else None
            analysis = feedback.analysis if feedback else None
            values |= {
                "path": _plain(task.draft),
                "error_step": _plain(step or "not given"),
                "error_analysis": _plain(analysis or "not given"),
            }
        case Solve():
            pass
    return values


def _reference(problem: Problem) -> str:
    """The reference answer; an option's letter with its text, so that either form can be compared."""
    gold = problem.gold.strip()
    for i, option in enumerate(problem.options):
        if gold == letter(i):
            return f"({gold}) {option}"
    return problem.gold


def _parts(text: str, pictures: tuple[Image, ...]) -> list[Part]:
    """The text cut at the marks of images, each image once."""
    named = {int(found[1]) for found in _MARK.finditer(text) if found[1]}
    unplaced = [i for i in range(1, len(pictures) + 1) if i not in named]
    asked = sum(1 for found in _MARK.finditer(text) if not found[1])
    first, queue = unplaced[: max(0, len(unplaced) - asked)], unplaced[-asked:] if asked else []
    parts: list[Part] = [_image(pictures[i - 1]) for i in first]
    placed: set[int] = set()
    words, at = "", 0
    for mark in _MARK.finditer(text):
        number = int(mark[1]) if mark[1] else (queue.pop(0) if queue else 0)
        words += text[at : mark.start()]
        at = mark.end()
        if 1 <= number <= len(pictures) and number not in placed:
            placed.add(number)
            parts += _text(words)
            parts.append(_image(pictures[number - 1]))
            words = ""
        else:
            words += _said(mark[1])
    return [*parts, *_text(words + text[at:])]


def _plain(text: str) -> str:
    """Marks of images as words: in a path, an analysis or a target no image stands."""
    return _MARK.sub(lambda mark: _said(mark[1]), text)


def _said(number: str) -> str:
    return f"[image {number}]" if number else "[image]"


def _image(picture: Image) -> ImagePart:
    return {"type": "image", "path": str(picture.path)}


def _text(words: str) -> list[Part]:
    return [{"type": "text", "text": words}] if words else []
