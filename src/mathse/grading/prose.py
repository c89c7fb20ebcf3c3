"""What a response says where it declares nothing: sentences, refusals, programs, cut-off text."""

import re
from functools import lru_cache

MAX_SENTENCE = 1_000  # characters, from its end
_SENTENCE = re.compile(
    r"(?:[^\n.。!?！？]++|\.(?=[^\s<])|(?<=\bsq)\.(?= )|(?<=\bcu)\.(?= )|(?<=approx)\.(?= )|(?<=\be\.g)\.|(?<=\bi\.e)\.|(?<=\d)\.(?=\s*\d)|[!?](?=[^\s]))+[.。!?！？]*"
)
# `2. Compare the slopes`: the number of an item, of which the text is its own sentence.
_LIST_NUMBER = re.compile(
    r"(?:^|(?<=\n)|\n)[ \t*#]{0,8}\d{1,2}\.\**[ \t]+\**(?!(?:Because|Since|As|This|That|The|It|Its|So|Here|There|For|By|Wait|No|Hence|Thus|Therefore)\b)[A-Z][a-z]+"
)
_NUMBERED = re.compile(r"\.(?<=\d\.)\**[ \t]")  # in every such number: cheaper to look for
_FROM = re.compile(r"(?<=\s)[A-Za-z]{2,}|[\u4e00-\u9fff]")  # no formula is cut in its middle
# Patterns begin with the first letters of their words: the engine then skips to these quickly.
CONCLUDES = re.compile(
    r"[CFHIOSTcfhiost](?<=\b.)(?:(?<=[Ss])o|(?<=[Tt])(?:herefore|hus|h(?:is|at) means)|(?<=[Hh])ence|(?<=[Ii])n conclusion"
    r"|(?<=[Cc])on(?:clu\w+|sequently)|(?<=O)verall|(?<=o)verall(?=,)|(?<=[Ff])inally|(?<=I)n total)\b"
    r"|Altogether\b|THEREFORE\b|[∴所因故综答于总一\\](?:(?<=[∴故答])|(?<=所)以|(?<=因)此|(?<=综)上|(?<=于)是|(?<=[总一])共|(?<=\\)therefore)"
)
# Of a folded text. By their first letters: the engine then skips to these, and tries few alternatives at each.
_SAY = r"(?: \w+){0,2} (?:be )?(?:determine|answer|solve|provide|find|see|view|tell|calculate|give|say|make|help|assist|identif|compute|access|deduce|conclude|infer|establish|know|be (?:sure|certain))"
_UNSEEN = r"s?\b[^.\n]{0,40}?(?:n't|n’t|\bnot) (?:been |be )?(?:attached|included|visible|uploaded|available|displayed|loaded|load)\b"
_MISSING = r" missing(?! (?:side|angle|number|term|value|length|digit|part|piece)s?\b)"  # what is asked for
# One of these stands in every conclusion.
CONCLUDING = (
    "so", "So", "herefore", "hus", " means", "In total", "Altogether", "ence", "onclu", "onsequently", "verall", "inally", "HEREFORE",
    "∴", "所", "因", "故", "综", "答", "于", "总", "一",
)  # fmt: skip
_REFUSES = re.compile(
    rf"c(?:an(?:not|'t| not){_SAY}|ould(?: not|n't){_SAY}"
    rf"|an(?:not|'t) (?:be (?:determined|answered|provided|solved|calculated|found|read)|verify|confirm)|(?<=\bc)hart{_UNSEEN})"
    rf"|unable to{_SAY}"
    rf"|n(?:ot able to{_SAY}|ot possible to{_SAY}"
    r"|(?<!but i am n)(?<!but i'm n)(?<!though i am n)(?<!though i'm n)(?:ot|'t) (?:\w+ )?(?:sure|certain|convinced)\b(?![^\n]*\b(?:but|so|however|though|still)\b)"
    r"|(?<=\bn)o(?: one|body) (?:can|could|knows)\b|'t have (?:enough |any |sufficient |the )(?:information|info|data|context|details?|figure|image)\b"
    r"|ot (?:provide|give|contain|have|include|enough|specif|sufficient|see)[^.\n]{0,60}(?:information|context|detail|data|figure|image|provided)"
    r"|ot enough|o (?:information|image|figure|way to)|(?<=\bn)o (?:correct |right |valid )?answer exists|(?<=\bthere is n)o (?:correct |right |valid )?answer\b(?! (?:but|other|except))|ot (?:clear|possible|sufficient)|ot provided|eeds? (?:more|to see)|one of which (?:i|we) can)"
    rf"|i(?:mpossible to{_SAY}|(?<=\bi) (?:\w+ )?doubt\b|nsufficient|sn't (?:clear|possible|sufficient)|s{_MISSING}|(?<=\bi)mage{_UNSEEN}"
    r"|'m sorry| am sorry| (?:don't|do not) know\b(?! why))"
    rf"|h(?<!not h)(?<!n't h)ard to{_SAY}"
    rf"|d(?:oes not require|(?<!not d)(?<!n't d)ifficult to{_SAY}|(?<=\bd)iagram{_UNSEEN})"
    rf"|w(?:(?<=\bw)e (?:\w+ )?doubt\b|(?:as|ere){_MISSING})"
    r"|m(?:ore (?:information|context|details)|issing (?:information|info|context|details?|data|image|figure|picture|diagram|from)\b)"
    rf"|p(?:lease provide|(?<=\bp)(?:icture|hoto){_UNSEEN})"
    rf"|a(?:(?:re|ppears?(?: to be)?|ny){_MISSING}|s an ai)|be{_MISSING}|s(?:eems?|ome){_MISSING}"
    rf"|f(?<=\bf)igure{_UNSEEN}|g(?<=\bg)raph{_UNSEEN}"
    r"|无法|不能确定|不能判断|不确定|缺少|没有(?:提供|给出)|信息不足|条件不足|抱歉|请提供|不知道"
)
# One of these stands in every refusal: cheaper to look for than the pattern.
_REFUSAL_WORDS = (
    "not ", "n't", "unable", "impossible", "insufficient", "hard to", "difficult", "no information", "no image", "no answer", "no correct", "no right", "no valid",
    "no figure", "no way to", "more information", "more context", "more details", "please provide", "need more", "needs more",
    "need to see", "needs to see", "no one", "nobody", "doubt", "missing", "sorry", "none of which", "as an ai", "无法", "不能", "不确定", "不知道", "不足", "缺少", "没有",
    "抱歉", "请提供",
)  # fmt: skip
_CODE_LINE = re.compile(
    r"^\s*(?:def \w+\(|import \w+|from \w+ import|print\(|return\b|for \w+ in |while |if .*:\s*$|elif |else:\s*$|class \w+|#|@\w+"
    r"|[A-Za-z_][\w.\[\], ]*\s*[-+*/]?=[^=]|\w+(?:\.\w+)*\(.*\)\s*$|\"\"\"|'''|try:|except|with |[\])}]+,?\s*$)",
)
# Its first line; in a sentence, a function's head; or an assignment below the name of the language.
_PROGRAM = re.compile(
    r"(?:^|\n)[ \t]{0,8}(?:def \w+\(|import \w+|from \w+ import |print\(|```python)|\bdef \w+\([^()\n]*\):|\bPython\b[^\n]*\n\s*[A-Za-z_]\w* = [^\n]*"
)
# Where it begins within a line of prose: a function's head, a list or text that is given a name.
_BEGINS = re.compile(r"\bdef \w+\([^()\n]*\):|(?<=[.:] )[A-Za-z_]\w* = [\[{'\"]")
_DRAWING = re.compile(r"\[asy\].*?(?:\[/asy\]|$)", re.S)  # in Asymptote: its numbers are no values
_PROGRAM_WORDS = ("def ", "import ", "print(", "```python", "Python")
_FAILED = re.compile(
    r"(?:^|\n)(?:\w*(?:Error|Exception)\b|Traceback)"
)  # what it printed is no result
_COURTESY = re.compile(
    r"\blet me know\b|\bhope (?:this|that|it) helps\b|\bfeel free\b|\b(?:other|more|further|any) questions\b"
    r"|\bhappy to help\b|希望(?:这|对你)|如(?:果|有)[^。]{0,10}(?:问题|疑问)",
    re.I,
)
POLITE = (
    "et me know",
    "hope t",
    "hope it",
    "eel free",
    "questions",
    "appy to help",
    "希望",
    "疑问",
    "问题",
)
_FENCE = re.compile(r"```(\w*)\n?(.*?)(?:```|$)", re.S)
CHECKS = re.compile(
    r"[CVIMcvim检验](?:(?<=\b.)(?i:(?<=c)(?:heck|onfirm(?:s|ed)?)|(?<=v)(?:erify|erification|erifying|erified)|(?<=i)ndeed"
    r"|(?<=m)atches)\b|(?<=检)验|(?<=验)证)"
)
_BARE = r"(?:\(?[A-J]\)?|\$?-?\d[\d.,/]*(?<=\d)\$?)"  # nothing but a letter or a number
RETRACTS = re.compile(
    r"(?:^|[\s.,;—-])(?:hold on|correction|scratch that|I made (?:a|an) (?:mistake|error)|oops|on second thought"
    r"|no, (?:that|it|the|I)|wait\b(?=[^\n]{0,80}?\b(?:no|not|wrong|mistake|error|incorrect|should|actually|mis\w+)\b)"
    r"|actually\b(?=[^\n]{0,60}?\b(?:is|should|it)\b)|actually,?\s(?=\s?[\d$\\-])|edit\s*:|update\s*:|rather,(?=\s*[\d$\\-])"
    r"|I (?:should have (?:written|said|put)|meant(?: to (?:say|write))?)\b"
    r"|however,? (?:we|I) (?:must|need to|have to|should|still)\b(?=[^\n.]{0,80}?\b(?:giving|to get|which gives|get|so)\b))"
    rf"|(?:[.,;…—-]\s*|\s)no,? wait\b|(?:^|[\s.,;…—-])(?:wait|actually|no)(?:,\s*|\s+|[.…-]+\s*)(?:(?:no|sorry|it is|it's)\b[\s,]*)?(?={_BARE}\s*(?:[.!。]|$|\n))"
    r"|(?:[.,;]\s*)no,? sorry\b|[,;?] no,? (?=\(?[A-J]\b)"
    r"|\bbut (?:the )?(?:question|problem) asks\b(?=[^\n]{0,120}?\b(?:which (?:is|equals)|so)\b)"
    r"|等等|不对[,，。]|更正|[修纠]正\s*[:：]|算错了|我错了",
    re.I,
)


