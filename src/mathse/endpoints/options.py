"""The tables of a recipe that speak of an endpoint.

What is asked for changes rows and is part of their identity: `Dialect`. Where the server is and how
fast it is asked is not: a hosted model is named by its name and version, whatever address leads there.

Both look at their own values as soon as a recipe is read, before anything of it is written anywhere.
"""

import json
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from mathse.endpoints.keys import refuse_secrets
from mathse.errors import RecipeError

LIMITS = frozenset({"max_tokens", "max_completion_tokens"})
# What a call is, and what was reserved for it: only the program sets these.
OWN = LIMITS | {"model", "messages", "n", "best_of", "stream"}


_INSTEAD = {
    "n": "dialect.paths_per_call does",
    "model": "settings.model does",
    **dict.fromkeys(LIMITS, "max_tokens of the recipe's own tables does"),
}


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

    def __post_init__(self) -> None:
        """Raises RecipeError for what no endpoint can mean."""
        if self.paths_per_call < 1:
            raise RecipeError("dialect.paths_per_call should be 1 or more")
        if self.image_pixels < 0:
            raise RecipeError("dialect.image_pixels should be 0 or more")
        for name in sorted(OWN & self.body.keys()):
            raise RecipeError(
                f'dialect.body sets "{name}", which would pass by what is reserved for a call:'
                f" {_INSTEAD.get(name, 'that is not for a recipe to set')}"
            )
        for name in sorted((LIMITS | {"model", "messages"}) & set(self.omit)):
            raise RecipeError(
                f'dialect.omit has "{name}": without it a call has no bound'
                + (": dialect.token_limit says what it is called" if name in LIMITS else "")
            )
        try:
            json.dumps(self.body, allow_nan=False)
        except (TypeError, ValueError) as error:
            raise RecipeError(f"dialect.body holds what JSON cannot say: {error}") from error
        refuse_secrets(self.body, where="dialect.body", instead="keys come from key_env alone")


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

    def __post_init__(self) -> None:
        """Raises RecipeError for what no endpoint can mean."""
        try:
            address = urlsplit(self.base_url)
            named, port = address.hostname, address.port
            (named or "").encode("idna")  # raises UnicodeError, a ValueError
        except ValueError as error:
            raise RecipeError(f"base_url is no address: {error}") from error
        if not named or address.scheme not in ("http", "https"):
            raise RecipeError("base_url should begin with http:// or https:// and name a server")
        if port == 0 or not self.base_url.isprintable() or " " in self.base_url:
            raise RecipeError("base_url has a port 0, a blank or a character that is no address's")
        if address.username is not None or address.query:
            raise RecipeError(
                "base_url holds a name, a password or a query: keys come from key_env"
            )
        if self.concurrency < 1:
            raise RecipeError("concurrency should be 1 or more")
        if self.timeout_seconds <= 0:
            raise RecipeError("timeout_seconds should be above 0")
        if min(self.patience_seconds, self.retries, self.backoff_seconds) < 0:
            raise RecipeError("retries, patience_seconds and backoff_seconds should be 0 or more")
        # A key pasted where its variable's name belongs.
        refuse_secrets(
            {"": self.key_env}, where="key_env", instead="name the variable with the key"
        )
