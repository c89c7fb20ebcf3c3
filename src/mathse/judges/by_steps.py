"""An ORM's verdict step by step: the steps are given to it, and it decides of each, right or wrong.

One pass reads a path whose steps are all called right, and tells of each step, where those before it are right, two
things: the verdict behind it, right or wrong, and how likely the ORM would itself have written the step. It has
learnt to write right steps alone (judges/parse.py, `taught`), so by Bayes' rule the odds of a step to be right are those
of the verdict times the step's likelihood over that of the same words by a faulty writer, a constant
(`OrmSettings.faulty_likelihood`). The verdict has read the same words, so it is no second witness and counts half.
A small ORM computes better than it compares: dev/LOG.md has both alone and together.

So it gives the chance that all steps are right, and for each that it is the first wrong one. A path is right
when that is likelier than not: many steps that are each rather right do not make a right path. Then only an analysis
is left to write.

Where the reference answer is shown, the ORM first says whether the path's conclusion agrees with it. A right path has the
right answer, and a wrong one has it by luck alone, at a constant rate (`OrmSettings.luck`): again Bayes' rule.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import exp, log, prod
from operator import mul
from typing import Any

from mathse.errors import SourceError
from mathse.judges.parse import decided, parse_verdict, taught, verdict_json
from mathse.local.batches import IGNORED, collate
from mathse.local.decode import Pace, write
from mathse.local.features import Features
from mathse.local.inputs import Prompt
from mathse.local.load import Loaded
from mathse.local.paths import Unreadable, Wanted
from mathse.local.rows import Row, difference, row_of
from mathse.locating import concluded, marked, stopped_steps
from mathse.prompts import PromptSet
from mathse.roles import Failed, Judged, JudgeRequest
from mathse.rows import Example, Feedback, Usage, Verdict

KEPT = 256 << 20  # bytes of images' features
VERDICT_COUNTS = 0.5  # its odds to this power: see above
NEVER = 1e-6  # no verdict is surer: one token shall not outweigh every other step


@dataclass(frozen=True, slots=True)
class Rates:
    """How faulty paths are taken to be written."""

    faulty_likelihood: float  # of a faulty step to read just so
    luck: float  # of a wrong path to come to the right answer


@dataclass(frozen=True, slots=True)
class ToRead:
    """A path with all its steps called right, in tokens."""

    request: JudgeRequest
    steps: list[str]
    row: Row  # learnt: every token of the steps and their verdicts
    verdicts: tuple[bool, ...]  # which tokens of the completion are of verdicts


@dataclass(frozen=True, slots=True)
class Read:
    """A path as it was read: the chance of each step to be wrong, against right, after right ones."""

    prompt: Prompt
    steps: list[str]
    wrong: list[float]
    tokens: int
    answer: float | None = None  # the chance that its answer is right, by the reference
    luck: float = 0.1

    @property
    def p_correct(self) -> float:
        """That every step is right, and so the answer."""
        steps = prod(1 - chance for chance in self.wrong)
        if self.answer is None:
            return steps
        of_right = steps * self.answer
        of_wrong = (1 - steps) * (self.answer * self.luck + (1 - self.answer) * (1 - self.luck))
        return of_right / (of_right + of_wrong)

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
        answer = None
        if self.answer is not None:
            answer = concluded(self.steps, right=last is None or self.answer > 0.5)
        return verdict_json(
            correct=last is None, feedback=feedback, steps=marked(self.steps, last), answer=answer
        )

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
    rates: Rates,
) -> Iterator[Judged]:
    """A verdict for each, those of right paths first; one without a step is `unparsed`."""
    wrong: dict[int, tuple[JudgeRequest, Read]] = {}
    for request, read in _read(loaded, prompts, requests, pace, rates):
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
        verdict = _verdict(request, read, read.opening + said, tokens_out=done.tokens_out)
        if verdict.outcome == "unparsed":  # the analysis alone could not be read
            verdict = _verdict(request, read, read.target, tokens_out=done.tokens_out)
            verdict = replace(verdict, note={"unread_analysis": said})
        yield Judged(done.index, verdict)


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
    loaded: Loaded,
    prompts: PromptSet,
    requests: Sequence[JudgeRequest],
    pace: Pace,
    rates: Rates,
) -> Iterator[tuple[JudgeRequest, Read | Failed | None]]:
    """Each path read, paths of like length together."""
    asked: list[ToRead] = []
    sizes: dict[tuple[tuple[int, int], ...], int] = {}
    for request in requests:
        steps = stopped_steps(request.task.path)
        if not steps:
            yield request, None
            continue
        try:
            asked.append(_to_read(request, steps, prompts, loaded, sizes))
        except SourceError as error:
            yield request, Failed("image", str(error))
    asked.sort(key=lambda one: (bool(one.row.prompt.images), one.row.length), reverse=True)
    pictured = [one.row for one in asked if one.row.prompt.images]
    features = Features.of_model(loaded, KEPT, pictured) if pictured else None
    for batch in _batches(asked, pace.rows):
        for one, said in zip(batch, _said_of(loaded, batch, features), strict=True):
            yield one.request, _judged(one, said, rates)


def _judged(one: ToRead, said: list[tuple[float, float]], rates: Rates) -> Read | Failed:
    """What was read of a path, weighed."""
    answer = None
    if said and one.request.task.with_reference:
        answer = 1 - _clipped(said.pop(0)[1])
    if len(said) != len(one.steps):
        return Failed(
            "judge", "this model's tokenizer does not write right alike behind every step"
        )
    wrong = [_wrong(*step, rates.faulty_likelihood) for step in said]
    return Read(one.row.prompt, one.steps, wrong, one.row.length, answer, rates.luck)


def _to_read(
    request: JudgeRequest,
    steps: list[str],
    prompts: PromptSet,
    loaded: Loaded,
    sizes: dict[tuple[tuple[int, int], ...], int],
) -> ToRead:
    """The tokens that it is trained on, at the same places. Raises SourceError for its image."""
    answer = concluded(steps, right=True) if request.task.with_reference else None
    text = verdict_json(correct=True, steps=marked(steps, None), answer=answer)
    row = row_of(Example(request.task, text, taught(text)), prompts, loaded, sizes)
    # A step may hold the word right, so where verdicts stand is asked for by itself.
    verdicts = row_of(Example(request.task, text, decided(text)), prompts, loaded, sizes)
    return ToRead(request, steps, row, verdicts.learnt)


def _batches(asked: Sequence[ToRead], size: int) -> Iterator[list[ToRead]]:
    """In their order; a batch has images, or none of it has."""
    batch: list[ToRead] = []
    for one in asked:
        if len(batch) == size or (
            batch and bool(batch[0].row.prompt.images) != bool(one.row.prompt.images)
        ):
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


def _said_of(
    loaded: Loaded, batch: Sequence[ToRead], features: Features | None
) -> list[list[tuple[float, float]]]:
    """For each path what `_said` tells of its answer, where it has that, and of each step."""
    import torch

    pair = verdict_tokens(loaded)
    found = []
    with torch.inference_mode():
        inputs = collate([one.row for one in batch], loaded, features)
        labels = inputs.pop("labels")[:, 1:]
        states = loaded.model.base_model(**inputs, use_cache=False).last_hidden_state[:, :-1]
        for at, one in enumerate(batch):
            learnt = labels[at] != IGNORED
            # One path's logits at a time: a large vocabulary's for a whole batch fill gigabytes.
            logits = loaded.model.get_output_embeddings()(states[at][learnt]).float()
            marks = zip(one.verdicts, one.row.learnt, strict=True)
            verdicts = [is_verdict for is_verdict, is_learnt in marks if is_learnt]
            found.append(_said(logits, labels[at][learnt], verdicts, pair))
    return found


def _said(
    logits: Any, tokens: Any, verdicts: Sequence[bool], pair: tuple[int, int]
) -> list[tuple[float, float]]:
    """(the log-likelihood of its words, the verdict's chance of wrong, against right) of each step.

    logits (T, V), tokens (T,): the steps with their verdicts, as they stand.
    """
    right, wrong = pair
    own = logits.log_softmax(-1).gather(-1, tokens[:, None])[:, 0].tolist()
    chances = logits[:, [wrong, right]].softmax(-1)[:, 0].tolist()
    steps, words = [], 0.0
    for token, is_verdict, likelihood, chance in zip(
        tokens.tolist(), verdicts, own, chances, strict=True
    ):
        if not is_verdict:
            words += likelihood
        elif token == right:
            steps.append((words, chance))
            words = 0.0
    return steps


def _wrong(likelihood: float, said_wrong: float, faulty_likelihood: float) -> float:
    """The chance of a step to be wrong, of the log-likelihood of its words and the verdict's chance."""
    verdict = _clipped(said_wrong)
    odds = VERDICT_COUNTS * log(verdict / (1 - verdict)) + log(faulty_likelihood) - likelihood
    return 1 / (1 + exp(-odds)) if odds > -700 else 0.0


def _clipped(chance: float) -> float:
    return min(max(chance, NEVER), 1 - NEVER)


def verdict_tokens(loaded: Loaded) -> tuple[int, int]:
    """The tokens in which right and wrong differ behind a step."""
    return difference("= 5. right", "= 5. wrong", loaded)
