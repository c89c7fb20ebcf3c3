"""A response that is the error of the program that should have fetched one: `RateLimitError: Error code: 429`."""

import re

# `openai.APITimeoutError: Request timed out.`, `DeadlineExceeded: 504 ...`: a name as programs write it, and a message.
_ERROR = re.compile(
    r"\s*(?:[a-z_]\w*\.){0,6}(?:[A-Z][a-zA-Z]{1,40}?(?:Error|Exception|Exceeded|Exhausted|Timeout|Unavailable|Refused|Requests|Denied)"
    r"|Error(?: code)?(?=\s*:\s*[1-5]\d\d\b\s*(?:[A-Z-]|$)))\s*:\s*(?=[^\n]*[A-Za-z]{2})"
)
# What Python prints for an object in place of its text: `<client.Answer object at 0x10801a410>`.
_OBJECT = re.compile(r"<(?:\w+\.){0,8}\w+ object at 0x[0-9a-fA-F]+>")
_LINES = 3  # of a message, at most


def is_error(response: str) -> bool:
    """Whether a whole response is one error message, or a program's object: the numbers in it are codes and times."""
    if response[:1] == "<" and _OBJECT.fullmatch(response.strip()):
        return True
    if ":" not in response[:120] or _ERROR.match(response) is None:
        return False
    return len([line for line in response.splitlines() if line.strip()]) <= _LINES
