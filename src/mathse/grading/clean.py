"""One spelling for what is written in many: LaTeX, Unicode, full-width and Chinese punctuation.

`normalise` changes how an answer is written, never what it says. What it cannot read, it leaves.
"""

import re
import unicodedata
from functools import lru_cache

from mathse.grading import magnitudes, systems, withdrawn

MAX_STYLED = 2_000  # characters that one such command may hold
MAX_STYLES = 40  # commands of style that are taken off; of more, the text stays unread
_WIDE = {0xFF01 + i: chr(0x21 + i) for i in range(94)}
_CHARS: dict[int, str] = _WIDE | str.maketrans(
    {
        "\u3000": " ", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2002": " ", "\u2003": " ",
        "。": ".", "、": ",", "【": "[", "】": "]", "（": "(", "）": ")", "〔": "[", "〕": "]",
        "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "﹣": "-", "－": "-",
        "×": "*", "✕": "*", "·": "*", "∙": "*", "⋅": "*", "•": "*", "÷": "/", "∕": "/", "⁄": "/",
        "≤": "<=", "≥": ">=", "≦": "<=", "≧": ">=", "⩽": "<=", "⩾": ">=", "≠": "!=", "∶": ":",
        "≈": "\\approx ", "≒": "\\approx ", "±": "\\pm ", "∓": "\\mp ", "∞": "\\infty ",
        "π": "\\pi ", "𝜋": "\\pi ", "√": "\\sqrt ", "∛": "\\sqrt[3] ", "∪": "\\cup ",
        "∩": "\\cap ", "∈": "\\in ", "∅": "\\emptyset ", "º": "°", "‰": "/1000", "˚": "°", "∘": "°",
        "℃": "°C", "℉": "°F", "′": "'", "″": "''", "’": "'", "‘": "'", "“": '"', "”": '"',
        "|": "|", "∣": "|", "￥": "¥", "θ": "\\theta ", "α": "\\alpha ", "β": "\\beta ",
        "λ": "\\lambda ", "μ": "\\mu ", "σ": "\\sigma ", "φ": "\\phi ", "ω": "\\omega ", "ρ": "\\rho ",
        "δ": "\\delta ", "γ": "\\gamma ", "ξ": "\\xi ", "η": "\\eta ", "τ": "\\tau ", "Δ": "\\Delta ",
        "∠": "\\angle ", "△": "\\triangle ", "⊥": "\\perp ", "∥": "\\parallel ",
        "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "", "\u2061": "", "\u2062": "",
        "\u202a": "", "\u202c": "", "\u200e": "", "\u200f": "", "\u2060": "",
        "㎝": "cm", "㎜": "mm", "㎞": "km", "㎡": "m^{2}", "㎏": "kg",
    }
)  # fmt: skip
_MARKS = {0x2460 + i: f"({i + 1})" for i in range(20)}  # ①: no digit, a mark
_PLAINER = _CHARS | _MARKS
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ", "0123456789+-()n")
_SUB = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋ₙ", "0123456789+-n")
_SUPERS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ]+")
_SUBS = re.compile("[₀₁₂₃₄₅₆₇₈₉₊₋ₙ]+")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋ₙ¼½¾⅐-⅞]")
_VULGAR = re.compile("(\\d?)\\s?([¼½¾⅐-⅞])")

