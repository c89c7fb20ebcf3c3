"""The words that are a plain yes or a plain no."""

_YES = frozenset(
    "yes true correct right t 对 是 正确 √ ✓ ✔ 成立 会 能 \\sqrt 对的 是的 真 可以".split()
)
_NO = frozenset(
    "no false incorrect wrong f 错 否 不是 错误 × ✗ ✘ 不正确 不成立 不会 不能 不对 * \\times 错的 假 不可以".split()
)


def verdict_of(text: str) -> bool | None:
    """Whether a text is a plain yes or a plain no."""
    word = text.strip().strip(".。!()（）$\"' ").casefold()
    return _verdict(word) if word else (False if text.strip() == "*" else None)


def _verdict(word: str) -> bool | None:
    return True if word in _YES else False if word in _NO else None
