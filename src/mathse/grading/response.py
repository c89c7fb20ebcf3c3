"""Which part of a response is the model's own final answer, and what in it was declared one.

All positions are positions in the response as given: nothing is rewritten before it is cut out.
"""

import itertools
import re
from typing import NamedTuple

from mathse.grading.unannounced import about_another

MAX_RESPONSE = 400_000
WINDOW = 16_000  # characters from the end: what stands before is working
MAX_BOX = 2_000  # characters of a boxed answer
MAX_QUESTIONS = 20  # places where an invented next question may begin
MAX_STATEMENT = 1_000  # characters of an announced answer, with its reasons
MAX_DECLARED = 10  # announcements from the end: what was announced before them is not looked at

_NEXT = re.compile(
    r"\n[ \t]{0,8}(?:#{1,6}[ \t]{0,4}|\*\*)?"
    r"(?:Question|Problem|Q|Hint|Human|User|Example|Exercise|Instruction|Bonus(?: [Qq]uestion)?|题目|问题|问|提示|例题?|练习)"
    r"[ \t]{0,4}\d{0,4}[ \t]{0,4}(?:\*\*)?[ \t]{0,4}[:：]"
    r"|\n[ \t]{0,8}\[?(?:Human|User|INST)\]?[ \t]{0,4}[:：\]]"
    r"|\n#{1,6} (?:Question|Problem)"
    r"|\n[ \t]{0,8}(?:(?:Now|Next|Here|Let)\b[^\n.:]{0,20} )?(?i:another|a (?:similar|related|new|different)|the next) (?:problem|question|exercise|example)\b"
)
# A line that may begin so: cheaper than the pattern.
_MAY_ASK = re.compile(
    r"\n[ \t#*\[]{0,24}+(?:Q|Pr|H[iu]|Us|Ex[ae]|Ins|INST|Bo|[题问提例练]|Now|Next|Here|Let|[Aa]nother|A |a (?:si|re|ne|di)|[Tt]he next)"
)
_END = re.compile(
    r"</s>|<\|(?:im_end|im_start|user|endoftext|eot_id|end|end_of_solution|end_of_turn|eom_id)\|>|<eoa>"
)
_EMPTY = "<eoa>"  # the marker that some models write directly behind the label, too
_LABEL = re.compile(r"(?:[Aa]nswer(?: is)?|答案】?)\s*[:：]?[\s*]*$")
# What opens an answer, and is none of it.
_BEGIN = re.compile(
    r"(?:\s*<\|(?:im_start|start_header_id|end_header_id|assistant|begin_of_solution|end_of_thought)\|>\s*(?:assistant\b)?)+"
)
_DECLARES = re.compile(r"nswer|boxed|答案|故选|故填|(?:^|\n)[ \t]{0,8}[(（]?[A-J][)）.:：]|ption")


class Declared(NamedTuple):
    """An answer that the response announces as such."""

    start: int
    end: int
    boxed: bool


def final_part(response: str, question: str = "") -> tuple[int, int] | None:
    """From where to where the final answer may stand; None where the model never stopped thinking."""
    low, high = 0, len(response)
    tagged = "<" in response
    if tagged and ("<think" in response or "</think" in response):
        closed = response.rfind("</think")
        if response.rfind("<think") > closed:
            return None
        low = response.find(">", closed) + 1 or high
    if tagged and "<|" in response:
        if (thought := response.rfind("<|end_of_thought|>")) >= low:
            low = thought
        elif "<|begin_of_thought|>" in response:
            return None
        opened = _BEGIN.match(response, low)
        low = opened.end() if opened else low
    if high - low > WINDOW:
        low = high - WINDOW
    if tagged and ("</s>" in response or "<|" in response or "<eoa>" in response):
        end = next((m for m in _END.finditer(response, low) if _ends(response, low, m)), None)
        high = end.start() if end else high
    if "\n" not in response or _MAY_ASK.search(response, low, high) is None:
        return low, high
    for match in itertools.islice(_NEXT.finditer(response, low, high), MAX_QUESTIONS):
        if _answered(response, low, match.start()) or not _restated(
            response, match, high, question
        ):
            high = match.start()
            break
    return low, high


def _ends(response: str, low: int, end: re.Match[str]) -> bool:
    """Whether an end token ends anything: not before the first word, nor between a label and its answer."""
    if not response[low : end.start()].strip():
        return False
    behind_label = end[0] == _EMPTY and _LABEL.search(
        response, max(low, end.start() - 20), end.start()
    )
    return not (behind_label and response[end.end() :].strip())


def _answered(response: str, low: int, high: int) -> bool:
    """Whether the answer may stand before an invented next question."""
    before = response[low:high].strip()
    short = len(before) <= 40 and not before.endswith(":") and any(c.isdigit() for c in before)
    return short or _DECLARES.search(response, low, high) is not None


