"""`The width is $2m=6$`: what is measured is named in words, and the formula is how it comes out: 6.

Where nothing is measured (`we get $2m=6$`, `the equation is $2m=6$`) it is an equation, and m is still to be found.
"""

import re

_NUMBER = r"(?:[-\d.+*/^(){}\s]|\\(?:[dt]?frac|sqrt|pi|times|cdot|circ|left|right|,)(?![a-z]))+"
_BY = re.compile(
    rf"(?P<is>\b(?:is|are|was|equals)|得到?|[为是]|等于)\s*(?P<open>\$|\\\()\s*(?P<by>[^$=<>!\n]{{2,80}}=(?:[^$=<>\n]{{1,80}}=)*)(?={_NUMBER}(?:\$|\\\)))"
)
_NAME = re.compile(r"\\?[A-Za-z]+(?:_\{?\w+\}?)?'?\s*=|[^A-Za-z]*=")
_MEASURED = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur)\s+(?:[a-z]+\s+){0,4}?[a-z]+(?:\s+of\s[^.,;$]{1,40})?\s*$"
    r"|[\u4e00-\u9fff](?<![化变即因认记写设作成称改转视的就也只不可以能们求解算])$"
)
_COMPUTED = re.compile(r"(?:计算|求|算)出?[^，,。$\n]{1,30}[，,](?:我们)?(?:可以?|就)?$")
_NO_MEASURE = re.compile(
    r"\b(?:equations?|relation(?:ship)?|condition|constraint|result|locus|formula|system|identity|rule|expression|case|point|known|given)\b[^.,;]*$"
    r"|(?<!of )(?<!of the )(?<!of this )\b(?:line|circle|ellipse|parabola|hyperbola|curve|graph|plane|function)\s*$"
    r"|(?:方程|不等式|等式|关系|条件|结果|轨迹|直线|抛物线|双曲线|曲线|函数|式子|公式|圆|组)[^，,。的]{0,6}[，,]?(?:我们)?(?:可以?|就)?$"
)


def spelled_out(sentence: str) -> str:
    """The sentence with the value alone where a formula stands before it: `the width is $6$`."""
    if "=" not in sentence or ("$" not in sentence and "\\(" not in sentence):
        return sentence
    return _BY.sub(_value, sentence)


def _value(match: re.Match[str]) -> str:
    measured = _COMPUTED if match["is"][0] == "得" else _MEASURED
    before = match.string[max(0, match.start() - 80) : match.start()]
    if _NAME.fullmatch(match["by"]) or not measured.search(before) or _NO_MEASURE.search(before):
        return match[0]
    return f"{match['is']} {match['open']}"
