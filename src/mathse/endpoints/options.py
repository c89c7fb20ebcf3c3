"""The tables of a recipe that speak of an endpoint.

What is asked for changes rows and is part of their identity: `Dialect`. Where the server is and how
fast it is asked is not: a hosted model is named by its name and version, whatever address leads there.
"""

from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from mathse.errors import RecipeError


@dataclass(frozen=True, slots=True)
class Dialect:
    """How this model wants to be asked."""

    system: str = ""  # a system message before the prompt; "": none
    image_pixels: int = 1_048_576  # [choice] larger images are made smaller; 0: sent as they are
    detail: Literal["auto", "low", "high"] = "auto"  # OpenAI's own knob; "auto" is not sent
    paths_per_call: int = 8  # paths of one problem asked for with `n`; 1: one call each
    structured: bool = True  # ask for a JSON schema where JSON is wanted; if refused, go without
    token_limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"  # its field's name
    omit: tuple[str, ...] = ()  # fields this server refuses: "seed", "temperature", "top_p"
    body: dict[str, Any] = field(default_factory=dict)  # more fields: { reasoning_effort = "low" }
    served: tuple[str, ...] = ()  # names under which it answers, beside its own and dated ones


@dataclass(frozen=True, slots=True)
class Line:
    """Where the server is, and how hard it is asked. Changes no row."""

    base_url: str = "https://api.openai.com/v1"
    key_env: str = "OPENAI_API_KEY"  # the environment variable with the key; "": none is needed
    concurrency: int = 16  # calls in flight, at most; fewer after a refusal
    timeout_seconds: float = 300.0  # one call, from sending to the last byte
    retries: int = 6  # faults of one unit before it fails
    backoff_seconds: float = 0.5  # up to so long before the first repeat, then doubled each time
    patience_seconds: float = 900.0  # waits of one unit that the server asked for (429), together


def check(dialect: Dialect, line: Line) -> None:
    """Raises RecipeError for what no endpoint can mean."""
    address = urlsplit(line.base_url)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise RecipeError(
            f'base_url is "{line.base_url}", but should begin with http:// or https://'
        )
    if address.username or address.password or address.query:
        raise RecipeError("base_url holds a name, a password or a query: keys come from key_env")
    if line.concurrency < 1 or dialect.paths_per_call < 1:
        raise RecipeError("concurrency and paths_per_call should be 1 or more")
    if line.timeout_seconds <= 0:
        raise RecipeError("timeout_seconds should be above 0")
    if min(line.patience_seconds, line.retries, line.backoff_seconds) < 0:
        raise RecipeError("retries, patience_seconds and backoff_seconds should be 0 or more")
    if dialect.image_pixels < 0:
        raise RecipeError("image_pixels should be 0 or more")
