"""Reads any written solution of a figure problem and names its first wrong step.

Sentence by sentence, each statement is compared with the truth (truth.py). Since reading stops at
the first wrong one, everything before it is right, and each sentence can be judged by itself:

* a reading is wrong when the figure does not show it                            -> vision
* a goal is wrong when the question does not ask for it                          -> question
* a formula, an operation or a constant is wrong when no right way has it        -> knowledge
* the result of a line is wrong when it is not what its left side comes to       -> calculation
* operands, orders and conclusions are wrong when nothing right leads there      -> reasoning

A true step towards another question is remembered: if what follows goes wrong, it was the first
error (question). A path is correct when its answer is right and every step is; one that is cut off in
its last sentence, and right so far, is wrong at no step. Where a sentence is none of the forms of
language.py, or may be true in words that this world has not (words.py), the checker cannot tell.
"""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from mathse.figures.families.common import UNITS
from mathse.figures.judging import Judged, judge_statement
from mathse.figures.language import Choose, Compute, Conclude, Statement, parse
from mathse.figures.scene import FigureProblem
from mathse.figures.truth import result_of, truth_of
from mathse.figures.words import foreign
from mathse.grading import grade

Outcome = Literal["correct", "incorrect", "cannot_tell"]
ErrorType = Literal["vision", "question", "knowledge", "calculation", "reasoning"]
ERROR_TYPES: tuple[ErrorType, ...] = get_args(ErrorType)

# A path that is cut off in the middle of a sentence, and is right so far, is wrong at no step. A true step towards another question explains these errors of later steps.
AFTER_ASIDE = ("question", "knowledge", "reasoning")
CANNOT_TELL: tuple[Literal["cannot_tell"], None, None, None] = ("cannot_tell", None, None, None)

_STEP = re.compile(r"\bStep ?\d+ ?[:.]")
_UNIT = re.compile(r"\d (?:pi )?([a-z]+)(?:\^[23])?$")
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+|\n+")


@dataclass(frozen=True)
class Report:
    outcome: Outcome
    step: int | None  # the first wrong step, counted from 1 over all sentences
    step_text: str | None  # that sentence, without its "Step n:"
    error_type: str | None  # one of ERROR_TYPES
    answer_right: bool
    why: str = ""  # a few words for people


def sentences(text: str) -> list[str]:
    """The steps of a written solution, in order, without their numbers."""
    parts = _SENTENCE_END.split(_STEP.sub("\n", text))
    return [part.strip() for part in parts if part.strip()]


def check(problem: FigureProblem, text: str) -> Report:
    """The truth about a written solution."""
    truth = truth_of(problem)
    answer_right = is_right(problem, text)
    established: frozenset[str] = frozenset()
    aside: tuple[int, str] | None = None  # the first true step towards another question
    concluded: tuple[int, str] | None = None  # the last conclusion
    steps = sentences(text)
    for number, sentence in enumerate(steps, start=1):
        statement = parse(_without_unit(sentence, problem))
        alone = statement is None and number == 1  # words, and not the beginning of a solution
        last = number == len(steps) and not concluded and not alone
        if last and breaks_off(problem, sentence, statement):
            break
        if statement is None:
            return Report(*CANNOT_TELL, answer_right, "a sentence cannot be read")
        right = isinstance(statement, Conclude) and answers(problem, statement)
        judged = judge_statement(truth, statement, established, right=right)
        if isinstance(statement, Conclude):
            if concluded and not right:
                judged = Judged("reasoning", "two answers")
            concluded = number, sentence
        if not judged.readable or (judged.error and may_be_true(statement, sentence)):
            return Report(*CANNOT_TELL, answer_right, "said in words of another world")
        if judged.error is not None:
            if aside is not None and judged.error in AFTER_ASIDE:
                return Report(
                    "incorrect", *aside, "question", answer_right, "towards another question"
                )
            return Report("incorrect", number, sentence, judged.error, answer_right, judged.why)
        established |= judged.establishes
        if judged.aside and aside is None:
            aside = (number, sentence)
    if not concluded:
        outcome: Outcome = "incorrect" if steps else "cannot_tell"
        return Report(outcome, None, None, None, answer_right, "no answer")
    if not answer_right:
        why = "the grader reads another answer"
        return Report("incorrect", *concluded, "reasoning", answer_right, why)
    return Report("correct", None, None, None, answer_right)


def answers(problem: FigureProblem, conclusion: Conclude) -> bool:
    """Whether this conclusion is right: to the grader, and in no other unit than the figure's."""
    said = _UNIT.search(conclusion.answer)
    other = said and said[1] in UNITS and said[1] != problem.scene.values.get("unit")
    return not other and is_right(problem, str(conclusion))


def may_be_true(statement: Statement, sentence: str) -> bool:
    """Whether what looks wrong is only said in words that this world has not: "half = 10 / 2 = 5".

    An answer or a choice is wrong or not, whatever its words, and so is a line whose result is not that of its left side.
    """
    if isinstance(statement, Conclude | Choose):
        return False
    if isinstance(statement, Compute) and result_of(statement) != statement.value:
        return False
    return foreign(sentence)


def breaks_off(problem: FigureProblem, sentence: str, statement: Statement | None) -> bool:
    """Whether this last sentence was cut in the middle: it has no stop and is no whole answer."""
    if sentence.endswith((".", "?", "!")):
        return False
    if not isinstance(statement, Conclude):
        return True
    answer = problem.question.answer
    return answer != statement.answer and answer.startswith(statement.answer)  # 8, of 84


def _without_unit(sentence: str, problem: FigureProblem) -> str:
    """A line without the figure's own unit behind it: "area = 12 * 7 = 84 cm^2."."""
    unit = problem.scene.values.get("unit")
    if not unit or " = " not in sentence:
        return sentence
    return re.sub(rf"(?<=\d) {unit}(\^[23])?\.?$", "", sentence)


def is_right(problem: FigureProblem, text: str) -> bool:
    """Whether the final answer is right, by the grader that the rest of the program uses."""
    question = problem.question
    graded = grade(
        response=text, gold=question.answer, options=question.options, question=question.text
    )
    return graded.outcome == "correct"