_PLAIN = re.compile(r"[A-Za-z0-9.\-]*")
# A formula in its one spelling already, but for a pair of `$`: digits, single letters, \\frac, \\sqrt and \\pi, blanks
# beside a sign. No blank with a `/`: 1 1/2 is respelled; no x before 10, which may be a times.
_SPELLED = re.compile(
    r"(\$?)(?:(?:[0-9+\-/()={}.]|[A-Za-z](?![A-Za-z])|\\(?:frac|sqrt|pi)(?![A-Za-z]))++"
    r"|(?! )(?:[0-9+\-()={}.^]|[A-Za-z](?![A-Za-z]|\s?10)|\\(?:frac|sqrt|pi)(?![A-Za-z])| (?![ ^])(?:(?=[=+\-\\])|(?<=[=+\-] )))++)"
    r"(?<![. ])\1"
)
_MARKED = re.compile(r"[^A-Za-z0-9 .,;:()?=+<>\[\]/%'\"-]")
_DROP = re.compile(
    r"\\(?:left|right|[bB]igg?[lrm]?|displaystyle|textstyle|limits|nolimits|mathstrut|bf|rm|it"
    r"|boldmath|hfill|noindent|centering|strut|newline|par)(?![A-Za-z])"
    r"|\\label\{[^{}]*\}|\\tag\{[^{}]*\}|\\phantom\{[^{}]*\}"
)
_SPACES = re.compile(
    r"\\[,;:!> ]|\\q?quad(?![A-Za-z])|\\hspace\{[^{}]*\}|~|\\\\(?![A-Za-z])|&(?=\s*=)"
)
_SPACES_IN_MATRIX = re.compile(r"\\[,;:!> ](?<!\\\\.)|\\q?quad(?![A-Za-z])|~")
_ARRAY = re.compile(
    r"\\left\s*([\[(])\s*\\begin\{array\}\{[lcr|]*\}(.*?)\\end\{array\}\s*\\right\s*[\])]", re.S
)
_STYLE = re.compile(
    r"\\(?:text|textbf|textit|textrm|textsf|texttt|emph|mathrm|mathbf|mathit|mathsf|mathbb|mathcal"
    r"|boldsymbol|bm|operatorname\*?|mbox|hbox|underline|overline|widehat|vec|overrightarrow"
    r"|boxed|fbox|textnormal|pmb|color\{\w*\}|mathop|textcircled|uline|bar)\s*\{"
)
_BRACE = re.compile(r"[{}]")
_MARK = re.compile(r"\\textcircled\s*\{?\s*(\d+)\s*\}?")
_REPEATING = re.compile(
    r"(\d*)\.(\d*)\\(?:overline|dot|bar)\s*\{?(\d+)\}?(?:(\d*)\\dot\s*\{?(\d)\}?)?"
)
_MATH = re.compile(r"\$\$?|\\[()\[\]]|\\begin\{(?:aligned?|array|split|equation|gathered)\*?\}(?:\{[lcr|]*\})?"
                   r"|\\end\{(?:aligned?|array|split|equation|gathered)\*?\}")  # fmt: skip
_MONEY = re.compile(
    r"(?:\\\$|US\$|(?<![\d\w$])\$(?=\s*\d[\d,.]*\s*(?:$|[A-Za-z.,]))(?![^$]*\$))"
    r"\s*(-?[\d,]*\.?\d+)(\s*(?:hundred|thousand|million|billion|[kKMB])\b)?(?!\s*\\\$)"
)
_SUFFIX = {"k": " thousand", "K": " thousand", "M": " million", "B": " billion"}
_YEN = re.compile(r"([¥€£₹])\s*(-?[\d,]*\.?\d+)")
_NAMED = re.compile(
    r"\\(?:dfrac|tfrac|cfrac|leqslant|leq|le|geqslant|geq|ge|neq|ne|times|cdot|ast|div|lt|gt|circ"
    r"|degree|lbrace|rbrace|lvert|rvert|vert|mid|colon|to|rightarrow|Rightarrow|implies|sim|simeq"
    r"|ldots|cdots|dots|percent|backslash|varnothing|prime|yen|pounds|euro|qquad|lbrack|rbrack|land|lor)"
    r"(?![A-Za-z])"
)
_NAMES = {
    "dfrac": "\\frac", "tfrac": "\\frac", "cfrac": "\\frac", "leqslant": "<=", "leq": "<=",
    "le": "<=", "geqslant": ">=", "geq": ">=", "ge": ">=", "neq": "!=", "ne": "!=", "times": "*",
    "cdot": "*", "ast": "*", "div": "/", "lt": "<", "gt": ">", "circ": "°", "degree": "°",
    "lbrace": "\\{", "rbrace": "\\}", "lvert": "|", "rvert": "|", "vert": "|", "mid": "|",
    "colon": ":", "to": "→", "rightarrow": "→", "Rightarrow": "⇒", "implies": "⇒",
    "sim": "\\approx ", "simeq": "\\approx ", "ldots": "...", "cdots": "...", "dots": "...",
    "percent": "%", "backslash": "\\setminus ", "varnothing": "\\emptyset ", "prime": "'",
    "yen": "¥", "pounds": "£", "euro": "€", "qquad": " ", "lbrack": "[", "rbrack": "]",
    "land": " and ", "lor": " or ",
}  # fmt: skip
_DEGREE = re.compile(r"\^\s*(?:\{\s*°\s*\}|°)")
_GROUPED = re.compile(
    r"(?<![\d.,(\[])(?<![(\[,]-)(?<!\\\{)(?<!\\\{-)([1-9]\d{0,2})((?:(?:\{,\}|,)\d{3})+)(?![\d])"
)
_MAY_BE_GROUPED = re.compile(r",\}?\d\d\d")
_THIN = re.compile(r"(?<=\d)(?:,\\!\s?|\s?\{\s?,\s?\}\s?)(?=\d{3})")
_ESCAPED_TWICE = re.compile(
    r"(?<!\\)\\\\(?=(?:d?frac|sqrt|left|right|boxed|text|pi|cup|cap|in|leq?|geq?|infty|cdot|times|circ|angle|pm)(?![A-Za-z]))"
)
_SPACED = re.compile(r"(?<![\d.])(\d{1,3})((?: \d{3})+)(?!\d)")
_MAY_BE_SPACED = re.compile(r" (?<=\d )\d\d\d")  # by its blank: the engine then skips to these
_MIXED = re.compile(r"(?<![\d./])(\d+)(?: +| *\+ *(?=\d+/\d+$))(\d+)\s*/\s*(\d+)(?!\d|\.\d)")
_ROOT = re.compile(r"(?:the )?(square|cube) root of\s*")
_FEET = re.compile(r"(?<![\d°'])(\d+)\s?'\s?(\d+(?:\.\d+)?)\s?(?:\"|'')")
_MAY_BE_FEET = re.compile(r"'(?:(?<=\d')|(?<=\d\s'))")
_TIMES = re.compile(r"(?<=\d)\s*times\s*(?=\\)")
_TIMES_X = re.compile(r"(?<=\d) x (?=\d)")
_TIMES_TEN = re.compile(r"(?<=\d)\s*[xX]\s*(?=10\s*\^)")
_AND_PART = re.compile(r"(?<![\d./])(\d+)\s*(?:and|又)\s*(\d+)\s*/\s*(\d+)(?!\d|\.\d)")
_FACTORIAL = re.compile(r"(?:^|[^A-Za-z])(?:\d|[a-z]|\))!$")
_ESCAPED = re.compile(r"\\([%#&_])")
_CARET = re.compile(r"\s+\^\s*")
_BLANKS = re.compile(r"\s+")
_POWER_SIGN = re.compile(r"[\w)]\s?\*\*\s?[\w(-]")
_MANGLED = (("\x0c", "\\f"), ("\x08", "\\b"), ("\x07", "\\a"), ("\x0b", "\\v"), ("\t", "\\t"))
_LOST = re.compile(
    r"[riqsf](?<![A-Za-z\\].)(?:(?<=r)ac\s*(?=\{|\d\d)|(?<=i)mes(?=[\s\d])|(?<=q)rt(?=\{)|(?<=s)qrt(?=\{)|(?<=f)rac(?=\{|\d\d))"
)
_LOST_TEXT = re.compile(r"(\d)\s?\{([A-Za-z]{3,})\}")  # 69{degrees}, without its \\text
_FOUND = {"rac": "\\frac", "imes": "*", "qrt": "\\sqrt", "sqrt": "\\sqrt", "frac": "\\frac"}


