"""A checkpoint of this run behind an engine: merged where it must be, started, compared, asked, ended.

The trainer and the engine read the same folder with different code. Before a stage relies on the
engine, a few of its own prompts are answered greedily by both; how many texts are the same, and where
the first ones part, is written to the logs. Small differences in arithmetic can part them late; parting
at the first words means another chat template, image size or weights.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from mathse.bounds import Limit, Positive
from mathse.endpoints import engine
from mathse.endpoints.ask import Conversation, ask_paths
from mathse.endpoints.ask import Path as Asked
from mathse.endpoints.client import Client
from mathse.endpoints.merge import merged
from mathse.endpoints.options import Dialect, Line
from mathse.endpoints.parity import Parity, compare, written_here
from mathse.endpoints.stream import stream
from mathse.errors import EndpointError, RecipeError
from mathse.roles import Context, Sampling

GREEDY = Sampling(temperature=0.0, max_tokens=128)  # enough to see whether two texts part


@dataclass(frozen=True, slots=True)
class EngineSpeed:
    """How the engine is started, and how hard it is asked. Changes no row."""

    command: str = (
        "vllm serve {model} --host {host} --port {port}"  # with its full path, if need be
    )
    environment: dict[str, str] = field(default_factory=dict)  # for it alone: CUDA_VISIBLE_DEVICES
    environment_from: tuple[str, ...] = ()  # of ours, by name: HF_TOKEN; how it gets its secrets
    start_seconds: Positive = 900.0  # until it answers
    concurrency: int = 64
    timeout_seconds: float = 600.0
    retries: int = 3
    compare: Limit = 3  # prompts answered by both; 0: none

    def __post_init__(self) -> None:
        """Raises RecipeError where the engine cannot start, or could not keep a secret."""
        engine.check(self.start())
        self.line("http://127.0.0.1:1/v1")

    def start(self) -> engine.Start:
        """The part that starts it."""
        return engine.Start(
            self.command, self.environment, self.environment_from, self.start_seconds
        )

    def line(self, base_url: str) -> Line:
        """How it is asked: no key, and nobody beside us."""
        return Line(
            base_url=base_url,
            key_env="",
            concurrency=self.concurrency,
            timeout_seconds=self.timeout_seconds,
            retries=self.retries,
        )


@dataclass(frozen=True, slots=True)
class Served:
    """An engine that answers."""

    model: str  # under which name
    dialect: Dialect
    line: Line


def check(context: Context) -> None:
    """Raises RecipeError where there is nothing to serve."""
    if context.model is None:
        raise RecipeError('the leaf "engine" serves a checkpoint of the run, and there is none')


def drawing(dialect: Dialect, model: Path | None) -> Dialect:
    """The dialect that also sends the checkpoint's own generation config, with drawing switched on.

    `transformers serve` takes one as JSON, and is greedy at any temperature without.
    """
    path = (model or Path()) / "generation_config.json"
    if not path.is_file():
        raise RecipeError(f"generation_config = true needs {path}")
    own = json.loads(path.read_text(encoding="utf-8"))
    # No top_k: what is drawn from should be the model's own distribution.
    config = json.dumps({**own, "do_sample": True, "top_k": 0})
    return replace(dialect, body={**dialect.body, "generation_config": config})


@contextmanager
def serving(
    speed: EngineSpeed, context: Context, *, dialect: Dialect, prompts: Sequence[Conversation]
) -> Iterator[Served]:
    """The context's checkpoint, served for as long as the block runs.

    `prompts` are answered by both sides first. Raises EndpointError where the engine does not start,
    or serves something else.
    """
    if context.model is None:
        raise RecipeError('the leaf "engine" needs a checkpoint')
    logs = context.logs or Path()
    name = context.model.name[:16]
    with ExitStack() as stack:
        folder = stack.enter_context(merged(context.model, beside=logs))
        here = written_here(folder, prompts, GREEDY.max_tokens) if prompts else []
        base_url = stack.enter_context(
            engine.running(speed.start(), model=folder, log=logs / f"engine-{name}.log")
        )
        served = Served(str(folder), dialect, speed.line(base_url))
        there = _greedy(served, prompts, context)
        if prompts:
            _report(compare(here, there), logs / f"engine-{name}.parity.json", context.log)
        yield served


def _greedy(served: Served, prompts: Sequence[Conversation], context: Context) -> list[str]:
    """The engine's greedy texts; with no prompts, one word, to see whose answer it is."""
    asked = list(prompts) or [[{"role": "user", "content": [{"type": "text", "text": "Hello"}]}]]
    sampling = GREEDY if prompts else replace(GREEDY, max_tokens=1)
    texts: dict[int, str] = {}

    async def work(client: Client, item: tuple[int, Conversation]) -> list[tuple[int, Asked]]:
        index, conversation = item
        (path,) = await ask_paths(client, conversation, sampling, [0])
        return [(index, path)]

    free = replace(context, purse=None)
    for index, path in stream(
        iter(enumerate(asked)),
        make=lambda: Client(served.model, dialect=served.dialect, line=served.line, context=free),
        work=work,
        window=4,
    ):
        if path.choice is None:
            raise EndpointError(f"the engine does not serve {served.model}: {path.failure}")
        texts[index] = path.choice.text
    return [texts[index] for index in range(len(prompts))]


def _report(parity: Parity, path: Path, log: Callable[[str], None]) -> None:
    said: dict[str, Any] = asdict(parity)
    path.write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    log(
        f"engine and trainer's model, greedy: {parity.same} of {parity.prompts} texts the same"
        + (f"; they part earliest after {parity.agree} characters" if parity.parts else "")
    )
