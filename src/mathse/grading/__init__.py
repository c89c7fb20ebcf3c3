"""Is a written answer right? `grade(response=..., gold=...)` says, and which rule decided.

    extract    where the one final answer of a response stands
    normalise  one spelling for what is written in many
    equal      whether two values are the same
    grade      the three together: correct, incorrect, no_answer or unscored

The rules and the policy: docs/grading.md.
"""

from mathse.grading.canonical import canonical, same_answer
from mathse.grading.clean import normalise
from mathse.grading.compare import equal
from mathse.grading.grade import extract, grade
from mathse.grading.reading import read
from mathse.grading.result import Grade, Outcome

__all__ = [
    "Grade",
    "Outcome",
    "canonical",
    "equal",
    "extract",
    "grade",
    "normalise",
    "read",
    "same_answer",
]
