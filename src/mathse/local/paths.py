"""What goes into the sampling loop and what comes out of it."""

from dataclasses import dataclass

from mathse.local.inputs import Prompt


@dataclass(frozen=True, slots=True)
class Wanted:
    """A path to be written."""

    index: int
    prompt: Prompt
    seed: int
    temperature: float  # 0 is greedy
    top_p: float
    max_tokens: int


@dataclass(frozen=True, slots=True)
class Written:
    """A path in tokens."""

    index: int
    tokens: tuple[int, ...]  # without the one that ended it
    ended: bool  # False: cut off at max_tokens
    tokens_in: int  # of the prompt, those of its images included
    tokens_out: int  # the one that ended it included
    watched: tuple[tuple[float, ...], ...] = ()  # the watched ids' chances, at each token


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A prompt whose image could not be opened."""

    index: int
    reason: str
