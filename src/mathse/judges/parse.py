"""What a generative judge writes, both ways: `verdict_json` writes it, `parse_verdict` reads it.

    {"status": "CORRECT" | "WRONG", "error_step": text or null, "error_analysis": text or null}

An ORM that checks step by step begins with `"steps": "a = 2 + 3 = 5. right b = 5 * 4 = 21. wrong"` (mathse.locating.checked), and
where it knows the reference answer, before that, with `"answer": "The answer is 21. wrong"`. The
steps are given to it (judges/by_steps.py); what it decides are the verdicts behind them, and the analysis.

Reading is strict: what is not exactly this is `unparsed`, an outcome of its own and never a guess
from words such as "correct" in a sentence. One mercy: text may stand around a *single* fenced block
of JSON, since hosted models write it so. An annotation has the same form.
"""

import json
import re

from mathse.rows import Feedback, Json, Verdict, canonical_json

OPENING = '{"status": "'  # after these characters comes CORRECT or WRONG
CORRECT, WRONG = "CORRECT", "WRONG"
KEYS = frozenset({"status", "error_step", "error_analysis"})
# The paper's annotators also write the first; it is allowed and not used. For the others see below.
ALSO = frozenset({"improvement_suggestion", "answer", "steps"})

# A step ends with a stop and holds none before a space (mathse.locating), so only a verdict stands here.
_BEHIND_STEP = re.compile(r'(?<=[.?!;] )(?:right|wrong)(?=[ "])')
_STEPS = '"steps": "'
_ANALYSIS = '"error_analysis": '

_FENCE = re.compile(r"^```[ \t]*(?:json)?[ \t]*\n(.*?)\n?^```[ \t]*$", re.DOTALL | re.MULTILINE)


def verdict_json(
    *,
    correct: bool,
    feedback: Feedback | None = None,
    binary: bool = False,
    steps: str | None = None,
    answer: str | None = None,
) -> str:
    """The one line that a judge is trained to write; `binary` has the status alone.

    `steps`: a verdict of each step (mathse.locating.checked), written before the one that follows from them.
    `answer`: the conclusion with a verdict (mathse.locating.concluded), before these.
    """
    status = CORRECT if correct else WRONG
    if binary:
        return f'{OPENING}{status}"}}'
    step = None if correct or feedback is None else feedback.error_step
    analysis = None if correct or feedback is None else feedback.analysis
    said = {"error_step": step, "error_analysis": analysis}
    rest = ", ".join(f'"{key}": {canonical_json(value)}' for key, value in said.items())
    line = f'{OPENING}{status}", {rest}}}'
    if steps is None:
        return line
    concluded = "" if answer is None else f'"answer": {canonical_json(answer)}, '
    return f'{{{concluded}"steps": {canonical_json(steps)}, {line[1:]}'


def decided(text: str) -> tuple[tuple[int, int], ...]:
    """Where a verdict of `verdict_json` with steps says what does not follow from the rest: (start, end).

    The steps are the path's, and status and wrong step repeat the last verdict.
    """
    status = text.index(f'", "{OPENING[2:]}')
    found = [match.span() for match in _BEHIND_STEP.finditer(text, 0, status + 1)]
    analysis = text.rindex(_ANALYSIS) + len(_ANALYSIS)
    told = text[analysis:] != "null}"
    return (*found, (analysis, len(text))) if told else tuple(found)


def taught(text: str) -> tuple[tuple[int, int], ...]:
    """Where such a verdict is learnt from: what `decided` names, and the steps that are right, in full.

    A judge that learns to write right steps learns what they are; it is told where one is wrong, not how to be.
    """
    begin = text.index(_STEPS) + len(_STEPS)
    spans = decided(text)
    right = [end for start, end in spans if start >= begin and text[start:end] == "right"]
    begun = [(begin, right[-1])] if right else []
    answer = [span for span in spans if span[0] < begin]
    rest = [span for span in spans if span[0] >= (right[-1] if right else begin)]
    return (*answer, *begun, *rest)


def parse_verdict(text: str, *, binary: bool = False) -> Verdict:
    """The verdict that stands in this text, with the text in it; outcome `unparsed` if none does."""
    said = _only_object(text)
    if said is None or not _well_formed(said, binary=binary):
        return Verdict("unparsed", text=text)
    step, analysis = (_words(said.get(key)) for key in ("error_step", "error_analysis"))
    if said["status"] == WRONG:
        return Verdict("incorrect", error_step=step, analysis=analysis, text=text)
    faults = [str(said.get(key)).endswith(" wrong") for key in ("answer", "steps")]
    if step or analysis or any(faults):  # and yet CORRECT
        return Verdict("unparsed", text=text)
    return Verdict("correct", text=text)


def _only_object(text: str) -> dict[str, Json] | None:
    """The one JSON object of a text: the whole of it, or of its only fenced block."""
    fenced = _FENCE.findall(text)
    if text.count("```") == 2 and len(fenced) == 1:
        text = fenced[0]
    try:
        # Keys that come twice would silently take the last value.
        said = json.loads(text, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _without_repeats(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key comes twice")
    return found


def _well_formed(said: dict[str, Json], *, binary: bool) -> bool:
    """Every key known and none missing, every value a text or null that UTF-8 can hold."""
    if said.get("status") not in (CORRECT, WRONG) or not said.keys() <= KEYS | ALSO:
        return False
    if not binary and not said.keys() >= KEYS:
        return False
    return all(value is None or _is_text(value) for value in said.values())


def _is_text(value: Json) -> bool:
    """A text without lone surrogates, which JSON can escape and no database stores."""
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _words(value: Json) -> str | None:
    """Null and blank are the same: nothing said."""
    return value.strip() or None if isinstance(value, str) else None
