"""Working that a response ends with: what in it only repeats the question, what goes on behind a conclusion, the label of its last line.

Half of the pens are red.                     (as the question says)      repeats what is given, and states nothing
So in one day he makes $4. In a 20 day month he makes 20 * 4 = 80.        80, where a month is asked for
A: 8                                          (in the last line)          the answer: 8
"""

import re

from mathse.grading import quantities, sums
from mathse.grading.asserted import asserted
from mathse.grading.polarity import content_words
from mathse.grading.questions import asked
from mathse.grading.response import Declared

_LABEL = re.compile(r"\n[ \t]*\**A\**[ \t]?[:：][ \t*]*(?=[-$\d\\(])([^\n]{1,80}?)[\s*]*\Z")
_LISTS = re.compile(r"(?:^|\n)[ \t]*\(?[B-J]\)?[ \t]?[).:：]")
_FEW = 4  # words: a text of fewer may be the answer, however it stands in the question
_RESULT = re.compile(
    r"\d[^=\n]{0,60}[-+*/×÷x][^=\n]{0,60}=\s*[$\\(]*-?\d"
    r"|,? which (?:equals|is|gives|makes|comes to)\s*[$\\(]*-?\d"
)
_OF_ONE = re.compile(r"\b(?:one|each|per|every|single|first)\b", re.I)
_LAST = re.compile(r"[^.?!。？！\n]*[?？][^?？]*$|[^.。\n]*$")


def last_label(response: str, low: int, high: int) -> list[Declared]:
    """The answer that a last line labels `A:`, where no other letter labels a line."""
    label = _LABEL.search(response, max(low, high - 160), high) if "\nA" in response else None
    if label is None or _LISTS.search(response, low, high):
        return []
    return [Declared(*label.span(1), False)]


def says_nothing(sentence: str, question: str, *, alone: bool) -> bool:
    """Whether a sentence stands in the question, word by word, and is not all that is said, or leaves a blank.

    One that only says what the unknowns of the sum are that is asked for says nothing either.
    """
    if sums.of_an_unknown(sentence, question):
        return True
    if alone or "__" in sentence:
        return "__" in sentence
    half = len(sentence) // 2
    if sentence[half : half + 9] not in question or sentence.count(" ") < _FEW - 1:
        return False
    return sentence.strip(" .。,*\n").lower() in asked(question).folded


def goes_on(sentence: str, concluded: str, question: str) -> bool:
    """Whether a sentence behind a conclusion about one of several works out more of what is asked for."""
    if not question or _RESULT.search(sentence) is None or asserted(sentence) is None:
        return False
    if _OF_ONE.search(concluded) is None or quantities.another(sentence, question):
        return False
    wanted = content_words(last_sentence(question))
    return len(content_words(sentence) & wanted) > len(content_words(concluded) & wanted)


def takes_up(sentence: str, question: str) -> bool:
    """Whether a sentence says something of what is asked, in its words."""
    wanted = content_words(last_sentence(question)) if question else set()
    return len(content_words(sentence) & wanted) >= max(3, 0.4 * len(wanted))


_SIDE = re.compile(r"([A-Za-z\d][A-Za-z\d\s+*/^()-]{0,30}?)\s*=\s*-?\d[^=]*\Z")
_SUM = re.compile(r"[a-z][-+*/][\w()+*/^-]+")


def of_another_side(sentence: str, question: str) -> bool:
    """Whether an equation says what a sum is that the question does not name: `x + 5 = 11`."""
    side = _SIDE.search(sentence.strip(" .$")) if "=" in sentence else None
    if side is None:
        return False
    words = side[1].split()
    left = "".join(
        words[1:] if len(words) > 1 and words[0].isalpha() and len(words[0]) > 1 else words
    )
    return _SUM.fullmatch(left) is not None and left not in asked(question).text


def last_sentence(question: str) -> str:
    """What a question asks, without what it gives."""
    found = _LAST.search(question[-300:].strip())
    return found[0] if found else question[-300:]
