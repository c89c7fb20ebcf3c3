"""The official SDK set up for one endpoint, and what its connection errors say about the bill."""

from typing import Any
from urllib.parse import urlsplit

from mathse.endpoints.options import Line
from mathse.errors import EndpointError

# Of httpx and httpx2 alike, whichever the SDK stands on: no byte of the request had left.
_UNSENT = frozenset(
    {"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "UnsupportedProtocol"}
)


def client(key: str, line: Line) -> Any:
    """An `openai.AsyncOpenAI`. Raises EndpointError for an address that its HTTP does not take."""
    import openai

    local = urlsplit(line.base_url).hostname in ("127.0.0.1", "localhost", "::1")
    # Below the whole call's timeout: a connection that never stood is told from an answer that hangs.
    connect = min(15.0, line.timeout_seconds * 0.8)
    timeout = openai.Timeout(line.timeout_seconds, connect=connect)
    # A proxy in the environment is for the world outside, not for this machine. A redirect is not
    # followed: prompts and money go to the address that the recipe names, or nowhere.
    http = openai.DefaultAsyncHttpxClient(
        timeout=timeout, trust_env=not local, follow_redirects=False
    )
    try:
        return openai.AsyncOpenAI(
            api_key=key, base_url=line.base_url, max_retries=0, timeout=timeout, http_client=http
        )
    except Exception as error:
        if type(error).__name__ != "InvalidURL":  # its class moves with the SDK's HTTP package
            raise
        raise EndpointError(f"base_url {line.base_url} is no address: {error}") from error


def unsent(error: Exception) -> bool:
    """Whether this `openai.APIConnectionError` came before anything was sent: then nobody charges."""
    cause = error.__cause__
    return cause is not None and any(kind.__name__ in _UNSENT for kind in type(cause).__mro__)


def words(error: Exception) -> str:
    """What a connection error says; its class where it says nothing."""
    cause = error.__cause__ or error
    return str(cause) or type(cause).__name__
