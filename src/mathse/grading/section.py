"""What a label opens may be a section: steps, and then what they lead to.

Answer: First, we solve for m and get 3. Then the width is 2m = 6.      6: the first sentence is only the way
答案：解方程得 a = 1 或 a = -3。但 a > 0，因此 a = 1。                     1: the alternatives are decided between
Answer: 12. There are 3 rows of 4, so 3 * 4 = 12.                       12: announced first, explained then
"""

import re

from mathse.grading import prose
from mathse.grading.denied import DIGIT
from mathse.grading.response import Declared

# A first sentence that sets out, and is no answer.
_SETS_OUT = re.compile(
    r"首先|第一步|步骤一|先(?:求|解|算|化|计算|由|将|把|设)"
    r"|First(?:ly)?,? (?:of all\b|we\b|I\b|let\b|note\b|find\b|solve\b|compute\b|calculate\b|use\b|using\b|consider\b|by\b|from\b|since\b|because\b|to\b|for\b)"
    r"|Step 1\s*[:：(]|Let [^.,\n]{1,30}? (?:be|denote)\b|设(?=[^，。\n]{0,20}[=为])"
)
_AIMS = re.compile(r"To (?:find|solve|determine|calculate|compute|get|answer)\b")
# One that works something out, which may be the answer, unless more is concluded from it.
_WORKS = re.compile(
    r"解(?:上述|上面|这个|这|该|此|方程|不等式|联立)|联立|[由将把](?=[^。\n]{0,80}?(?:得|代入))|Solving\b|We (?:first )?solve\b|By solving\b"
)
_LEADS = re.compile(r"(?:\b(?:are|is|follows|below)|[是为下])\s*[:：]$")  # to what stands behind it
_OR = re.compile(r"或|\bor\b")
_DECIDES = re.compile(r"但|然而|舍|不合|\b(?:but|however|reject\w*|discard\w*|extraneous)\b", re.I)
_DENIES = re.compile(r"不[是能为]|无解|\b(?:not|no|never|cannot)\b|n't\b", re.I)
_STEPS = re.compile(
    prose.CONCLUDES.pattern
    + r"|得到|解得|可得|求得|[然最]后|\b(?:[Tt]hen|[Nn]ext|[Ww]e (?:get|obtain|have|find)|gives|yields)\b"
)
_ARRIVES = re.compile(rf"{prose.CONCLUDES.pattern}|\bthen\b|[然最]后|再")
_STATES = re.compile(rf"{DIGIT.pattern}|(?<![A-Za-z])[A-J](?![A-Za-z])|=")
# What only says that the answer fits concludes nothing more.
_HOLDS = re.compile(
    r"成立|符合|满足|检验|验证|\b(?:holds?|works?|checks?|satisf\w+|fits?|verif\w+)\b"
)
_ENDS = re.compile(
    r"\n\s*(?:【|(?:\*\*)?(?:Explanation|Reasoning|Note|解析|说明|注)\s*(?:\*\*)?[:：])|<eo|</answer>"
)


def concluded(response: str, one: Declared, high: int) -> Declared:
    """What is announced; where that is only the way to it, the last conclusion of its section."""
    if one.boxed or one.end == high:
        return one
    text = response[one.start : one.end]
    sets_out, leads = _SETS_OUT.match(text), _LEADS.search(text)
    way = sets_out or leads or text.endswith("：")
    works = _WORKS.match(text) or _AIMS.match(text)
    alternatives = not (way or works) and (" or " in text or "或" in text)
    if not (way or works or alternatives):
        return one
    end = _ENDS.search(response, one.end, high)
    rest = prose.sentences(response, one.end, end.start() if end else high)
    if alternatives and not _decided(response, one.end, rest):
        return one
    for start, stop in reversed(rest):
        if not way and _HOLDS.search(response, start, stop):
            continue
        led = _STEPS.search(response, start, stop)
        if led and _STATES.search(response, led.end(), stop):
            return Declared(start, stop, False)
    if not way or not rest:
        return one
    last = next((s for s in reversed(rest) if _STATES.search(response, *s)), None)
    span = last if sets_out else rest[0] if leads else None
    return Declared(*span, False) if span else one


def _decided(response: str, low: int, rest: list[tuple[int, int]]) -> bool:
    """Whether one of several alternatives is left over: `but a > 0, so a = 1`."""
    against = _DECIDES.search(response, low, rest[-1][1]) if rest else None
    if against is None:
        return False
    last = next((s for s in reversed(rest) if prose.CONCLUDES.search(response, *s)), None)
    return (
        last is not None
        and last[1] > against.end()
        and not _OR.search(response, *last)
        and not _DENIES.search(response, *last)
    )


def only_sets_out(response: str, one: Declared, high: int) -> bool:
    """Whether the announced answer is the first of several steps, of which the others never came."""
    if one.boxed or not _SETS_OUT.match(response, one.start, one.end):
        return False
    alone = not response[one.end : high].strip(" .。\n")
    return alone and _ARRIVES.search(response, one.start, one.end) is None