def _restated(response: str, match: re.Match[str], high: int, question: str) -> bool:
    """Whether the question that follows is the one that was asked (or may be, where it is not known)."""
    line = response[match.end() : min(high, match.end() + 400)].strip().partition("\n")[0]
    words = set(re.findall(r"\w+", line.lower()))
    known = set(re.findall(r"\w+", question.lower()))
    if not known:
        return len(response[: match.start()].strip()) > 40
    return len(words & known) >= 0.9 * len(words)


_ENGLISH = re.compile(
    r"\b(?:answers?|ans\.?|(?:correct|right|best|final) (?:option|choice|letter|statement|conclusion|result|value)|option(?= letter| is (?!incorrect\b|wrong\b|false\b|invalid\b|not\b))"
    r"|solution(?: set)? is)"
    r"(?: (?:letter|option|choice|here|below))*"
    r"(?:\s+(?:to|for|of|with|from)\s+(?:(?:this|the|our|your|option)\b[^.:\n=]{0,60}?|[^.:\n=]{1,40}?(?=\s+is\b)))?(?:\s\([a-z][^()\n=:]{2,30}\)(?=\s?(?:is\b|[:：])))?"
    r"\s*(?:\*\*)?\s*(?:,?\s*(?:therefore|thus|then|hence|so),?\s*)?"
    r"(?:(?:is|are|would be|should be|must be|will be|was|equals|=)\b\s*[:：]?|[\"'>]?\s*[:：]|=|[-–—]\s+(?=\(?[A-J]\b|[$\d][^=\n]{0,20}(?:\n|$)))"
    r"\s*(?:\*\*)?\s*(?:(?:option|choice|therefore|thus|simply|letter|given by|(?:most |very )?likely|probably|definitely|clearly|certainly|:)\s*)*[:：]?",
    re.I,
)
# Its most frequent case, read faster: what follows is an answer, no word.
_SHORT = re.compile(
    r"\b[Aa]nswer(?: is:?|:| as (?:requested|asked|required|instructed):|(?<=\bI will answer)(?: with)?|(?<=\bI'll answer)(?: with)?) (?=[\d$\\(-]|[A-J]\b)"
)
# The words that it begins with, without their first letter, by what they share: finding these is much cheaper than
# trying it everywhere.
_KEYWORDS = (
    ("ns", ("nswer", "ns:", "ns.")),
    ("tion", ("ption", "olution is", "olution set is")),
    ("t ", ("orrect ", "est ", "ight ")),
    ("inal ", ("inal ",)),
    ("N", ("NSWER", "NS:", "PTION", "INAL ")),
    ("R", ("ORRECT ",)),
)
_CHINESE = re.compile(
    r"[答选故综](?:(?:(?<=答)案(?!不唯一|[，,。的中与和])|(?<=选)(?<![A-J].)项(?![中里]))】?(?:应该|应当|应|就)?(?:为|是|选择?|只有|填)?\s*[:：]?"
    r"|(?:(?<=[故应可]选)|(?<=(?:所以|因此|应该|正确)选))择?\s*(?:项)?(?:为|是)?\s*[:：]?"
    r"|(?<=故)填\s*[:：]?|(?<=答)(?<![^\n。\s].)[ \t]{0,4}[:：]|(?<=综)上所述?[,，])"
)
_TAGGED = re.compile(r"(?:<answer>|<\|begin_of_(?:box|answer)\|>)\s*(?:\\boxed\b)?", re.I)
_HASHES = re.compile(r"(?:^|\n)[ \t]{0,8}####\s{0,4}(?=[^\s#])")
_BOX = re.compile(r"box(?:e?d)?\s*(?=\{)|boxed(?:\s+(?=[\w\\$-])|(?=\d))")
_UNBRACED = re.compile(r"[^\s$,;]+")
# Where a statement may stop, and whether it does: `3.5` and `e.g. this` go on.
_STOP = re.compile(
    r"[\n.。．<;；!?](?:(?<=[\n<])(?:(?<=\n)|(?<=<)(?:eo|\||/?answer>))|(?<=\.)(?:(?<![\d\s].)(?=\s|$|</)(?!(?<=[(（]\d[)）]\.)\s*[$\\\d-])"
    r"|(?<=\d.)(?=\s*(?:$|\n)|\s+[A-Z\"(])|(?<=\s.)(?=\s*(?:$|\n)))|(?<=[。．])(?!\d)"
    r"|(?<=[\d)}\w][;；])(?=\s*[A-Z][a-z])|(?<=\w[!?])(?=\s|$))"
)


