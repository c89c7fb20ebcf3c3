"""What went wrong with one call, and what that means.

Refused    the server did not take it (429, 503): wait as it asks, pay nothing, ask again
Fault      it may have worked and may charge for it (500, a dropped line, half an answer): try again
Rejected   this request will never be taken (400: too long, an image it cannot read): the unit fails
Filtered   its content filter stopped the prompt: a path with that status
EndpointError   nobody will be served until a person acts (401, 404, 302, no credit): the stage stops
"""

import email.utils
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mathse.errors import EndpointError

NOT_TAKEN = frozenset({429, 503, 529})
FATAL = {
    401: "does not accept the key",
    402: "wants to be paid first",
    403: "forbids this",
    404: "knows no such address or model",
}
NO_CREDIT = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
FILTERED = frozenset({"content_filter", "content_policy_violation", "ResponsibleAIPolicyViolation"})
# Of the 400s only these say "perhaps another time"; every other one is about the request itself.
PASSING = frozenset({408, 409, 425})


@dataclass(frozen=True, slots=True)
class Refused:
    """Not taken, not charged."""

    reason: str
    after_seconds: float | None  # Retry-After, where it came


@dataclass(frozen=True, slots=True)
class Fault:
    """Perhaps done and perhaps charged, but no answer."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Never to be taken, not charged."""

    reason: str
    field: str  # the request's field that the server names, or ""


@dataclass(frozen=True, slots=True)
class Filtered:
    """The prompt was filtered, not charged."""

    reason: str


Trouble = Refused | Fault | Rejected | Filtered


def of_status(error: Any, *, where: str) -> Trouble:
    """What an `openai.APIStatusError` means. Raises EndpointError (the caller hides secrets)."""
    status, table = int(error.status_code), _table(error.body)
    code = str(table.get("code") or "")
    said = f"{status}: {message_of(error)}"
    if code in NO_CREDIT:
        raise EndpointError(f"{where} has no credit left ({said})")
    if status in NOT_TAKEN:
        return Refused(said, retry_after(error.response.headers))
    if code in FILTERED:
        return Filtered(said)
    if status in FATAL:
        raise EndpointError(f"{where} {FATAL[status]} ({said})")
    if 300 <= status < 400:
        leads = error.response.headers.get("location") or "nowhere"
        raise EndpointError(
            f"{where} is not the endpoint's address: it answers {status} and leads to {leads};"
            " name the right base_url"
        )
    if 400 <= status < 500 and status not in PASSING:
        return Rejected(said, str(table.get("param") or ""))
    return Fault(said)


def message_of(error: Any) -> str:
    """The server's own words, whatever shape its error has."""
    table = _table(error.body)
    for name in ("message", "detail", "error"):
        if table.get(name):
            return str(table[name])
    # Plain text, or JSON of another shape; the SDK's own words ("Error code: 400") say the least.
    return str(error.body or error.message)


def _table(body: Any) -> Mapping[str, Any]:
    """The object that describes the error: Gemini's endpoint wraps it once more, in a list."""
    if isinstance(body, list) and body:
        body = body[0]
    if isinstance(body, Mapping) and isinstance(body.get("error"), Mapping):
        body = body["error"]
    return body if isinstance(body, Mapping) else {}


def retry_after(headers: Any) -> float | None:
    """Seconds to wait by `retry-after-ms` or `Retry-After` (seconds or a date); None: not said.

    What cannot be read, or is no finite time, was not said; a time that has passed is 0.
    """
    exact, rounded = _number(headers.get("retry-after-ms")), headers.get("retry-after")
    found = exact / 1000 if exact is not None else _number(rounded)
    if found is None:
        found = _until(rounded)
    return None if found is None else max(0.0, found)


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _until(text: str | None) -> float | None:
    """Seconds from now to this date. Its parser raises for days and hours that do not exist."""
    try:
        return email.utils.parsedate_to_datetime(text or "").timestamp() - time.time()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
