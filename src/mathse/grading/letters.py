"""The letters of options in a text: which it is, begins with, names or rejects.

The article "A", the pronoun "I", points and sides of a figure (`AB`, `B = 5`) are no choices.
"""

import re
from collections.abc import Sequence

from mathse.grading import passing
from mathse.grading.prose import has_one

MAX_TEXT = 400  # characters from the end in which letters are looked for
# Possessive (*+): what is given up once is not tried again, so that no text takes long.
_ONE = r"(?:\(\s*+[A-J]\s*+\)|(?<![A-Za-z\\])[A-J](?![A-Za-z])(?!(?<=I)\s[a-z])(?:\s?\))?+)"
_JOIN = r"\s*+(?:[,;]\s*+(?:and|or)?|and/or|and|n?or|&|/|\+|和|或者?|与|及|以及)\s*+"
_SEVERAL = rf"{_ONE}(?:{_JOIN}(?:option\s*+)?{_ONE})*+"
_SEVERAL_FIRST = re.compile(rf"[\s*$]*{_SEVERAL}")
_ENDS = r"(?![A-Za-z0-9'_^])(?!\s*[=<>+*/^](?!=))(?!\s*-\s*[a-z0-9])"
_CALLED = r"options?|choices?|answers?|letters?|选项?|选择"
_WHOLE = re.compile(
    rf"[\s*\"'#`\[{{→⇒∴]*(?:(?:{_CALLED}|both|either|picture|figure|image|diagram|图形?)\s*:?\s*)?"
    rf"(?:({_SEVERAL})|([A-J]{{2,6}})|([A-J](?:\s+[A-J]){{1,5}})|((?:\([A-J]\)\s*){{2,6}})|\(?([a-j])\)?)"
    r"\s*(?:项|选项)?(?:都?正确)?[\s*\"'`\]}.:]*",
    re.I,
)
_LEAD = re.compile(
    rf"[\s*$\[{{\"'#`→⇒∴]*(?:(?:{_CALLED})\s*)?"
    r"(?:\(\s*([A-Z])\s*\)|\[([A-Z])\]|\{([A-Z])\}|([A-Z])(?![A-Za-z0-9'_^]))"
)
_PICTURES = (
    r"pictures?|figures?|images?|diagrams?|graphs?|shapes?|cards?|patterns?|pieces?|drawings?|图形?"
)
_IS = r"\s*(?:is|are|would be|should be|must be|letter|为|是|项|的是)?\s*[:：]?\s*"
_NAMED = re.compile(
    rf"(?:\b(?:{_CALLED}|choose|chose|choosing|select|selecting|pick|picked|go with)\b|选择?|选项|答案|(?:正确|错误|成立|符合\w{{0,8}}|最(?:为?接近|合适|可能)\w{{0,6}}?)的?[是有为]"
    r"|应[该当]?[是为选])"
    rf"{_IS}({_SEVERAL}){_ENDS}",
    re.I,
)
# Pictures are also the subject, or the end, of what is said of them: `so D is the odd one out`.
_SUBJECT = re.compile(
    rf"(?:^|[,;.]\s+|\b(?:so|thus|therefore|hence|that|only)\s*,?\s+)(?:(?:the )?(?:{_PICTURES}) )?([A-J])"
    r"(?=\s+(?:is|has|does|can|shows|matches|fits|looks|differs)\b)(?! is (?:the|a) (?:mid)?point)"
    r"|\b(?:is|are|be)\s+(?:the\s+)?[a-z]+\s+([B-J])\s*$",
    re.I,
)
_CONCLUDED_SUBJECT = re.compile(
    r"\b(?:so|thus|therefore|hence)\s*,?\s+([A-J])\s+(?:is|does|can|cannot|has|will)\b"
    r"(?!\s+(?:also |be )?(?:wrong|incorrect|eliminated|excluded|ruled out|false|impossible|not (?:the )?(?:answer|correct|right|possible)))"
)
_NAMED_PICTURE = re.compile(rf"\b(?:{_PICTURES})\s*({_SEVERAL}){_ENDS}", re.I)
_BRACKETED = re.compile(r"(?<![A-Za-z])\(([A-J])\)")
_RIGHT = re.compile(
    rf"({_SEVERAL})\s*(?:is|are|项|选项|，|,)*\s*(?:the |both |all |都)?(?:only )?"
    r"(?:correct|right(?! (?:angle|triangle|side|half|end|foot))|answer|best|better|one that|matches|fits|正确|对(?!称|应|角|边|于)|符合|成立)"
)
_CONCLUDED = re.compile(
    rf"(?:\b(?i:so|thus|therefore|hence|clearly|obviously|definitely|probably|likely|I'd say|I would say|it's(?: actually)?|is|be|only|just|leaves|leaving|left with|(?<!all )(?<!any )(?<!thing )but)\b|只有|故|应为|[:：])[\s,:]*({_SEVERAL})"
    rf"{_ENDS}(?=\s*(?:$|[.,;!:)]|because|since|as\b|it is\b|has|matches|fits|shows|works|satisf|is\b|选项|项|正确))"
)
_LAST = re.compile(
    rf"(?:(?:^|[,;]\s*)(?:so|thus|therefore|hence)\s*,?|(?:所以|因此|故|综上)[^.;]{{0,40}}[是为])\s*({_SEVERAL})\s*[.!]?\s*$",
    re.I,
)
_SPEAKS = (_NAMED, _BRACKETED, _CONCLUDED)  # where the letter may be a subject
_WRONG = (
    r"(?:not|never|wrong|incorrect|false|invalid|impossible|eliminated|excluded|ruled out|too (?:small|big|large)"
    r"|错误?|不|排除|无法|没有)"
)
_REJECTED = re.compile(
    rf"({_SEVERAL})\s*+(?:选项|项)?\s*+(?:(?:is|are|was|were|can|could|must|be|seems?|does|do|would|also|both|all|the|an?|\w+ but|都|的|是)\s*+)*+{_WRONG}(?! only)"
    rf"|(?:\b(?:not|cannot|never|neither|eliminat(?:e|ed|ing)|exclud(?:e|ed|ing)|reject(?:ed|ing)?|rul(?:e|ed|ing) out|rather than|instead of|over|than"
    rf"|anything but|other than)|n't)(?: (?:be|possibly be|equal))?\s*(?:options?|choices?)?\s*({_SEVERAL}){_ENDS}"
    rf"|(?:排除|不选|除了?|而不是|不是|不可能[是选]|不[应该能会]+[是选])\s*(?:选项)?\s*({_SEVERAL}){_ENDS}",
    re.I,
)
_REJECTIONS = (
    "ot ", "OT", "n't", "ever", "ither", "liminat", "xclud", "eject", "ule", "uling", "ather than", "nstead of", "over ", "than ", "nything but",
    "rong", "ncorrect", "false", "False", "nvalid", "mpossible", "too ", "错", "不", "除", "无法", "没有",
)  # fmt: skip
# What stands before a letter that is named but not chosen: `consider option B`, `many students choose B`.
_LOOKED_AT = re.compile(
    r"(?:(?:\bnot|n't|\bnever)\s+|\b(?:consider|analy[sz]e|start with|verify|discuss|check|try|test|look at|examine|take|suppose|assume|evaluate|compare)\s+(?:the\s+)?"
    r"|\b(?:unlike|mistakes?|errors?|traps?|distractors?)\s+(?:(?:is|was|would be)\s+)?(?:the\s+)?"
    r"|[误错]|(?:[人生]|同学|容易)[^,，。;；]{0,6}"
    r"|\b(?:students?|people|others|many|most|some|everyone|they|one|you)\s+(?:\w+\s+)?)$",
    re.I,
)
# `Vitamin C is best`: a letter behind a noun is its name, but for these words.
_BEFORE_LETTER = re.compile(r"([A-Za-z]+)\s+$")
_NO_NAME = frozenset(
    "option options choice choices answer answers letter letters statement conclusion picture figure image diagram graph"
    " shape card pattern piece drawing item and or so thus therefore hence that is only both but because then with choose"
    " since conclude shows means find see if select pick say think believe know clearly case either not while are be though as".split()
)
_LETTER = re.compile(r"(?<![A-Za-z\\])[A-J](?![A-Za-z])")
_LABEL = re.compile(r"(?:^|(?<=[\s,;，；。]))\(?([A-Z])\s*[).:、]\s*\S")


