"""The most that a call can cost, and what is learnt where an answer cost more.

A bound is only as good as what it assumes: bytes for tokens, the price's `image_tokens`, a server that
keeps `max_tokens`. What an answer disproves is mended before the next call, and said.
"""

from dataclasses import dataclass, replace

from mathse.prices import Price, most
from mathse.rows import Usage


@dataclass(slots=True)
class Bounds:
    """The bounds of one model's calls."""

    price: Price
    more_in: int = 0  # tokens of a call that its texts and images do not explain
    more_out: int = 0  # tokens of a path above max_tokens

    def of(self, *, text_bytes: int, pixels: tuple[int, ...], max_tokens: int, paths: int) -> Usage:
        """The most that this call can use, with money."""
        return most(
            text_bytes=text_bytes + self.more_in,
            pixels=pixels,
            max_tokens=max_tokens + self.more_out,
            paths=paths,
            price=self.price,
        )

    def learn(self, paid: Usage, bound: Usage, *, paths: int) -> list[str]:
        """What this answer disproves, in words for the log; later bounds are twice that."""
        found = []
        if (over := paid.tokens_out - bound.tokens_out) > 0:
            self.more_out += 2 * (over // paths + 1)
            found.append(
                f"an answer took {paid.tokens_out} tokens where {bound.tokens_out} were the most"
                " that was asked for: max_tokens is not kept here (from now on"
                f" {self.more_out} more are reserved for each path)"
            )
        if (over := paid.tokens_in - bound.tokens_in) <= 0:
            return found
        if bound.images:
            raised = 2 * (over // bound.images + 1 + bound.tokens_in // bound.images)
            self.price = replace(self.price, image_tokens=raised)
            found.append(
                "an image takes more tokens than was thought; set image_tokens in the recipe's"
                f" prices (from now on {raised} are reserved)"
            )
        else:
            self.more_in += 2 * over
            found.append(
                f"a prompt took {paid.tokens_in} tokens where {bound.tokens_in} were thought the"
                f" most (from now on {self.more_in} more are reserved)"
            )
        return found