_SECOND_THOUGHTS = (
    "ait", "old on", "orrection", "cratch", "mistake", "error", "ops", "econd thought", "o, ", ", no ", "no sorry", "ctually", "asks",
    "dit:", "dit :", "DIT:", "pdate:", "ather,", "should have", "I meant", "owever",
    "等等", "不对", "更正", "修正", "纠正", "No w", "no w", "错了",
)  # fmt: skip


def concludes(text: str, low: int, high: int) -> bool:
    """Whether a sentence of `text` concludes something: `so`, `therefore`, 所以."""
    return has_one(text[low:high], CONCLUDING) and CONCLUDES.search(text, low, high) is not None


def may_retract(text: str) -> bool:
    """Whether one of the words of a second thought stands in `text`: cheaper than the pattern."""
    return has_one(text, _SECOND_THOUGHTS)


def has_one(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words stands in `text`: a plain loop, as it runs for every response."""
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False


def sentences(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Where each sentence stands; of a long text the last 60, of a long one its end from a word on."""
    found: list[tuple[int, int]] = []
    may = ". " in text and _NUMBERED.search(text, low, high) is not None
    numbered = may and _LIST_NUMBER.search(text, low, high) is not None
    for match in _SENTENCE.finditer(text, max(low, high - 6000), high):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if match.end() - start > MAX_SENTENCE:
            word = _FROM.search(text, match.end() - MAX_SENTENCE, match.end())
            start = word.start() if word else match.end()
        if start < match.end() and not (
            numbered and _LIST_NUMBER.match(text, max(low, match.start() - 1), high)
        ):
            found.append((start, match.end()))
    return found[-60:]


def wordless(text: str, low: int, high: int) -> bool:
    """Whether a stretch of text has neither a word nor the end of a line or sentence, but digits."""
    if "\n" in text[low:high] or _FROM.search(text, low, high) is not None:
        return False
    return any(c.isdigit() for c in text[low:high])


def courtesy(text: str) -> bool:
    """Whether a sentence only takes leave: nothing in it is an answer."""
    return has_one(text, POLITE) and _COURTESY.search(text) is not None


@lru_cache(maxsize=256)
def refuses(text: str) -> bool:
    """Whether a sentence says that it gives no answer."""
    folded = text.casefold()
    for word in _REFUSAL_WORDS:
        if word in folded:
            return _REFUSES.search(folded) is not None
    return False


@lru_cache(maxsize=16)
def programs(response: str, low: int, high: int) -> tuple[tuple[int, int], ...] | None:
    """None: no program. Else the stretches that are prose or printed output, outside the program."""
    part = response[low:high]
    if "[asy]" in part:
        kept, at = [], low
        for match in _DRAWING.finditer(response, low, high):
            kept.append((at, match.start()))
            at = match.end()
        return tuple((a, b) for a, b in [*kept, (at, high)] if response[a:b].strip())
    if not has_one(part, _PROGRAM_WORDS) or not _PROGRAM.search(response, low, high):
        return None
    if "```" in response[low:high]:
        kept, at = [], low
        for match in _FENCE.finditer(response, low, high):
            kept.append((at, match.start()))
            if match[1] == "output" and not _FAILED.search(match[2]):
                kept.append(match.span(2))
            at = match.end()
        kept.append((at, high))
        return tuple((a, b) for a, b in kept if response[a:b].strip())
    kept, at = [], low
    for line in response[low:high].splitlines(keepends=True):
        if line.strip() and not _CODE_LINE.match(line) and not line.startswith(("    ", "\t")):
            head = _BEGINS.search(line)
            kept.append((at, at + (head.start() if head else len(line))))
        at += len(line)
    return tuple(kept)


# The first line of a program in one of the common languages, and how its other lines end.
_STATEMENT = re.compile(
    r"\s*(?:return\b[^.]*;?|(?:exit|quit|printf?|puts|echo|eval|exec|system|console\.log|System\.out\.\w+|(?:os|sys|subprocess)\.\w+|__\w+__)\s*\(.*"
    r"|SELECT\b.*(?:;|\bFROM\b.*)|#include\b.*|(?:public |static )*(?:int|void|float|double|function|fn|func)\s+\w+\s*\(.*\{.*)\s*"
)
_CODE_END = (";", "{", "}", ")")


def only_code(text: str) -> bool:
    """Whether a short text is statements of a program, and nothing that they print."""
    if len(text) > 2_000 or _STATEMENT.match(text) is None:
        return False
    first, *rest = [line for line in text.splitlines() if line.strip()]
    return _STATEMENT.fullmatch(first) is not None and all(
        line.rstrip().endswith(_CODE_END) or _STATEMENT.fullmatch(line) for line in rest
    )


_BLANK = re.compile(
    r"(?:[\s$*.?_…-]|\\(?:_|,|;|!|q?quad|[lc]?dots)|\\?(?:boxed|fbox|underline|text)\s*\{(?:[\s_?]|\\q?quad)*\})+|[\s$*]*(?:N/A|n/a)[\s$.*]*"
)


def blank(text: str) -> bool:
    """Whether an announced answer is only the place for one: `___`, `?`, `\\boxed{}`, `N/A`."""
    return text[:1] in "_?.…-\\*$bfnN" and _BLANK.fullmatch(text) is not None