_ALONE = re.compile(r"(?<![A-Za-z\\])[A-J](?![A-Za-z])", re.I)
# What may turn into a letter of an option, or be written as one, when it is read.
_BECOMES = ("\\", "ption", "hoice", "(", "root of", "wrong", "Wrong")


def may_be_named(text: str) -> bool:
    """Whether a letter, or two that are rejected, may be found in `text`: cheaper than reading it."""
    if not text.isascii() or has_one(text, _BECOMES):
        return True
    alone = _ALONE.findall(text)
    return len({letter.upper() for letter in alone}) > 1 or "".join(alone).lower() != "".join(alone)


def may_reject(text: str, several: int) -> bool:
    """Whether so many letters may be rejected in `text`: cheaper than reading it."""
    if not text.isascii() or "\\" in text:
        return True
    return len({letter.upper() for letter in _ALONE.findall(text)}) >= several


def _indexes(found: str) -> set[int]:
    return {ord(c) - 65 for c in re.findall("[A-J]", found.upper() if len(found) < 3 else found)}


def whole(text: str, count: int) -> frozenset[int] | None:
    """The letters, where a text is nothing else: `B`, `(b)`, `ACD`, `A, C and D`, `Option C`."""
    match = _WHOLE.fullmatch(text)
    if match is None:
        return None
    found = next(g for g in match.groups() if g)
    if (
        match[1]
        and len(match[1].strip("() ")) > 1
        and re.search("[a-j]", re.sub(r"and/or|and|or|option", "", match[1]))
    ):
        if match[1][0].islower():
            return None  # `a and b`: names, no letters of options
        found = found.upper()  # `B, c, d`
    chosen = [
        ord(c) - 65
        for c in re.findall(
            "[A-J]", found.upper() if match[5] or len(found.strip("() ")) == 1 else found
        )
    ]
    if match[2] and chosen != sorted(set(chosen)) and len(set(chosen)) != len(chosen):
        return None
    return frozenset(chosen) if chosen and max(chosen) < count else None


