"""References that say nothing: empty ones, placeholders, pointers to a figure or a proof; and those with one of several answers."""

import re

from mathse.grading.clean import normalise

_SAYS_NOTHING = re.compile(
    r"(?:https?://\S+|<img\b[^>]*>|!\[[^\]]*\]\([^)]*\)|n/?a|none|null|nan|unknown|tb[da]|-?\d+/0|#?(?:VALUE|REF|NAME|NUM|NULL|DIV/0|N/A|ERROR)[!?]"
    r"|略|(?:证明|图|答案|解答?)略|(?:答案?)?详?见(?:上|下)?(?:解析|图|答案)|证明(?:见解析|过程.*)?|(?:如|见)(?:上|下)?图(?:所示|\s*\d+)?|(?:答案)?不唯一.*"
    r"|see (?:(?:the|our|full|detailed|attached) )*(?:above|below|solution|figure|image|picture|diagram|graph|proof|explanation|answer|text|work|page|note|attachment)\w*\b.*|as (?:shown|above|below|seen|drawn)\b.*|(?:the )?proof|(?:the )?(?:proof|solution|answer|figure)?\s*(?:is |are )?(?:omitted|not (?:given|provided|available|shown))"
    r"|(?:the )?answers? (?:(?:may|will|can) )?(?:vary|varies|differ).*|to be determined|(?:no|without) (?:answer|reference)(?: (?:given|provided))?)",
    re.I,
)
_BRACKETED = re.compile(r"[\s$]*[(\[<（【《]+(.*?)[)\]>）】》]+[\s$.。!！]*", re.S)
_PICTURE = re.compile(r"(?:image|img|figure|fig|picture|graph|diagram|photo)s?[\s_]*\d*", re.I)
# Nothing but signs and the commands that would hold something: `$$`, `\text{}`, `\frac{`.
_EMPTY = re.compile(
    r"(?:[\s$_\-—–?.…/{}()\[\]（）,;:。，、*]|\\(?:[dt]?frac|sqrt|text\w*|math\w+|mbox|boxed|fbox|underline|left|right|q?quad|[lc]?dots)(?![A-Za-z])|\\[,;:!# ])*"
)
_STYLED = re.compile(r"[\\\\*\"“`]")
# `$\\frac{1}{2}$`: no word, bracket or quotient by 0, however it is spelled, and nothing that it takes back.
_FORMULA = re.compile(r"\$?-?\\(?:[dt]?frac|sqrt)\{\d[^,;(\x80-\U0010ffff]*")
_SET = ("{}", "\\{\\}")
# `答案不唯一，如3`, `3 (答案不唯一)`: the example that it names is right, and nothing is known of others.
_FOR_EXAMPLE = re.compile(
    r"(?:(?:本题)?(?:答案)?不唯一|(?:the )?answers? (?:may|will|can) vary)\W*?(?:如|例如|比如|可以?(?:是|为|填)|参考答案|e\.g\.|(?:for )?(?:example|instance)|such as|(?:sample|possible) answers?(?: is)?)[\s:：,，]*(?=\S)",
    re.I,
)
_ONE_OF_SEVERAL = re.compile(
    r"\s*[,，;；(（]\s*(?:答案)?不唯一\s*[)）]?\s*[。.]?$|\s*[(（]\s*answers? (?:may|will|can) vary\s*[)）]\s*\.?$",
    re.I,
)


def unreadable(text: str) -> bool:
    """Whether a reference says nothing that an answer could be compared with."""
    if text in _SET or (text[:1].isdigit() and not text.endswith("/0")):
        return False
    if _FORMULA.fullmatch(text):
        return False
    clean = normalise(text) if _STYLED.search(text) else text
    if _EMPTY.fullmatch(text) or _EMPTY.fullmatch(clean):
        return True
    bracketed = _BRACKETED.fullmatch(text)
    inner = (bracketed[1] if bracketed else text).strip(" \t\n$.。!！")
    if bracketed and _PICTURE.fullmatch(inner):
        return True
    return any(_SAYS_NOTHING.fullmatch(one) for one in {inner, text.strip(), clean})


def broken(text: str) -> bool:
    """Whether a formula was cut off within its braces: `\\frac{1}{2`."""
    return "\\" in text and text.count("{") != text.count("}")


def example(text: str) -> str | None:
    """The one answer that is named of several right ones; None where nothing says that there are others."""
    if (named := _FOR_EXAMPLE.match(text)) is not None:
        return text[named.end() :]
    rest = _ONE_OF_SEVERAL.sub("", text)
    return rest if rest and rest != text else None
