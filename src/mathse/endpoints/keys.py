"""Secrets come from the environment, and leave the process in the Authorization header alone.

What a server says is not to be trusted with them: some quote the key back in an error message. So
every text that came from outside passes `redacted` before it is logged, raised or recorded.
"""

import os
import re

from mathse.errors import EndpointError

HIDDEN = "[hidden]"
# Keys that are not ours to know (a proxy's, another user's) look like this at every large provider.
_LOOKS_SECRET = re.compile(r"\b(?:sk|pk|gsk|xai|hf|key)[-_][A-Za-z0-9_\-*.]{8,}|(?i:bearer)\s+\S+")
LONGEST = 300  # characters of a server's message that are kept


def key_from(variable: str) -> str:
    """The key in this environment variable; "none" where no variable is named. Raises EndpointError."""
    if not variable:
        return "none"
    value = os.environ.get(variable, "").strip()
    if not value:
        raise EndpointError(
            f"set the environment variable {variable}: the endpoint's key is read there"
        )
    if not value.isascii() or any(c.isspace() for c in value):
        raise EndpointError(f"{variable} holds something that cannot be a key")
    return value


def redacted(text: str, key: str) -> str:
    """One line of this text without the key, or a piece of it, or anything that looks like one."""
    if key and key != "none":
        text = text.replace(key, HIDDEN)
        for size in (len(key) // 2, 12):  # servers that quote only the ends: "sk-ab12...wxyz"
            if size >= 8:
                text = text.replace(key[:size], HIDDEN).replace(key[-size:], HIDDEN)
    line = " ".join(_LOOKS_SECRET.sub(HIDDEN, text).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
