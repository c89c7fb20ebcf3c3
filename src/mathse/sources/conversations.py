"""LLaVA-style rows, which several data sets publish: a human turn that asks, a gpt turn that answers.

    {"image": "...", "conversations": [{"from": "human", "value": "<image>\\nHint: ...\\nQuestion: ...
     \\nChoices:\\n(A) ...\\n(B) ..."}, {"from": "gpt", "value": "... The answer is B"}]}

The request around the question (a hint, "please reason first") is the data set's prompt and is cut
off; options become data; the reference is the final answer of the gpt turn, its text the solution.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from mathse.grading import extract
from mathse.roles import BadRow, SourceRow
from mathse.sources.choices import split_choices
from mathse.sources.images import Folder
from mathse.sources.rows import files, meta_of, row

_PROMPT = re.compile(
    r"^(?:\s*<image>)?\s*(?:hint:|please |according to |first )[^\n]*\n(?=\s*question:)",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"^\s*question:\s*", re.IGNORECASE)
_IMAGE = re.compile(r"^\s*(<image>)\s*", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:the\s+(?:final\s+)?answer\s+is|(?:^|\n)\W*(?:final\s+)?answer\b|\banswer\s*(?=[:：])"
    r"|答案(?:是|为|[:：])|故\s*选(?:择)?)\s*[:：]*[*\s]*",
    re.IGNORECASE,
)
SHORT = 60  # characters: a gpt turn of one line this short is the answer itself
UNANNOUNCED = "the published solution announces no answer"


class Turns(NamedTuple):
    """The first exchange of a conversation."""

    asked: str
    answered: str


def first_turns(conversations: object) -> Turns | str:
    """The first human and gpt turns, or what is wrong with them."""
    if not isinstance(conversations, list) or len(conversations) < 2:
        return "no conversation of two turns"
    first, second = conversations[:2]
    if not isinstance(first, Mapping) or not isinstance(second, Mapping):
        return "a turn of the conversation is not an object"
    if (first.get("from"), second.get("from")) != ("human", "gpt"):
        return "the conversation does not start with a human and a gpt turn"
    asked, answered = first.get("value"), second.get("value")
    if not isinstance(asked, str) or not isinstance(answered, str):
        return "a turn of the conversation has no text"
    return Turns(asked, answered)


def question_of(asked: str) -> str:
    """The question without the data set's own request; `<image>` stays where it stands first."""
    mark = "<image>\n" if _IMAGE.match(asked) else ""
    text = _PROMPT.sub("", asked, count=1)
    text = _QUESTION.sub("", _IMAGE.sub("", text), count=1)
    return mark + text.strip()


def final_answer(text: str, options: tuple[str, ...], *, announced: bool = False) -> str | None:
    """What a written solution ends in: after its closing words, else as grading finds it.

    `announced`: the data set writes a solution in every turn, so what is only short ("I do not know"), or
    only stands in the last sentence, is no reference; a turn that is nothing but a value or a letter is.
    """
    closings = list(_CLOSING.finditer(text))
    if closings:
        said = text[closings[-1].end() :].strip().split("\n")[0].strip()
        said = said.rstrip("。* ").removesuffix(".").strip()
        if said:
            return said
    if not announced and len(text.strip()) <= SHORT and "\n" not in text.strip():
        return text.strip().removesuffix(".") or None
    found = extract(text, options=options or None)
    if found.span is None:
        return None
    sure = found.rule.startswith(("announced", "boxed")) or extract(text).rule == "bare answer"
    if announced and not sure:
        return None
    return text[found.span[0] : found.span[1]].strip()


def conversation_row(
    value: Mapping[str, Any],
    folder: Folder,
    *,
    source_id: str,
    group: str | None = None,
    announced: bool = False,
) -> SourceRow | BadRow:
    """The problem of one LLaVA-style row; `announced` as in `final_answer`."""
    turns = first_turns(value.get("conversations"))
    if isinstance(turns, str):
        return BadRow(source_id, turns)
    question, options = split_choices(question_of(turns.asked))
    gold = final_answer(turns.answered, options, announced=announced)
    if gold is None:
        return BadRow(source_id, UNANNOUNCED)
    return row(
        source_id=source_id,
        question=question,
        options=options,
        gold=letter_of(gold, options),
        images=files(folder, value.get("image")),
        group=group,
        solution=turns.answered if len(turns.answered) > SHORT else None,
        meta=meta_of(value, "id", "image", "conversations"),
    )


def letter_of(gold: str, options: tuple[str, ...]) -> str:
    """`(B) 12 cm` or `B. 12 cm` as its letter, where there are options."""
    found = re.match(r"\(?([A-J])\)?(?:[.:、\s]|$)", gold)
    if not options or found is None or gold in options:
        return gold
    return found[1]
