"""Texts that break off: what should follow a sign, a comma or a joining word never came."""

import re

# A short text: its last sentence sets out and stops at a word, or its last formula is never closed.
_BREAKS_OFF = re.compile(
    r"[.!?。\n]\s+(?:[Nn]ext|[Tt]hen|[Nn]ow|[Ff]irst|[Ss]o|[Ww]e|[Ll]et|[Tt]o|[Ss]ince|[Bb]ecause)\b[^.!?。\d\n]{12,}[a-z]$"
    r"|^[^$]*(?:\$[^$]*\$[^$]*)*\$[^$]*=[^$]*\\[a-z]+[^$]*$"
)


# It waits for more: behind a sign between two numbers, behind a word that joins two parts of a sentence.
_DANGLES = re.compile(
    r"[\d)}]\s*[-+*/×÷=]$|[A-Za-z]\s*=$|[\w,)$}]\s+(?:and|or|the|an|of|we|is|are|because|since|which|then|that|equals|gives|with|by|to|from|than|into|between|its|their|whose)$"
    # It has a subject, and no verb: `we know that the perimeter`; it only begins: `Next,`, 其次，
    r"|\b(?:that|because|since|so|then|if|where|when|while) (?:the|its|our|their|this|we|it)(?: [a-z]+)?$"
    r"|(?:[.!?。；\n$]|\\[)\]])\s*(?:[Nn]ow|[Nn]ext|[Tt]hen|[Ss]o|[Tt]herefore|[Tt]hus|[Hh]ence|[Ss]ince|[Bb]ecause|[Ff]irst|[Ss]econd|[Ff]inally|[Aa]lso|[Aa]nd|[Bb]ut|[Tt]o|[Ww]e|[Ll]et)$"
    r"|[a-zA-Z)}],$|[，、]$"
    # Nothing but its subject: `That`, `They would have`, `The total`.
    r"|[.!?。\n]\s*(?:(?:That|They|We|He|She|It|There|How|These)(?: (?:also|can|will|would|is|are|was|were|has|have|had|many|much))*|The (?:total|sum|answer|difference|area|perimeter|number|value|price|cost|length|result))$"
)
# It says what is done next, and that never comes: `Now we can add up all of them.`
_ONLY_NEXT = re.compile(
    r"[.!?\n]\s*(?:Now|Next|Then),? (?:we|I|you|let's|let us)(?: (?:can|could|need to|must|have to|should|will|just|only|simply))*"
    r" (?:add|subtract|divide|multiply|find|calculate|compute|solve|use|take|sum|combine|plug|substitute|apply|determine)\b[^.!?\d\n=$]*[.:]?$"
)
_OPEN_ENDS = frozenset("-+*/×÷=,，、\n")  # or a letter: only behind these a text dangles
_JOINS = re.compile(r"[\w)}$]\s+(?:and|or|of|from|than|plus|minus|times|by)$")
_ENDS_WHOLE = 7  # characters of an answer with a stray sign behind it, at most
_WAITS = re.compile(
    r"(?:\s[-+*/]|.[×÷]|\\(?:cdot|times|div|pm|d?frac|sqrt|left|text|mathrm)\s*\{?)$"
)


_OPEN = re.compile(r"(?:[\d)}\]°%]|(?<![A-Za-z])[A-Za-z])\s*=[\s$_]*$")


def open_equation(text: str) -> bool:
    """Whether a text ends behind an equals sign: what follows from `2*9 =` never came."""
    return "=" in text[-9:] and _OPEN.search(text.rstrip(), max(0, len(text) - 16)) is not None


def waits(text: str) -> bool:
    """Whether a text ends with a sign or command that something must follow: `5 \\cdot`."""
    return _WAITS.search(text, max(0, len(text) - 12)) is not None


def joins(text: str) -> bool:
    """Whether an announced answer ends where its next part must follow: `the sum of 5 and`."""
    return waits(text) or (
        "," not in text and _JOINS.search(text, max(0, len(text) - 8)) is not None
    )


def dangles(tail: str) -> bool:
    """Whether a text ends where something must follow: behind a sign, a comma, a word that joins."""
    if waits(tail):
        return True
    if len(tail) <= _ENDS_WHOLE or not (tail[-1].isalpha() or tail[-1] in _OPEN_ENDS):
        return False
    return _DANGLES.search(tail, max(0, len(tail) - 40)) is not None


def cut_off(text: str) -> bool:
    """Whether a long text stops in the middle of a sentence, or goes round in circles."""
    tail = text.rstrip()
    if open_equation(tail) or dangles(tail):
        return True
    line = tail[tail.rfind("\n") + 1 :]
    if tail.endswith(" $") and tail[-3:-2].isalpha() and line.count("$") % 2:
        return True  # `They would have $`: a sum of money, or a formula, never came
    last = line[-200:]
    may = "Now" in last or "Next" in last or "Then" in last
    if may and _ONLY_NEXT.search(tail, max(0, len(tail) - 260)):
        return True
    if len(tail) < 200:
        may = tail[-1:].isalpha() or ("$" in tail and "\\" in tail and "=" in tail)
        return may and len(tail) > 40 and _BREAKS_OFF.search(tail) is not None
    last = tail[-60:]
    if len(tail) > 400 and tail.count(last[-40:]) > 2:
        return True
    ended = tail[-1] in ".!?。！？)]}$%*|\"'”°>`" or tail[-1].isdigit()
    return (
        not ended
        and len(line) > 15
        and not re.match(r"\s*(?:[-*•]|\d+[.)])\s", line)
        and not re.search(r"[A-Z0-9]\s*$", line)
    )
