"""Options that a sentence only speaks of: `Option A is tempting.`, `D is the midpoint of BC.`

A letter that is the subject of its sentence is chosen where what is said of it affirms it.
"""

import re

# What stands behind a letter that is a subject: a verb, no reason and no joining word.
_PREDICATE = re.compile(
    r"\s*(?:is|are|was|were|has|have|had|does|do|can|could|may|might|would|will|should|must|also|(?!thus\b|this\b|unless\b|its\b|perhaps\b)[a-z]{3,}s)\b"
)
_AFFIRMS = re.compile(
    r"\b(?:correct|right|true|valid|answers?|best|better|only|match\w*|fits?|satisf\w+|works?|holds?|equals?|agrees?|consistent|choice|solution|the one|likely|remains?|because|since|what (?:we|you|is|was) \w+)\b"
    r"|^\s*(?:is|was|must be|should be|would be) (?:it|my)\b|^\s*(?:is|must be|should be)\W*$|正确|符合|成立"
)
_DOUBTS = re.compile(
    r"\b(?:not|never|no|neither|hardly|wrong|incorrect|distractor|trap|tempt\w+|mislead\w+|mistake|could|might|may|less|un\w+)\b|n't\b"
)
_ENDS = re.compile(r"[.;!?\n](?!\d)|,?\s\b(?:but|however|though|although|while|yet)\b")
_POINT = re.compile(
    r"\s*(?:is|lies|are|be)\s+(?:on\b|(?:the|an?)\s+(?:mid-?|\w+ )?(?:points?|cent(?:er|re|roid)|foot|vert(?:ex|ices)|intersection|origin)\b)"
)


def passing(text: str, at: int) -> bool:
    """Whether the letter that ends at `at` is the subject of a sentence that does not choose it."""
    if _PREDICATE.match(text, at) is None:
        return False
    end = _ENDS.search(text, at)
    clause = text[at : end.start() if end else len(text)]
    return _AFFIRMS.search(clause) is None or _DOUBTS.search(clause) is not None


def a_point(text: str, at: int) -> bool:
    """Whether the letter that ends at `at` is a point of a figure: `D is the midpoint of BC`."""
    return _POINT.match(text, at) is not None
