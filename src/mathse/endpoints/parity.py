"""The same greedy prompts through `transformers` here and through an engine there.

    python -m mathse.endpoints.parity MODEL MAX_TOKENS < conversations.json > texts.json

It runs as a process of its own: its memory, the accelerator's too, is free again before the engine
takes what there is.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mathse.errors import EndpointError


@dataclass(frozen=True, slots=True)
class Parity:
    """How far two sides agree."""

    prompts: int
    same: int
    agree: int  # characters before the earliest parting; of the whole text where none parts
    parts: tuple[dict[str, str | int], ...] = ()  # where they part: prompt, here, there


def written_here(folder: Path, prompts: Sequence[Any], max_tokens: int) -> list[str]:
    """Greedy texts of the model in this folder. Raises EndpointError where it cannot be run here."""
    done = subprocess.run(
        [sys.executable, "-m", "mathse.endpoints.parity", str(folder), str(max_tokens)],
        input=json.dumps(list(prompts)),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    if done.returncode != 0:
        reason = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise EndpointError(
            f"the model cannot be run here to compare it with its engine ({reason[0][:200]}):"
            " set compare = 0 to go without"
        )
    texts: list[str] = json.loads(done.stdout)
    return texts


def compare(here: Sequence[str], there: Sequence[str]) -> Parity:
    """Texts side by side."""
    parts: list[dict[str, str | int]] = []
    agree = [_agreement(a, b) for a, b in zip(here, there, strict=True)]
    for index, (a, b) in enumerate(zip(here, there, strict=True)):
        if a != b:
            at = max(0, agree[index] - 20)
            parts.append({"prompt": index, "here": a[at:][:200], "there": b[at:][:200]})
    return Parity(
        prompts=len(here), same=len(here) - len(parts), agree=min(agree, default=0),
        parts=tuple(parts),
    )  # fmt: skip


def _agreement(here: str, there: str) -> int:
    parting = (i for i, (a, b) in enumerate(zip(here, there, strict=False)) if a != b)
    return next(parting, min(len(here), len(there)))


def main(folder: Path, max_tokens: int) -> None:
    """Reads conversations, writes texts."""
    from mathse.local.decode import Pace, write
    from mathse.local.inputs import prompt_of
    from mathse.local.load import device_of, load
    from mathse.local.paths import Wanted, Written

    on_cpu = device_of("auto").type == "cpu"
    loaded = load(folder, dtype="float32" if on_cpu else "bfloat16")
    wanted = [
        Wanted(index, prompt_of(conversation, loaded.processor), 0, 0.0, 1.0, max_tokens)
        for index, conversation in enumerate(json.load(sys.stdin))
    ]
    texts = [""] * len(wanted)
    for done in write(loaded, iter(wanted), pace=Pace(rows=4, prompts=1)):
        if isinstance(done, Written):
            texts[done.index] = loaded.tokenizer.decode(done.tokens, skip_special_tokens=True)
    json.dump(texts, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