def leading(text: str) -> tuple[int, str] | None:
    """(option, the rest) where a text begins with a letter; `~` before the rest of a bare letter."""
    match = _LEAD.match(text)
    if match is None:
        return None
    letter = match[1] or match[2] or match[3] or match[4]
    rest = text[match.end() :].strip()
    bare = match[4] is not None
    if bare and rest[:1] in ("<", ">", "+", "/", "'") and rest[1:2] != " ":
        return None
    return ord(letter) - 65, ("~" if bare else "") + rest


def subjects_first(text: str) -> bool:
    """Whether a text begins with several letters that it only speaks of: `C and D are symmetric`."""
    match = _SEVERAL_FIRST.match(text)
    several = match is not None and len(_LETTER.findall(match[0])) > 1
    return several and match is not None and passing.passing(text, match.end())


def rejects_first(text: str) -> bool:
    """Whether the letter that a text begins with is rejected: `B is impossible`."""
    match = _LEAD.match(text)
    return (
        match is not None and _REJECTED.match(text[match.start(match.lastindex or 0) :]) is not None
    )


_SMALL = re.compile(
    r"(\b(?:option|choice)s?\s+\(?|\b(?:option|choice|answer|letter)\s*(?:is\s+)?\()([a-j])"
    r"(?=\)|\s*(?:$|[.,;:!]|is\b|because\b))",
    re.I,
)


