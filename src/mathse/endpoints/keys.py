"""Secrets come from the environment, and leave the process in the Authorization header alone.

What a server says is not to be trusted with them: some quote the key back in an error message. So
every text that came from outside passes `redacted` before it is logged, raised or recorded. And
recipes are copied into runs and recordings, so what looks like a secret there is refused.
"""

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

from mathse.errors import EndpointError, RecipeError

HIDDEN = "[hidden]"
# Keys that are not ours to know (a proxy's, another user's) look like this at every large provider.
_LOOKS_SECRET = re.compile(
    r"\b(?:sk|pk|gsk|xai|hf|key)[-_][A-Za-z0-9_\-*.]{8,}|(?i:bearer)\s+\S+"
    r"|(?<=://)[^/\s@]+(?=@)"  # a proxy's user and password
)
# Words that end a name, or a part of it: HF_TOKEN, PROXY_AUTH, apiKey; not TOKENIZERS_PARALLELISM.
_NAMES_SECRET = re.compile(
    r"(?:KEYS?|TOKEN|SECRETS?|PASSWORDS?|PASSWD|PASSPHRASE|PASS|PWD|AUTH|AUTHORIZATION|COOKIES?"
    r"|CREDENTIALS?|JWT|BEARER)(?=_|$)"
)
_NO_SECRET = re.compile(r"\d{0,4}|true|false|yes|no|on|off|none|auto", re.IGNORECASE)  # switches
_HARMLESS = frozenset({"PROMPT_CACHE_KEY"})  # a field of OpenAI's that names no secret
# Stricter than what is redacted: a file's name must not be taken for a key.
_VALUE_SECRET = re.compile(
    r"(?<![\w/.\-])(?:(?:sk|pk|rk|gsk|xai|hf|key|ghp|gho|github_pat|glpat|nvapi|pplx|r8)[-_]"
    r"(?=\S*\d)[\w\-]{16,}|AIza[\w\-]{30,}|AKIA[0-9A-Z]{12,}|eyJ[\w\-]{10,}\.[\w\-]+"
    r"|(?i:bearer)\s+(?=\S*\d)\S{8,})|://[^/\s@]+@"
)
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
    """One line of this text without the key, or a piece of it, or anything that looks like one.

    What no terminal should be sent and no database stores (control characters, lone surrogates)
    becomes the replacement character.
    """
    if key and key != "none":
        text = text.replace(key, HIDDEN)
        for size in (len(key) // 2, 12):  # servers that quote only the ends: "sk-ab12...wxyz"
            if size >= 8:
                text = text.replace(key[:size], HIDDEN).replace(key[-size:], HIDDEN)
    line = readable(" ".join(_LOOKS_SECRET.sub(HIDDEN, text).split()))
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def readable(text: str) -> str:
    """The text with each character that cannot be shown replaced by U+FFFD."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in text)


def secret(name: str, value: str) -> bool:
    """Whether a variable or field of this name and value is, or looks like, a secret."""
    upper = name.upper().replace("-", "_")
    named = upper not in _HARMLESS and _NAMES_SECRET.search(upper) is not None
    return (named and not _NO_SECRET.fullmatch(value)) or bool(_VALUE_SECRET.search(value))


def refuse_secrets(table: Mapping[str, Any], *, where: str, instead: str) -> None:
    """Raises RecipeError where a value of this table, however deep, looks like a secret."""
    for name, value in _texts(table):
        if secret(name, value):
            raise RecipeError(
                f'"{where}" holds what looks like a secret{f" ({name})" if name else ""}, and a recipe'
                f" is copied into runs and recordings: {instead}"
            )


def _texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, str(key))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner, name)
