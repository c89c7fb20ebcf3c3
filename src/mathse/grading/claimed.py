"""What a sentence claims of an option: not what it supposes, was given, denies, or points to.

`Let x = 5`, `We are given AB = 5`, `5 cannot be the answer` and `As shown in Figure 5` choose no option that says 5.
"""

from mathse.grading import denied, embedded, pointers
from mathse.grading.asserted import asserted


def claimed(sentence: str, question: str) -> str:
    """The part of a sentence that claims something; empty where none does."""
    front = asserted(sentence)
    if front is None or pointers.no_result(sentence, question):
        return ""
    return denied.kept(sentence[front:])


def claimed_in(text: str, sentences: list[tuple[int, int]], question: str) -> str:
    """What each of the sentences claims, in one text."""
    return embedded.kept(" ".join(claimed(text[low:high], question) for low, high in sentences))