def _unicode(text: str) -> str:
    """Full-width, superscripts, vulgar fractions, mathematical letters: as plain as LaTeX."""
    if _RAISED.search(text):
        text = _SUPERS.sub(lambda m: "^{" + m[0].translate(_SUPER) + "}", text)
        text = _SUBS.sub(lambda m: "_{" + m[0].translate(_SUB) + "}", text)
        text = _VULGAR.sub(_vulgar, text)
    text = text.translate(_PLAINER)
    if text.isascii() or unicodedata.is_normalized("NFKC", text):
        return text
    return unicodedata.normalize("NFKC", text).translate(_CHARS)


def _vulgar(match: re.Match[str]) -> str:
    above, _, below = unicodedata.normalize("NFKC", match[2]).partition("\u2044")
    return f"{match[1]}\\frac{{{above}}}{{{below}}}" if below else match[0]


def _latex(text: str) -> str:
    """LaTeX commands that only style, space or rename."""
    if not text.isprintable():
        for broken, meant in _MANGLED:
            if broken in text and re.search(re.escape(broken) + "[a-z]", text):
                text = text.replace(broken, meant)
    if "{cases}" in text or "{array}" in text:
        text = systems.listed(text)
        text = _ARRAY.sub(r"\\begin{pmatrix}\2\\end{pmatrix}", text)
    spaces = _SPACES_IN_MATRIX if "matrix}" in text else _SPACES  # there \\\\ ends a row
    text = spaces.sub(" ", _DROP.sub("", text))
    if "\\" not in text:
        return text
    text = _NAMED.sub(_renamed, text)
    if "circled" in text:
        text = _MARK.sub(r"(\1)", text)
    if "." in text and ("\\dot" in text or "\\bar" in text or "\\overline" in text):
        text = _REPEATING.sub(_repeating, text)
    text = unwrapped(text)
    escaped = "\\%" in text or "\\#" in text or "\\&" in text or "\\_" in text
    return _ESCAPED.sub(r"\1", text) if escaped else text


def _renamed(match: re.Match[str]) -> str:
    return _NAMES[match[0][1:]]


def _repeating(match: re.Match[str]) -> str:
    """0.1\\dot{3}: a fraction."""
    front, still, cycle = match[1] or "0", match[2], match[3] + (match[4] or "") + (match[5] or "")
    below = (10 ** len(cycle) - 1) * 10 ** len(still)
    above = int(front + still + cycle) - int(front + still)
    return f"\\frac{{{above}}}{{{below}}}"


