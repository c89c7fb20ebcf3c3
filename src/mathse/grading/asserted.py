"""The part of a sentence that asserts: not what it supposes, what is given, or what it asks.

`Let x = 5` and `Is it 5?` state no result, `If x = 3, then y = 5` states one behind its condition.
"""

import re

# What begins so is no result; behind its first comma there may be one.
_GIVEN = re.compile(
    r"\W*(?:let(?:'s| us) (?:say|assume|suppose|imagine|guess)\b|(?:suppose|assum(?:e|ing)|given|consider)\b|let(?! us\b|'s\b|\u2019s\b)\b(?=[^,]{0,40}(?:=|\bbe\b))"
    r"|if\b|please (?!note\b)|(?:we|I) (?:know|(?:are|were) (?:given|told)|assume|suppose)\b|(?:the )?(?:question|problem) (?:asks|says|states|wants)\b"
    r"|假[设如]|已知|(?:不妨)?设(?=[^,，]{0,12}[=为])|题目(?:问|要求|已知|给出))",
    re.I,
)
# `For example, if it were 30, the rate would be 5`: an illustration, whatever follows in it.
_ILLUSTRATES = re.compile(
    r"\W*(?:for (?:example|instance)|e\.g\.|as an (?:example|illustration))[,:]?\s+(?:if|suppose|say|let|assum\w+|when|consider|imagine)\b|\W*(?:例如|比如)[,，:：]?(?:如果|假设|设|若|当)",
    re.I,
)
_CONDITION = re.compile(r"\W*(?:when\b|当(?=[^,，]{1,40}时)|若|如果)", re.I)
_UNSURE = re.compile(
    r"\b(?:whether|not sure (?:if|that))\b[^,;]*$|\bif (?:the |my )?\w+ (?:is|were|was)\b[^,;]*\?",
    re.I,
)
_CLAUSE = re.compile(r"[,;](?=\s)|[，；]|\b(?:so|then|thus|hence|therefore)\b|所以|因此|故|则")
# `Given that x = 1, and y = 2, ...`: the second one is given too.
_AND_GIVEN = re.compile(r"\s*and\b(?! (?:so|then|thus|hence|therefore)\b)", re.I)
_THEN = re.compile(r"^\s*(?:then\b|则|那么)?[\s,，:]*")
_FIRST_LETTERS = frozenset("sagclitwpfeSAGCLITWPFE假已不设题当若如例比")
_ASKS = re.compile(r"[?？]\W*$|吗\W*$")


def asserted(sentence: str) -> int | None:
    """From where on a sentence asserts something; None where it asserts nothing."""
    end = sentence[-3:]
    if ("?" in end or "？" in end or "吗" in end) and _ASKS.search(end):
        return None
    if ("whether" in sentence or "not sure" in sentence) and _UNSURE.search(sentence):
        return None
    front = sentence[:4].lstrip(" \t\n*#-$(\"'")[:1]
    if front not in _FIRST_LETTERS:
        return 0
    if _ILLUSTRATES.match(sentence) is not None:
        return None
    given = _GIVEN.match(sentence)
    if given is None and _CONDITION.match(sentence) is None:
        return 0
    for comma in _CLAUSE.finditer(sentence):
        before = sentence[: comma.start()]
        if _AND_GIVEN.match(sentence, comma.end()):
            continue
        if before.count("$") % 2 == 0 and before.count("(") == before.count(")") and comma.start():
            rest = _THEN.sub("", sentence[comma.end() :], count=1)
            return len(sentence) - len(rest) if rest.strip(" .。*\n") else None
    return 0 if given is None else None


# What is supposed or asked is not chosen.
_SUPPOSED = re.compile(
    r"\bif\b.*\bwould (?:be|have been) (?:the )?(?:correct|right|true|best|answer)"
    r"|\bwould (?:be|have been) (?:the )?(?:correct|right|true|best|answer)\b.*\bif\b"
    r"|\bif (?:option |choice |\()?[A-J]\)? (?:were|was|is) (?:right|correct|true|the answer)\b"
    r"|(?:如果|假如|假设|若)[^,，。]{0,6}选|(?:还是|吗|呢|是否|哪)[^?？。]*[?？]\s*$"
    r"|^\s*(?:why|how|is|are|was|could|would|should|can|does|what|which|who)\b[^?]*\?\s*$",
    re.I,
)


_MAY_BE_SUPPOSED = re.compile("[若假]|如果")


def supposed(text: str) -> bool:
    """Whether a sentence only supposes that an option is right, or asks."""
    may = "would" in text or "if " in text or "If " in text or text.rstrip().endswith(("?", "？"))
    may = may or (not text.isascii() and _MAY_BE_SUPPOSED.search(text) is not None)
    return may and _SUPPOSED.search(text) is not None
