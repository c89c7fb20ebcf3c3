"""What calls cost, and the cap that was agreed: plain numbers, no I/O.

Prices stand in the recipe (`[prices."gpt-4o"]`), the cap under `[budget]`. Neither changes a row, so
neither enters a recipe key. A call is reserved at `most`, its upper bound, and settled at `cost`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mathse.rows import Usage

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """What one model costs at one endpoint, in the currency of the recipe."""

    tokens_in: float = 0.0  # a million tokens
    tokens_cached: float | None = None  # a million tokens read from the provider's cache
    tokens_out: float = 0.0  # a million tokens, reasoning included
    image: float = 0.0  # each image, where the provider charges for it beside its tokens
    image_tokens: int = 0  # the most tokens that one image becomes; 0: guessed high, by its pixels


FREE = Price()


@dataclass(frozen=True, slots=True)
class Cap:
    """What a run may cost at most, over all of its starts. None: no limit of this kind."""

    money: float | None = None
    tokens: int | None = None  # in and out
    calls: int | None = None

    def limits(self) -> bool:
        """Whether anything is limited at all."""
        return (self.money, self.tokens, self.calls) != (None, None, None)


def cost(used: Usage, price: Price) -> Usage:
    """The same usage with its money."""
    cached = price.tokens_in if price.tokens_cached is None else price.tokens_cached
    money = (
        (used.tokens_in - used.tokens_cached) * price.tokens_in
        + used.tokens_cached * cached
        + used.tokens_out * price.tokens_out
    ) / MILLION + used.images * price.image
    return replace(used, money=money)


def most(
    *, text_bytes: int, pixels: Sequence[int], max_tokens: int, paths: int, price: Price
) -> Usage:
    """The upper bound of one call.

    No tokenizer in use makes more tokens than bytes; a chat template adds a few. An image's tokens
    depend on the provider: where the price does not say, 1,500 and one for each 256 pixels, which is
    above what the providers documented in docs/endpoints.md charge at full detail, but for one.
    """
    by_image = sum(price.image_tokens or 1_500 + size // 256 for size in pixels)
    dearest = max(price.tokens_in, price.tokens_cached or 0.0)
    bound = Usage(
        calls=1,
        tokens_in=text_bytes + 64 + by_image,
        tokens_out=max_tokens * paths,
        images=len(pixels),
    )
    return cost(bound, replace(price, tokens_in=dearest))


def likely(*, text_bytes: int, pixels: Sequence[int], tokens_out: int, price: Price) -> Usage:
    """A middling guess of one call, for `mathse plan`: 4 bytes a token, an image token a 750 pixels."""
    by_image = sum(min(price.image_tokens or size, 85 + size // 750) for size in pixels)
    guess = Usage(
        calls=1,
        tokens_in=text_bytes // 4 + 16 + by_image,
        tokens_out=tokens_out,
        images=len(pixels),
    )
    return cost(guess, price)


def part(whole: Usage, index: int, *, parts: int, price: Price) -> Usage:
    """The share of the `index`-th of `parts` paths that one call wrote; the shares add up to it.

    The call and what was read are the first path's: the others came for their own tokens alone.
    """
    out = whole.tokens_out // parts + (1 if index < whole.tokens_out % parts else 0)
    mine = replace(whole, tokens_out=out) if index == 0 else Usage(tokens_out=out)
    return cost(mine, price)
