"""`The width is $2m=6$`: what is measured is named in words, and the formula is how it comes out: 6.

Where nothing is measured (`we get $2m=6$`, `the tangent is $2x+y=6$`) it is an equation, and no value.
"""

import re
from dataclasses import replace

from mathse.grading.reading import read
from mathse.grading.values import Equation, Value

_MEASURE = (
    r"(?:width|height|length|depth|breadth|distance|side|base|hypotenuse|diagonal|radius|diameter|perimeter|circumference|area|volume|angle"
    r"|sum|product|difference|quotient|ratio|total|number|average|mean|median|probability|age|cost|price|profit|time|speed|weight|mass|amount)"
)
_HAN = r"(?:[长宽高距积径和差商比角率价度量]|总数|个数|人数|时间|年龄|总额|平均数|中位数|概率)"
_IT_IS = re.compile(
    rf"(?:\b{_MEASURE}(?:\s+of\s[^.,;$]{{1,40}})?\s+(?:is|was|equals)|{_HAN}[为是]|{_HAN}等于|(?:计算|求|算)出?[^，,。$\n]{{0,20}}{_HAN}[，,](?:我们)?(?:可以?|就)?得到?)"
    r"\s*(?:\$|\\\()\s*([^$\n]{3,120}?)\s*(?:\$|\\\))[\s.。]*$",
    re.I,
)


def measured(sentence: str) -> Value | None:
    """The value that a sentence ends with, behind what it measures and the formula that it comes from."""
    if "=" not in sentence or ("$" not in sentence and "\\(" not in sentence):
        return None
    found = _IT_IS.search(sentence)
    value = read(found[1]) if found and "=" in found[1] else None
    # Its name stands in the words: any will do here.
    return replace(value, name="it") if isinstance(value, Equation) and not value.name else None