def capitals(text: str) -> str:
    """`option c` as `option C`."""
    if "ption" not in text and "hoice" not in text and "(" not in text:
        return text
    return _SMALL.sub(lambda m: m[1] + m[2].upper(), text)


def _near_end(text: str) -> str:
    return text if len(text) <= MAX_TEXT else text[-MAX_TEXT:]


def rejected(text: str) -> set[int]:
    """The letters that a text rejects."""
    found: set[int] = set()
    if not has_one(text, _REJECTIONS) or not _ALONE.search(text):
        return found
    for match in _REJECTED.finditer(text):
        found |= _indexes(match[1] or match[2] or match[3])
    return found


def named(
    text: str, count: int, *, pictures: bool = False, subjects: bool = True
) -> frozenset[int]:
    """The letters that a sentence names as its choice: (B), option B, 选B, so B, B is correct.

    `subjects`: whether an option counts that is only spoken of: `Option B has two sides`.
    """
    text = capitals(_near_end(text))
    found: set[int] = set()
    if not _LETTER.search(text):
        return frozenset()
    patterns = [_NAMED, _BRACKETED, _RIGHT, _CONCLUDED, _LAST]
    for pattern in [*patterns, _NAMED_PICTURE] if pictures else patterns:
        for match in pattern.finditer(text):
            if pattern is _NAMED and _LOOKED_AT.search(text, 0, match.start()):
                continue
            if pattern is _RIGHT and _is_name(text[: match.start()]):
                continue
            if pattern in _SPEAKS and (
                passing.a_point(text, match.end())
                or (not subjects and passing.passing(text, match.end()))
            ):
                continue
            letters = _LETTER.findall(match[1])
            after = text[match.end() :].strip()
            if pattern is _CONCLUDED and letters == ["A"] and after and after[:5] != "it is":
                continue
            found |= {ord(c) - 65 for c in letters}
    return frozenset(i for i in found - rejected(text) if i < count) if found else frozenset()


_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
_ORDINAL = re.compile(
    rf"\b({'|'.join(_ORDINALS)})\s+(?:option|choice)\b|\b(?:option|choice)\s*(?:number|no\.|#)?\s*([1-9])(?![.\d])",
    re.I,
)


def by_place(text: str, options: Sequence[str] | None) -> str:
    """`The third option`, `option 3` as `option C`; a number that an option says stays a number."""
    if not options or ("ption" not in text and "hoice" not in text):
        return text
    said = set(re.findall(r"\d+", " ".join(options)))

    def letter(match: re.Match[str]) -> str:
        index = int(match[2]) - 1 if match[2] else _ORDINALS[match[1].lower()] % len(options)
        taken = match[2] in said or index >= len(options)
        return match[0] if taken else f"option {chr(65 + index)}"

    return _ORDINAL.sub(letter, text)


def subject(text: str, count: int) -> frozenset[int]:
    """The one picture that a last sentence speaks of."""
    if found := _CONCLUDED_SUBJECT.findall(text):
        return frozenset(i for i in {ord(c) - 65 for c in found} if i < count)
    found = [a or b for a, b in _SUBJECT.findall(text)]
    chosen = {ord(c) - 65 for c in found if c.isupper()} - rejected(text)
    return frozenset(chosen) if len(chosen) == 1 and max(chosen) < count else frozenset()


def _is_name(before: str) -> bool:
    word = _BEFORE_LETTER.search(before)
    return word is not None and word[1].casefold() not in _NO_NAME


def enumerated(text: str) -> int:
    """How many options a text lists one after the other, from A on: `A. 5 B. 6 C. 7`."""
    labels = [ord(m[1]) - 65 for m in _LABEL.finditer(text)]
    run = 0
    for label in labels:
        run = run + 1 if label == run else run
    return run if run >= 3 and len(labels) - run <= 1 else 0
