"""An ORM's verdict step by step: the steps are given to it, and it decides behind each, right or wrong.

One pass reads a path whose steps are all called right, and tells the chance of each step to be wrong where those before
it are right. So it gives the chance that all are right, and for each that it is the first wrong one. A path is right
when that is likelier than not: many steps that are each rather right do not make a right path, and deciding each by
itself let many more wrong ones through (dev/LOG.md). Then only an analysis is left to write.
The rows are those that the ORM is trained on, the same tokens at the same places.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import prod
from operator import mul

from mathse.errors import SourceError
from mathse.judges.parse import decided, parse_verdict, verdict_json
from mathse.local.batches import collate
from mathse.local.decode import Pace, write
from mathse.local.features import Features
from mathse.local.inputs import Prompt
from mathse.local.load import Loaded
from mathse.local.paths import Unreadable, Wanted
from mathse.local.rows import Row, difference, row_of
from mathse.locating import marked, stopped_steps
from mathse.prompts import PromptSet
from mathse.roles import Failed, Judged, JudgeRequest
from mathse.rows import Example, Feedback, Usage, Verdict

KEPT = 256 << 20  # bytes of images' features


@dataclass(frozen=True, slots=True)
class Read:
    """A path as it was read: the chance of each step to be wrong, against right, after right ones."""

    prompt: Prompt
    steps: list[str]
    wrong: list[float]
    tokens: int

    @property
    def p_correct(self) -> float:
        """That every step is right."""
        return prod(1 - chance for chance in self.wrong)

    @property
    def first_wrong(self) -> int | None:
        """The number, from 1, of the step that is likeliest the first wrong one; None: the path is right."""
        if self.p_correct > 0.5:
            return None
        before = accumulate((1 - chance for chance in self.wrong), mul, initial=1.0)
        first = [right * chance for right, chance in zip(before, self.wrong, strict=False)]
        return first.index(max(first)) + 1

    @property
    def target(self) -> str:
        """The verdict's text, without an analysis."""
        last = self.first_wrong
        feedback = None if last is None else Feedback(self.steps[last - 1], None)
        steps = marked(self.steps, last)
        return verdict_json(correct=last is None, feedback=feedback, steps=steps)

    @property
    def opening(self) -> str:
        """Up to where the analysis begins, its space not included: that is a token's own beginning."""
        return self.target.removesuffix(" null}")


def judge_by_steps(
    loaded: Loaded,
    prompts: PromptSet,
    requests: Sequence[JudgeRequest],
    *,
    pace: Pace,
    max_tokens: int,
) -> Iterator[Judged]:
    """A verdict for each, those of right paths first; one without a step is `unparsed`."""
    wrong: dict[int, tuple[JudgeRequest, Read]] = {}
    for request, read in _read(loaded, prompts, requests, pace):
        if isinstance(read, Failed):
            yield Judged(request.index, read)
        elif read is None:
            yield Judged(request.index, Verdict("unparsed"))
        elif read.first_wrong is None:
            yield Judged(request.index, _verdict(request, read, read.target, tokens_out=0))
        else:
            wrong[request.index] = request, read
    wanted = (_analysis_wanted(request, read, max_tokens) for request, read in wrong.values())
    for done in write(loaded, wanted, pace=pace):
        request, read = wrong[done.index]
        if isinstance(done, Unreadable):
            yield Judged(done.index, Failed("image", done.reason))
            continue
        said = loaded.tokenizer.decode(done.tokens, skip_special_tokens=True)
        text = read.opening + said
        if parse_verdict(text).outcome == "unparsed":  # the analysis alone could not be read
            text = read.target
        yield Judged(done.index, _verdict(request, read, text, tokens_out=done.tokens_out))


def _analysis_wanted(request: JudgeRequest, read: Read, max_tokens: int) -> Wanted:
    begun = Prompt(read.prompt.text + read.opening, read.prompt.images)
    return Wanted(request.index, begun, request.seed, 0.0, 1.0, max_tokens)


def _verdict(request: JudgeRequest, read: Read, text: str, *, tokens_out: int) -> Verdict:
    usage = Usage(
        calls=1,
        tokens_in=read.tokens,
        tokens_out=tokens_out,
        images=len(request.task.problem.images),
    )
    return replace(parse_verdict(text), p_correct=read.p_correct, usage=usage)


def _read(
    loaded: Loaded, prompts: PromptSet, requests: Sequence[JudgeRequest], pace: Pace
) -> Iterator[tuple[JudgeRequest, Read | Failed | None]]:
    """Each path read, paths of like length together."""
    rows: list[tuple[JudgeRequest, list[str], Row]] = []
    sizes: dict[tuple[tuple[int, int], ...], int] = {}
    for request in requests:
        steps = stopped_steps(request.task.path)
        if not steps:
            yield request, None
            continue
        text = verdict_json(correct=True, steps=marked(steps, None))
        try:
            row = row_of(Example(request.task, text, decided(text)), prompts, loaded, sizes)
        except SourceError as error:
            yield request, Failed("image", str(error))
            continue
        rows.append((request, steps, row))
    rows.sort(key=lambda one: (bool(one[2].prompt.images), one[2].length), reverse=True)
    pictured = [row for _, _, row in rows if row.prompt.images]
    features = Features.of_model(loaded, KEPT, pictured) if pictured else None
    for batch in _batches(rows, pace.rows):
        chances = _chances(loaded, [row for _, _, row in batch], features)
        for (request, steps, row), wrong in zip(batch, chances, strict=True):
            if len(wrong) != len(steps):
                said = "this model's tokenizer does not write right alike behind every step"
                yield request, Failed("judge", said)
            else:
                yield request, Read(row.prompt, steps, wrong, row.length)


def _batches(
    rows: Sequence[tuple[JudgeRequest, list[str], Row]], size: int
) -> Iterator[list[tuple[JudgeRequest, list[str], Row]]]:
    """In their order; a batch has images, or none of it has."""
    batch: list[tuple[JudgeRequest, list[str], Row]] = []
    for one in rows:
        if len(batch) == size or (
            batch and bool(batch[0][2].prompt.images) != bool(one[2].prompt.images)
        ):
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


def _chances(loaded: Loaded, rows: Sequence[Row], features: Features | None) -> list[list[float]]:
    """For each row the chance of wrong, against right, at each verdict."""
    import torch

    right, wrong = verdict_tokens(loaded)
    with torch.inference_mode():
        batch = collate(rows, loaded, features)
        labels = batch.pop("labels")[:, 1:]
        states = loaded.model.base_model(**batch, use_cache=False).last_hidden_state[:, :-1]
        at_verdict = labels == right
        logits = loaded.model.get_output_embeddings()(states[at_verdict])
        chances = logits[:, [wrong, right]].float().softmax(-1)[:, 0].tolist()
    counts = at_verdict.sum(-1).tolist()
    found = iter(chances)
    return [[next(found) for _ in range(count)] for count in counts]


def verdict_tokens(loaded: Loaded) -> tuple[int, int]:
    """The tokens in which right and wrong differ behind a step."""
    return difference("= 5. right", "= 5. wrong", loaded)
