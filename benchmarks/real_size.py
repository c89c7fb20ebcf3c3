"""What sampling, training and judging cost at a real size: this program beside plain libraries.

    python benchmarks/real_size.py --size 7b --parts sampling,judging --minutes 2

A Qwen2-VL with random weights is made in a temporary folder (random_qwen.py) and loaded as a run loads
it. Random weights never write an end, so each path is given a length of its own, the same for both
sides, spread as those of solutions are: in the loop as its `max_tokens`, in `generate` by a logits
processor that forces the end. Rows a second of a training are counted from the second step on. Nothing
fails but its own line; data goes to stdout, all else to stderr.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch

from mathse import chat
from mathse.judges.orm import OrmJudge, OrmSettings
from mathse.local.decode import Pace
from mathse.local.inputs import open_image, prompt_of, tensors
from mathse.local.load import device_of
from mathse.policies.transformers_local import TransformersPolicy
from mathse.roles import Failed, JudgeRequest, Request, Sampling
from mathse.rows import Critique, Rollout
from random_qwen import SIZES, make
from real_size_bench import PROMPTS, Bench, Done, examples, ratio
from real_size_training import training

TEMPERATURE, TOP_P = 0.8, 0.95  # as recipes/qwen2-vl-7b.toml has them
VERDICT = 128  # tokens of a verdict
TINY = {
    "problems": 8,
    "tokens": 48,
    "examples": 16,
    "batch": 4,
    "rows": 16,
    "side": 112,
    "words": 60,
}


def loading(bench: Bench) -> Done:
    """As a worker does before it samples or judges."""
    began = bench.now()
    bench.model()
    return Done(1, bench.now() - began)


def requests(bench: Bench, *, count: int, most: int) -> list[Request]:
    """`n` paths a problem, each with its own length: a third of the most at the median."""
    chance = random.Random(0)
    n = bench.arguments.n
    made = []
    for at in range(count * n):
        length = min(most, max(most // 16, round(most * chance.lognormvariate(-1, 0.6))))
        sampling = Sampling(temperature=TEMPERATURE, top_p=TOP_P, max_tokens=length)
        made.append(Request(at, bench.examples[at // n].task, at, sampling))
    return made


def by_loop(bench: Bench, asked: Sequence[Request]) -> Done:
    """As the student policy `transformers` writes paths."""
    pace = Pace(rows=bench.arguments.rows, prompts=bench.arguments.rows // bench.arguments.n)
    policy = TransformersPolicy(bench.model(), PROMPTS, pace, bench.log)
    began, count, tokens = bench.now(), 0, 0
    bench.said.clear()
    for answer in policy.write(iter(asked)):
        if isinstance(answer.result, Rollout):
            count, tokens = count + 1, tokens + answer.result.usage.tokens_out
    return Done(count, bench.now() - began, tokens, " ".join(bench.said))


class EndAt:
    """Called by `generate` at each token: forces the end of each row at its own length."""

    def __init__(self, lengths: Sequence[int], end: int, device: Any) -> None:
        self.lengths = torch.tensor(lengths, device=device)
        self.end, self.first = end, 0

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        self.first = self.first or input_ids.shape[1]
        over = self.lengths <= input_ids.shape[1] - self.first + 1
        only = torch.full_like(scores[:1], -torch.inf)
        only[:, self.end] = 0
        return torch.where(over[:, None], only, scores)


def by_generate(bench: Bench, asked: Sequence[Request]) -> Done:
    """`model.generate` with `num_return_sequences`, batch for batch, in the given order."""
    from transformers import LogitsProcessorList

    loaded, n, size = bench.model(), bench.arguments.n, bench.arguments.rows
    loaded.model.config.get_text_config()._attn_implementation = "sdpa"  # the loop sets its own
    began, tokens = bench.now(), 0
    for at in range(0, len(asked), size):
        part = asked[at : at + size]
        lengths = [one.sampling.max_tokens for one in part]
        prompts = [
            prompt_of(chat.messages(one.task, PROMPTS), loaded.processor) for one in part[::n]
        ]
        opened = [[open_image(path) for path in prompt.images] for prompt in prompts]
        batch = tensors(prompts, loaded, opened=opened)
        with torch.inference_mode():
            output = loaded.model.generate(
                **batch,
                num_return_sequences=n,
                do_sample=True,
                temperature=TEMPERATURE,
                top_p=TOP_P,
                top_k=0,
                max_new_tokens=max(lengths),
                pad_token_id=loaded.pad,
                logits_processor=LogitsProcessorList(
                    [EndAt(lengths, loaded.ends[0], loaded.device)]
                ),
            )
        written = output[:, batch["input_ids"].shape[1] :]
        tokens += int((written != loaded.pad).sum())
    return Done(len(asked), bench.now() - began, tokens)


def sampling(bench: Bench) -> None:
    """A few short paths first, for what is made once."""
    asked = requests(bench, count=bench.arguments.problems, most=bench.arguments.tokens)
    warm = requests(bench, count=2, most=8)
    bench.measured("sampling: warm-up", "paths", lambda: by_loop(bench, warm))
    bench.measured("generate: warm-up", "paths", lambda: by_generate(bench, warm))
    ours = bench.measured("sampling: loop", "paths", lambda: by_loop(bench, asked))
    plain = bench.measured("sampling: generate", "paths", lambda: by_generate(bench, asked))
    ratio("sampling", ours, plain)


def judging(bench: Bench) -> None:
    """One pass of the ORM, greedy; what it says of random weights is `unparsed`."""
    settings = OrmSettings(max_tokens=min(VERDICT, bench.arguments.tokens), retries=0)
    pace = Pace(rows=bench.arguments.rows)

    def verdicts() -> Done:
        judge = OrmJudge(bench.model(), PROMPTS, settings, pace, bench.log)
        paths = [
            JudgeRequest(at, Critique(row.task.problem, row.target, with_reference=True), at)
            for at, row in enumerate(bench.examples[: bench.arguments.examples])
        ]
        began, tokens, count = bench.now(), 0, 0
        bench.said.clear()
        for judged in judge.judge(iter(paths)):
            if not isinstance(judged.result, Failed):
                count, tokens = count + 1, tokens + judged.result.usage.tokens_out
        return Done(count, bench.now() - began, tokens, " ".join(bench.said))

    bench.measured("judging: ORM", "verdicts", verdicts)


PARTS: dict[str, Callable[[Bench], None]] = {
    "sampling": sampling,
    "judging": judging,
    "training": training,
}


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=sorted(SIZES), default="tiny")
    parser.add_argument("--parts", default=",".join(PARTS), help="in this order")
    parser.add_argument("--minutes", type=float, default=10.0, help="nothing is begun after them")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--threads", type=int, default=1, help="of the CPU, where that is it")
    parser.add_argument("--problems", type=int, default=64, help="of sampling")
    parser.add_argument("--n", type=int, default=4, help="paths a problem")
    parser.add_argument("--tokens", type=int, default=256, help="at most, of a path")
    parser.add_argument("--rows", type=int, default=64, help="paths at once, as the recipe has it")
    parser.add_argument("--examples", type=int, default=64, help="training rows, paths to judge")
    parser.add_argument("--batch", type=int, default=16, help="training rows of a step")
    parser.add_argument("--words", type=int, default=250, help="of a training row's answer")
    parser.add_argument("--side", type=int, default=448, help="pixels of an image")
    if parser.parse_known_args()[0].size == "tiny":  # a try-out on a CPU, in a minute
        parser.set_defaults(**TINY)
    arguments = parser.parse_args()
    unknown = set(arguments.parts.split(",")) - set(PARTS)
    if unknown:
        parser.error(f"no part {sorted(unknown)[0]}; there are: {', '.join(PARTS)}")
    if arguments.rows % arguments.n:
        parser.error("--rows should be a multiple of --n")
    return arguments


def main() -> None:
    arguments = read_arguments()
    device = device_of(arguments.device)
    if device.type == "cpu":
        torch.set_num_threads(arguments.threads)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        count = max(arguments.problems, arguments.examples)
        rows = examples(folder, count=count, side=arguments.side, words=arguments.words)
        texts = [row.target for row in rows] + list(PROMPTS.texts.values())
        bench = Bench(folder / "model", device, rows, arguments)
        weights = make(bench.folder, SIZES[arguments.size], texts=texts, device=device)
        name = torch.cuda.get_device_name(device) if device.type == "cuda" else str(device)
        print(
            f"Qwen2-VL {arguments.size}: {weights / 1e9:.2f}e9 random weights, {name}, torch "
            f"{torch.__version__}, made in {bench.now() - bench.began:.0f} s",
            flush=True,
        )
        bench.measured("loading", "models", lambda: loading(bench))
        for part in arguments.parts.split(","):
            PARTS[part](bench)
        print(f"{bench.now() - bench.began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
