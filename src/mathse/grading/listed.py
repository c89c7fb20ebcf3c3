"""Where a response only repeats the options, all or some: `(A) cat`, `(B) dog` in two lines. None of them is chosen."""

import re

from mathse.grading.options import matching, option_keys
from mathse.grading.phrases import text_key
from mathse.grading.yes_no import verdict_of

_ITEM = re.compile(r"[\s*]*(?:\(?([A-Z])[).:、]\s*|(?:[-•*]|\d[.)])\s+)?(\S.*?)[\s*.,;]*")
_INLINE = re.compile(r"(?:^|(?<=[\s,;]))\(?([A-Z])[).:]\s*(?=[^\s(])")
_WORD = re.compile(r"(?<!\\)\b[A-Za-z]{2,}")
_HEADING = re.compile(
    r"[\s*#]*(?:question|problem|hint|options?|choices?)\b.*|.*[?:？：]\**\s*", re.I
)
_FIRST = re.compile(r"(?:options?|choices?)\s*[:：]\s*", re.I)
_LONGEST = 2_000  # characters in which the list must end
Options = tuple[str, ...] | None


def behind_list(text: str, options: Options) -> int:
    """Where a text goes on behind the list of options that it begins with, below its heading; 0 without one.

    A list has two options or more, one a line, or all in one line with their letters.
    """
    text = text[:_LONGEST]
    if "\n" not in text.strip():
        return len(text) if _in_one_line(text.strip(), options) else 0
    found: list[tuple[str, str]] = []
    end = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            if not found and _in_one_line(line.strip(), options):
                return end + len(line)
            item = _ITEM.fullmatch(line)
            if item is None or not _is_option(item[1], item[2], options):
                if found or _HEADING.fullmatch(line) is None:
                    break
            else:
                found.append((item[1] or "", item[2]))
        end += len(line)
    return end if _are_several(found, options) else 0


def _in_one_line(text: str, options: Options) -> bool:
    if text[:1] not in "(ABCDEFGHIJOoCc":
        return False
    first = _FIRST.match(text)
    labels = list(_INLINE.finditer(text, first.end() if first else 0))
    if len(labels) < 2 or labels[0].start() != (first.end() if first else 0):
        return False
    ends = [*(label.start() for label in labels[1:]), len(text)]
    found = [(m[1], text[m.end() : end].strip(" .,;")) for m, end in zip(labels, ends, strict=True)]
    return all(_is_option(*one, options) for one in found) and _are_several(found, options)


def _is_option(label: str | None, said: str, options: Options) -> bool:
    """Whether a line says an option; without a letter word by word, as a result in a line may equal one."""
    if options is None:
        return label is not None and verdict_of(said) is not None
    if text_key(said) in option_keys(options):
        return True
    return label is not None and not _WORD.search(said) and bool(matching(options, said))


def _are_several(found: list[tuple[str, str]], options: Options) -> bool:
    """Whether several different options are listed, none twice unless the list is."""
    if options is None:  # and not judged one by one: `A. Wrong`, `B. Right`, `C. Wrong`
        return len(found) == 2 and {verdict_of(said) for _, said in found} == {True, False}
    chosen = [matching(options, said) for _, said in found]
    once = chosen[: len(set(chosen))]
    return len(once) > 1 and chosen == once * (len(chosen) // len(once))