def unwrapped(text: str) -> str:
    """Without commands of style: \\text{cm}, \\boxed{\\frac{1}{2}}. What is nested too deep stays."""
    start = 0
    for _ in range(MAX_STYLES):
        match = _STYLE.search(text, start)
        if match is None:
            return text
        start, depth, at = match.start(), 1, len(text)
        for brace in _BRACE.finditer(text, match.end(), match.end() + MAX_STYLED):
            depth += 1 if brace[0] == "{" else -1
            if depth == 0:
                at = brace.end()
                break
        inside = text[match.end() : at - 1] if not depth else text[match.end() :]
        text = f"{text[: match.start()]} {inside} {text[at:]}"
    return text


def _unmarked(text: str) -> str:
    """Without LaTeX, signs of money, styles of emphasis: what a plain text does not have."""
    if not text.isascii():
        text = _unicode(text)
    if "{,}" in text:
        text = text.replace("{,}", ",")
    if "$" in text and (text.count("$") % 2 or "\\$" in text):  # a pair of them is mathematics
        text = _MONEY.sub(_dollars, text)
    if "¥" in text or "€" in text or "£" in text or "₹" in text:
        text = _YEN.sub(r"\2 \1", text)
    if "rac" in text or "qrt" in text or "imes" in text:
        text = _LOST.sub(lambda m: _FOUND[m[0].strip()], text)
    if ",\\!" in text or "{," in text or "{ ," in text:
        text = _THIN.sub(",", text)
    if "\\" in text or "~" in text or not text.isprintable():
        if "\\\\" in text:
            text = _ESCAPED_TWICE.sub(lambda _: "\\", text)
        text = _latex(text)
    if "\\" in text:
        text = _MATH.sub("", text)
    elif "$" in text:
        text = text.replace("$", "")
    if "{" in text:
        text = _LOST_TEXT.sub(r"\1 \2", text)
    if "  " in text or not text.isprintable():
        text = _BLANKS.sub(" ", text)  # before all that looks at the space between two things
    if "**" in text:
        text = text.replace("**", "^" if _POWER_SIGN.search(text) else "")
    if "°" in text:
        text = _DEGREE.sub("°", text)
    if " ^" in text:
        text = _CARET.sub("^", text)
    return text


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """The one spelling of `text`: ASCII mathematics with LaTeX's \\frac, \\sqrt, \\pi where needed."""
    if _PLAIN.fullmatch(text):
        return text.rstrip(".")
    if _SPELLED.fullmatch(text):
        return text.strip("$")
    return _respelled(text)


def _respelled(text: str) -> str:
    """`normalise` for what has to be looked at."""
    if _MARKED.search(text) or "rac" in text or "imes" in text:
        text = _unmarked(text)
    elif "  " in text:
        text = _BLANKS.sub(" ", text)
    if "," in text and _MAY_BE_GROUPED.search(text):
        text = _GROUPED.sub(lambda m: m[1] + m[2].replace("{,}", "").replace(",", ""), text)
    text = magnitudes.plain(text)
    if "e root of" in text:
        text = _TIMES.sub(
            "*", _ROOT.sub(lambda m: "\\sqrt " if m[1] == "square" else "\\sqrt[3] ", text)
        )
    if "'" in text and _MAY_BE_FEET.search(text):
        text = _FEET.sub(r"\1 feet \2 inches", text)
    if " x " in text:
        text = _TIMES_X.sub(" * ", text)
    if "^" in text and "10" in text:
        text = _TIMES_TEN.sub("*", text)
    if "/" in text and ("and" in text or "又" in text):
        text = _AND_PART.sub(r"\1\\frac{\2}{\3}", text)
    if " " in text:
        if _MAY_BE_SPACED.search(text):
            text = _SPACED.sub(lambda m: m[0].replace(" ", ""), text)
        if "/" in text:
            text = _MIXED.sub(r"\1\\frac{\2}{\3}", text)
    return _trim(withdrawn.kept(text))


def _dollars(match: re.Match[str]) -> str:
    size = (match[2] or "").strip()
    return f"{match[1]}{_SUFFIX.get(size, ' ' + size if size else '')} dollars"


def _trim(text: str) -> str:
    """Without the punctuation of the sentence around it."""
    text = text.strip(' \t\n\r;,:"`?')
    if text[:1] == "!" and text[1:2] != "=":
        text = text.lstrip("!")
    if text.endswith("!") and not _FACTORIAL.search(text):
        text = text.rstrip("! ")
    while text.endswith(".") and not text.endswith(".."):
        text = text[:-1].rstrip(" ;,:")
    if text.endswith("'") and text.count("'") % 2 == 0 and text.startswith("'"):
        text = text[1:-1]
    return text.strip("*_ ") if text.startswith(("*", "_")) or text.endswith(("*", "_")) else text
