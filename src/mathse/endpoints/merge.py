"""An adapter's folder -> a whole model's, for as long as an engine serves it.

Engines load adapters onto the language model and pass over those on the vision tower, without a word:
what they serve is then not what was trained. Merged weights cannot be passed over. The trainer merges
before a checkpoint is recorded; this is for adapters that a person brings.

    python -m mathse.endpoints.merge ADAPTER OUT
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mathse.errors import EndpointError

ADAPTER = "adapter_config.json"


@contextmanager
def merged(folder: Path, *, beside: Path) -> Iterator[Path]:
    """The folder itself; of an adapter, a folder of merged weights that is gone after the block."""
    if not (folder / ADAPTER).is_file():
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="merged-", dir=beside) as made:
        out = Path(made) / folder.name
        done = subprocess.run(
            [sys.executable, "-m", "mathse.endpoints.merge", str(folder), str(out)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        if done.returncode != 0:
            reason = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
            raise EndpointError(f"cannot merge the adapter in {folder}: {reason[0][:200]}")
        yield out


def main(folder: Path, out: Path) -> None:
    """Loads the adapter's base, adds the adapter to its weights, writes a plain model's folder."""
    from peft import PeftConfig, PeftModel
    from transformers import AutoModelForImageTextToText, AutoProcessor

    base = PeftConfig.from_pretrained(folder).base_model_name_or_path
    model = AutoModelForImageTextToText.from_pretrained(base, dtype="auto", use_safetensors=True)
    PeftModel.from_pretrained(model, folder).merge_and_unload().save_pretrained(out)
    own = (folder / "processor_config.json").is_file()
    AutoProcessor.from_pretrained(folder if own else base).save_pretrained(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
