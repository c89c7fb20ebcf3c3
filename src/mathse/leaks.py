"""Does a diagnosis give the answer away? What a teacher or an ORM says of a wrong path must not.

A writer who is told the answer has nothing to reflect on, and an ORM trained on such rows learns to tell.
So every analysis is checked before an ORM is trained on it and before anyone repairs a path with it.
The check errs on the safe side: an analysis that names the right value by chance is withheld too. What
is quoted from the path or the question is no leak: the writer has it before its eyes.
"""

import re

from mathse.grading import normalise, same_answer
from mathse.rows import Feedback, Problem

_QUOTED = 3  # words or signs in a row that stand in the path, too, are a quotation
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|\S")
_PLACES = re.compile(r"\b(?:step|line|sentence|equation|part|image|figure)\s*\(?\d+\)?", re.I)
_NUMBER = re.compile(
    r"(?<![\w.])-?\d+(?:[.,]\d+)*(?:\s*/\s*\d+)?(?:\s*\*?\s*(?:pi|π))?(?:\s*%)?(?![\w^])", re.I
)


def reveals(analysis: str, problem: Problem, path: str) -> bool:
    """Whether the analysis holds the reference answer: its letter, its value, or its words."""
    said = _PLACES.sub(" ", _without_quotations(analysis, f"{path}\n{problem.question}"))
    letter = _letter(problem)
    if letter is not None:
        if re.search(rf"\b(?:option|choice|answer|letter)(?:\s+(?:is|be|should be))?\s*\(?{letter}\b", said):  # fmt: skip
            return True
        if f"({letter})" in said:
            return True
    answer = problem.options[ord(letter) - ord("A")] if letter else problem.gold
    if any(same_answer(found[0], answer) for found in _NUMBER.finditer(said)):
        return True
    return _holds_words(said, answer)


def told(feedback: Feedback | None, problem: Problem, draft: str) -> Feedback | None:
    """The feedback without what reveals the answer; None where nothing is left of it."""
    if feedback is None:
        return None
    step, analysis = feedback.error_step, feedback.analysis
    if step is not None and step not in draft and reveals(step, problem, draft):
        step = None
    if analysis is not None and reveals(analysis, problem, draft):
        analysis = None
    return Feedback(step, analysis) if step or analysis else None


def _letter(problem: Problem) -> str | None:
    """The right option's letter, where the reference is one."""
    gold = problem.gold.strip()
    known = [chr(ord("A") + place) for place in range(len(problem.options))]
    return gold if gold in known else None


def _holds_words(said: str, answer: str) -> bool:
    """Whether an answer that is no bare number stands there: "(3, 4)", "Thursday", "x = 2"."""
    wanted = "".join(normalise(answer).casefold().split())
    if len(wanted) < 2 or wanted.isdecimal():
        return False
    if wanted.isalpha() and wanted.isascii():
        return (
            re.search(rf"\b{re.escape(answer.strip().casefold())}\b", said.casefold()) is not None
        )
    return wanted in "".join(normalise(said).casefold().split())


def _without_quotations(analysis: str, source: str) -> str:
    """The analysis without runs of words and signs that stand in the source in the same order."""
    known = [word.casefold() for word in _WORD.findall(source)]
    runs = {tuple(known[at : at + _QUOTED]) for at in range(len(known) - _QUOTED + 1)}
    found = list(_WORD.finditer(analysis))
    words = [word[0].casefold() for word in found]
    quoted = [False] * len(words)
    for at in range(len(words) - _QUOTED + 1):
        if tuple(words[at : at + _QUOTED]) in runs:
            quoted[at : at + _QUOTED] = [True] * _QUOTED
    kept, at = "", 0
    for word, is_quoted in zip(found, quoted, strict=True):
        kept += analysis[at : word.start()] + ("" if is_quoted else word[0])
        at = word.end()
    return kept + analysis[at:]
