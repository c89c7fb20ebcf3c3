"""Muon for a small model's matrices: momentum, made orthogonal (https://kellerjordan.github.io/posts/muon/).

`torch.optim.Muon` does its Newton-Schulz steps in bfloat16, which has no fast kernel on most processors; here
they are float32 and one batched product for all matrices of a shape. The update is scaled to the size that
AdamW's would have (Moonlight, arXiv 2502.16982), so both share one learning rate.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

STEPS = 5
A, B, C = 3.4445, -4.7750, 2.0315  # coefficients of the quintic iteration, from the post above
MOMENTUM = 0.95
RMS = 0.2  # of an AdamW update, as Moonlight measured it


def orthogonal(matrices: Any) -> Any:
    """(N, R, C) -> the nearest matrices with singular values near 1, by Newton-Schulz."""
    wide = matrices if matrices.shape[1] <= matrices.shape[2] else matrices.transpose(1, 2)
    x = wide / (wide.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(STEPS):
        gram = x @ x.transpose(1, 2)
        x = A * x + (B * gram + C * gram @ gram) @ x
    return x if wide is matrices else x.transpose(1, 2)


class Muon:
    """Keeps a momentum per matrix; `step` after `backward`."""

    def __init__(self, matrices: Iterable[Any], *, momentum: float, weight_decay: float) -> None:
        import torch

        self.groups: dict[tuple[int, ...], list[Any]] = defaultdict(list)
        for matrix in matrices:
            self.groups[tuple(matrix.shape)].append(matrix)
        self.momentum, self.weight_decay = momentum, weight_decay
        self.moments = {
            shape: torch.zeros(len(group), *shape, device=group[0].device)
            for shape, group in self.groups.items()
        }

    def step(self, learning_rate: Any) -> None:
        """One update of every matrix; a number, or a tensor of one."""
        import torch

        with torch.no_grad():
            for shape, group in self.groups.items():
                # None: no row of this step reached the matrix (a step without pictures).
                gradients = (torch.zeros_like(m) if m.grad is None else m.grad for m in group)
                gradient = torch.stack(list(gradients))
                moment = self.moments[shape].mul_(self.momentum).add_(gradient)
                update = orthogonal(gradient + self.momentum * moment)
                scale = learning_rate * RMS * max(shape) ** 0.5
                for matrix, change in zip(group, update, strict=True):
                    matrix.mul_(1 - learning_rate * self.weight_decay).sub_(scale * change)

    def state_dict(self) -> dict[str, Any]:
        """The momenta, by shape."""
        return {"x".join(map(str, shape)): moment for shape, moment in self.moments.items()}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """What `state_dict` gave."""
        for shape, moment in self.moments.items():
            moment.copy_(state["x".join(map(str, shape))])


class MuonAndAdamW:
    """Muon for the matrices, AdamW for the rest: embeddings, norms, biases, the patch projection."""

    def __init__(
        self,
        named: Mapping[str, Any],
        *,
        rate: float,
        matrix_rate: float,
        betas: tuple[float, float],
        weight_decay: float,
        captured: bool = False,
    ) -> None:
        """`captured`: by a CUDA graph, which reads the learning rates from where they stand."""
        import torch

        matrices = {name for name, value in named.items() if value.ndim == 2}
        matrices -= {name for name in matrices if "embed" in name or name == "lm_head.weight"}
        self.rate, self.matrix_rate, self.captured = rate, matrix_rate, captured
        self.muon = Muon(
            (named[name] for name in sorted(matrices)),
            momentum=MOMENTUM,
            weight_decay=weight_decay,
        )
        others = [value for name, value in named.items() if name not in matrices]
        self.now: Any = rate
        self.matrix_now: Any = matrix_rate
        if captured:
            self.now, self.matrix_now = torch.tensor([rate, matrix_rate], device=others[0].device)
        self.adam = torch.optim.AdamW(
            others, lr=self.now, betas=betas, weight_decay=weight_decay, capturable=captured
        )

    def step(self, share: float) -> None:
        """One update at this share of both learning rates."""
        self.set_share(share)
        self.update()

    def set_share(self, share: float) -> None:
        """Of both learning rates, for the updates that follow."""
        if self.captured:
            self.now.fill_(share * self.rate)
            self.matrix_now.fill_(share * self.matrix_rate)
        else:
            self.now, self.matrix_now = share * self.rate, share * self.matrix_rate
        self._set_adam()

    def update(self) -> None:
        """One step of both."""
        self.adam.step()
        self.muon.step(self.matrix_now)

    def state_dict(self) -> dict[str, Any]:
        """Moments of both."""
        return {"adam": self.adam.state_dict(), "muon": self.muon.state_dict()}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """What `state_dict` gave, on this or another device."""
        self.adam.load_state_dict(state["adam"])
        self.muon.load_state_dict(state["muon"])
        self._set_adam()

    def _set_adam(self) -> None:
        for group in self.adam.param_groups:
            group["lr"], group["capturable"] = self.now, self.captured
