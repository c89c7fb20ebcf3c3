"""The steps of a pretraining on a GPU, as CUDA graphs (https://docs.pytorch.org/docs/stable/notes/cuda.html#cuda-graphs).

A step of so small a model is two thousand kernels of microseconds: launched one by one, they leave a GPU idle. A graph is
launched at once. There is one for each length of a batch, and one for the update.
"""

from typing import Any

from mathse.figures.batches import Padded
from mathse.figures.forward import loss_of
from mathse.figures.model import SIDE
from mathse.muon import MuonAndAdamW

# Times before a graph is captured: the first calls set things up that a graph must not hold.
TRIED = 3


class Graphs:
    """Losses and updates of one model, replayed. Gradients stand in fixed places."""

    def __init__(self, model: Any, optimiser: MuonAndAdamW, *, batch: int, clip: float) -> None:
        import torch

        self.model, self.optimiser, self.batch, self.clip = model, optimiser, batch, clip
        self.device = next(model.parameters()).device
        for parameter in model.parameters():
            parameter.grad = torch.zeros_like(parameter)
        self.gradients = [parameter.grad for parameter in model.parameters()]
        self.losses: dict[int, tuple[Padded, Any, Any]] = {}  # length -> input, graph, loss
        self.update: Any | None = None
        self.pool = torch.cuda.graph_pool_handle()

    def step(self, batch: Padded, share: float) -> Any:
        """One update at this share of the learning rate; the loss, which the next step overwrites."""
        length = batch.ids.shape[1]
        if length not in self.losses:
            self.losses[length] = self._capture(length)
        place, graph, loss = self.losses[length]
        _fill(place, batch)
        graph.replay()
        self.optimiser.set_share(share)
        if self.update is None:
            self._clip_and_update()  # its moments are made by the first, which no graph must repeat
            self.update = self._captured(self._clip_and_update, tried=0)
        else:
            self.update.replay()
        return loss

    def _capture(self, length: int) -> tuple[Padded, Any, Any]:
        """A graph of the gradients of a batch of this length. Every row has a picture, shown or not."""
        import torch

        here, shape = self.device, (self.batch, length)
        ids = torch.zeros(shape, dtype=torch.long, device=here)
        pictures = torch.zeros((self.batch, SIDE, SIDE, 3), dtype=torch.uint8, device=here)
        place = Padded(ids, ids.clone(), torch.zeros(shape, device=here), pictures)
        loss = torch.zeros((), device=self.device)

        def gradients() -> None:
            torch._foreach_zero_(self.gradients)
            found = loss_of(self.model, place)
            found.backward()
            loss.copy_(found.detach())

        return place, self._captured(gradients, tried=TRIED), loss

    def _captured(self, work: Any, *, tried: int) -> Any:
        import torch

        aside = torch.cuda.Stream()
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):
            for _ in range(tried):
                work()
        torch.cuda.current_stream().wait_stream(aside)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph, pool=self.pool):
            work()
        return graph

    def _clip_and_update(self) -> None:
        import torch

        torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.clip)
        self.optimiser.update()


def _fill(place: Padded, batch: Padded) -> None:
    """Copy a batch to where the graph reads it; rows without a picture keep an old one, which nothing reads."""
    import torch

    for there, here in zip(place[:3], batch[:3], strict=True):
        there.copy_(torch.from_numpy(here))
    if batch.pixels is not None and place.pixels is not None:
        place.pixels[: len(batch.pixels)].copy_(torch.from_numpy(batch.pixels))