def declared(response: str, low: int, high: int, question: str = "") -> list[Declared]:
    """What the response declares as its answer, in the order in which it stands."""
    found: list[Declared] = []
    part = response if low == 0 and high == len(response) else response[low:high]
    if "box" in part:
        found += boxes(response, low, high)
        if "your " in part:
            found = [
                d for d in found if not _TOLD.search(response[max(low, d.start - 60) : d.start])
            ]
    announced = _announced(response, low, high, part)
    if not part.isascii():
        announced += list(_CHINESE.finditer(response, low, high))[-MAX_DECLARED:]
    if "#" in part and "####" in part:
        announced += list(_HASHES.finditer(response, low, high))[-MAX_DECLARED:]
    if "<" in part and ("<answer>" in part or "<|begin_of_" in part):
        announced += list(_TAGGED.finditer(response, low, high))[-MAX_DECLARED:]
    for match in announced:
        span = statement(response, match.end(), high)
        if span and not about_another(
            response[max(low, match.start() - 40) : match.start()], question
        ):
            found.append(Declared(*span, False))
    if len(found) > 1:
        found.sort(key=lambda d: (d.start, d.boxed))
    return found[-MAX_DECLARED:]


# What the task says, and no answer: `put your answer in \\boxed{5}`.
_TOLD = re.compile(
    r"\byour (?:final )?answers? (?:in|inside|within|with)\b[^.\n]{0,20}box(?:ed)?\{$", re.I
)


def _announced(response: str, low: int, high: int, part: str) -> list[re.Match[str]]:
    """Where "the answer is" stands, or what says the same; the last ones."""
    starts: set[int] = set()
    for shared, words in _KEYWORDS:
        if shared not in part:
            continue
        for word in words:
            if word not in part:
                continue
            at = high
            for _ in range(MAX_DECLARED):
                at = response.rfind(word, low, at)
                if at < 0:
                    break
                starts.add(at - 1)
    if not starts:
        return []
    found: list[re.Match[str]] = []
    end = low
    for start in sorted(starts):
        if start < end:
            continue
        match = _SHORT.match(response, start, high) or _ENGLISH.match(response, start, high)
        if match is not None:
            found.append(match)
            end = match.end()
    return found[-MAX_DECLARED:]


def statement(response: str, start: int, high: int) -> tuple[int, int] | None:
    """From `start` to the end of the statement, over empty lines to the next text."""
    while start < high and response[start] in " \t\r\n*:：#<":
        if response[start] == "<" and not response.startswith(_EMPTY, start):
            break
        start += len(_EMPTY) if response[start] == "<" else 1
    if response.startswith(("$$", "\\["), start):  # a displayed formula, over several lines
        close = response.find("$$" if response[start] == "$" else "\\]", start + 2, high)
        if close > 0:
            return start, close + 2
    limit = min(high, start + MAX_STATEMENT)
    stop = _STOP.search(response, start, limit)
    end = stop.start() if stop else limit
    while end > start and response[end - 1] in " \t\r\n*":
        end -= 1
    if end == start:
        return None
    if stop is not None and stop[0] == "\n" and "=" in response[end - 1 : end + _BELOW]:
        more = _GOES_ON.match(response, end - 1, limit)
        end = more.end() if more else end
    return start, end


_BELOW = 100  # characters below a line in which its equation may go on
# Below the line that ends in an equals sign, or the next that begins with one: `3 + 4 =`, and `7`.
_GOES_ON = re.compile(
    r"(?:(?:=|(?<!=)[^\n=](?=\s*\n\s*=))[ \t*]*\n\s*=?[ \t]*[^\n=A-Za-z]{1,80}(?=[\n=]|$))+"
)


def boxes(response: str, low: int, high: int) -> list[Declared]:
    """What stands in \\boxed{}, however deep its braces are nested."""
    found: list[Declared] = []
    for start in _opened(response, low, high):
        if found and start < found[-1].end:
            continue  # a box in a box
        if response[start] != "{":
            bare = _UNBRACED.match(response, start, high)
            if bare:
                found.append(Declared(start, bare.end(), True))
            continue
        end = closing(response, start, min(high, start + MAX_BOX))
        if end > start + 1:
            found.append(Declared(start + 1, end, True))
    return found


def _opened(response: str, low: int, high: int) -> list[int]:
    """Where the content of each box begins, the last ones."""
    starts: list[int] = []
    at = response.rfind("box", low, high)
    while at >= 0 and len(starts) < 2 * MAX_DECLARED:
        match = _BOX.match(response, at, high)
        front = at - 1 if response[at - 1 : at] == "f" else at  # \\fbox
        if match is not None and not response[max(low, front - 1) : front].isalpha():
            escaped = response[front - 1 : front] == "\\"
            if escaped or response[match.end()] == "{":
                starts.append(match.end())
        at = response.rfind("box", low, at)
    return starts[::-1]


_BRACE = re.compile(r"[{}]")


def closing(text: str, opened: int, high: int) -> int:
    """Where the brace at `opened` closes; where it never does, the end of its line."""
    depth = 0
    for match in _BRACE.finditer(text, opened, high):
        if match.start() and text[match.start() - 1] == "\\":
            continue
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.start()
    line = text.find("\n", opened, high)
    end = line if line > 0 else high
    while end > opened and text[end - 1] in "$ .\\])":
        end -= 1
    return end
