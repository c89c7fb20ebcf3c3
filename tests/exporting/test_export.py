"""What is exported loads in the trainers that it is for: `datasets`, TRL's collators, a real DPO step."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Picture

from mathse.chat import Message
from mathse.cli import main
from mathse.exporting import formats
from mathse.exporting.images import Images
from mathse.exporting.rows import Row, Words, exchange, pictured_first, words
from mathse.prompts import load_prompts
from mathse.rows import Example, Image, Problem, Solve

IMAGE = re.compile(r"<image>")


@pytest.fixture(scope="module")
def run_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "fake"
    size = ("--set", "problems.settings.count=100", "--set", "rounds=1", "--set", "seed=3",
            "--set", "judges.fake.settings.error_rate=0.0")  # fmt: skip
    assert main(("run", "fake", "--run-dir", str(folder), "--quiet", *size)) == 0
    return folder


def export(run_dir: Path, out: Path, kind: str, *words: str) -> dict[str, Any]:
    assert main(("export", str(run_dir), "--format", kind, "--out", str(out), *words)) == 0
    manifest: dict[str, Any] = json.loads((out / "manifest.json").read_text())
    return manifest


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def recorded(run_dir: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    main(("show", str(run_dir), "d_sft", "--json"))
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_messages_are_d_sft_in_the_trainers_order(
    run_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = export(run_dir, tmp_path / "out", "messages")
    rows = lines(tmp_path / "out" / "train.jsonl")
    known = {str(row["id"]): row["text"] for row in recorded(run_dir, capsys)}
    assert manifest["rows"] == len(rows) == len(known) > 10
    assert {row["id"]: row["messages"][1]["content"] for row in rows} == known
    assert all(Path(name).is_file() for row in rows for name in row["images"])
    assert all(not IMAGE.search(row["messages"][0]["content"]) for row in rows)


def test_an_earlier_stage_and_relative_names(run_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    manifest = export(run_dir, out, "swift", "--stage", "distilled", "--relative")
    rows = lines(out / "train.jsonl")
    assert (manifest["stage"], manifest["rows"]) == ("distilled", len(rows))
    assert all(not Path(name).is_absolute() for row in rows for name in row["images"])
    assert all((out / name).is_file() for row in rows for name in row["images"])


@pytest.mark.parametrize("kind", ["swift", "sharegpt"])
def test_there_is_a_mark_for_each_image(run_dir: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "out"
    export(run_dir, out, kind)
    if kind == "swift":
        rows = lines(out / "train.jsonl")
        asked = [(row["messages"][0]["content"], row["images"]) for row in rows]
    else:
        info = json.loads((out / "dataset_info.json").read_text())["mathse"]
        assert info["columns"] == {"messages": "conversations", "images": "images"}
        rows = json.loads((out / info["file_name"]).read_text())
        asked = [(row["conversations"][0]["value"], row["images"]) for row in rows]
        assert {turn["from"] for row in rows for turn in row["conversations"]} == {"human", "gpt"}
    assert all(len(IMAGE.findall(text)) == len(images) > 0 for text, images in asked)


def test_an_image_inside_the_text_stays_in_place() -> None:
    image: list[Any] = [{"type": "image", "path": f"/{i}.png"} for i in (1, 2)]
    content = [
        image[0],
        {"type": "text", "text": "Is "},
        image[1],
        {"type": "text", "text": " it?"},
    ]
    conversation: list[Message] = [{"role": "user", "content": content}]
    found = words(conversation)
    assert len(IMAGE.findall(found.marked)) == 2
    assert found.marked.startswith("<image>\nIs ")
    assert found.plain == "Is [image 2] it?"
    assert [path.name for path in found.images] == ["1.png", "2.png"]


def test_a_mark_in_a_solution_is_words() -> None:
    """LLaMA-Factory and ms-swift count the marks of all turns, and stop where there are more than images."""
    image = Image("0" * 64, Path("/1.png"))
    problem = Problem(
        id=b"1" * 16, question="What is <image1>?", options=(), gold="4", images=(image,), group="g",
        source="s", source_id="1", solution=None, meta={},
    )  # fmt: skip
    example = Example(Solve(problem), "As <image> and <image2> show, it is 4.")
    said = exchange(example, load_prompts("short"))
    assert said.target == "As [image] and [image 2] show, it is 4."
    assert len(IMAGE.findall(said.asked.marked)) == len(said.asked.images) == 1


def test_a_row_with_a_picture_comes_first(tmp_path: Path) -> None:
    """`datasets` stopped: "Couldn't cast array of type string to null", after 10 MB without a picture."""
    import datasets

    long = "x" * 50_000
    image = tmp_path / f"{'0' * 64}.png"
    Picture.new("RGB", (8, 8)).save(image)
    plain = [Row(str(i), Words(long, long, ()), "4", {}) for i in range(300)]
    rows = [*plain, *(Row(f"p{i}", Words("<image>\nA", "A", (image,)), "4", {}) for i in range(2))]
    out = tmp_path / "out"
    out.mkdir()
    assert formats.messages(pictured_first(lambda: iter(rows)), out, Images(out)) == len(rows)
    table = loaded(out / "train.jsonl", tmp_path / "cache")
    assert table["id"][:2] == ["p0", "0"]
    assert sorted(table["id"]) == sorted(row.id for row in rows)
    assert isinstance(table.features["images"], datasets.List)
    assert [row.id for row in pictured_first(lambda: iter(plain))] == [row.id for row in plain]


def test_preference_pairs_are_for_all_three(run_dir: Path, tmp_path: Path) -> None:
    """By the words of https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md (sharegpt, ranking)
    and https://swift.readthedocs.io/en/latest/Customization/Custom-dataset.html (DPO, multimodal)."""
    manifest = export(run_dir, tmp_path / "out", "preference", "--pairs", "2")
    trl = lines(tmp_path / "out" / "train.jsonl")
    swift = lines(tmp_path / "out" / "swift.jsonl")
    info = json.loads((tmp_path / "out" / "dataset_info.json").read_text())["mathse"]
    assert (info["formatting"], info["ranking"]) == ("sharegpt", True)
    factory = json.loads((tmp_path / "out" / info["file_name"]).read_text())
    assert len(trl) == len(swift) == len(factory) == manifest["rows"] > 0
    for ours, theirs, other in zip(trl, swift, factory, strict=True):
        chosen, rejected = ours["chosen"][0]["content"], ours["rejected"][0]["content"]
        user, assistant = theirs["messages"]
        assert (assistant["content"], theirs["rejected_response"]) == (chosen, rejected)
        assert (user["role"], assistant["role"]) == ("user", "assistant")
        named = {role: other[column] for role, column in info["columns"].items()}
        assert named["chosen"] == {"from": "gpt", "value": chosen}
        assert named["rejected"] == {"from": "gpt", "value": rejected}
        assert named["messages"] == [{"from": "human", "value": user["content"]}]
        assert named["images"] == theirs["images"] == ours["images"]
        assert len(IMAGE.findall(user["content"])) == len(theirs["images"]) > 0


def test_parquet_loads_with_images(run_dir: Path, tmp_path: Path) -> None:
    import datasets

    manifest = export(run_dir, tmp_path / "out", "parquet")
    table = datasets.load_dataset(
        str(tmp_path / "out"), split="train", cache_dir=str(tmp_path / "cache")
    )
    assert len(table) == manifest["rows"]
    row = table[0]
    assert row["images"][0].size[0] > 0
    assert [turn["role"] for turn in row["messages"]] == ["user", "assistant"]


def loaded(file: Path, cache: Path) -> Any:
    """As the docs say that a person loads it."""
    import datasets

    table = datasets.load_dataset("json", data_files=str(file), split="train", cache_dir=str(cache))
    return table.cast_column("images", datasets.List(datasets.Image()))


def test_trl_reads_messages(run_dir: Path, tmp_path: Path, tiny: Path) -> None:
    from transformers import AutoProcessor
    from trl.trainer.sft_trainer import DataCollatorForVisionLanguageModeling

    export(run_dir, tmp_path / "out", "messages", "--prompts", "short")
    table = loaded(tmp_path / "out" / "train.jsonl", tmp_path / "cache")
    collator = DataCollatorForVisionLanguageModeling(
        AutoProcessor.from_pretrained(tiny), max_length=None
    )
    batch = collator([dict(table[0]), dict(table[1])])
    assert batch["input_ids"].shape[0] == 2
    assert batch["pixel_values"].shape[0] == 2


def test_trl_reads_preferences(run_dir: Path, tmp_path: Path, tiny: Path) -> None:
    from transformers import AutoProcessor
    from trl.trainer.dpo_trainer import DataCollatorForVisionPreference

    manifest = export(run_dir, tmp_path / "out", "preference", "--prompts", "short", "--pairs", "2")
    table = loaded(tmp_path / "out" / "train.jsonl", tmp_path / "cache")
    assert len(table) == manifest["rows"] > 0
    for row in lines(tmp_path / "out" / "train.jsonl"):
        gold = row["about"]["gold"]
        assert f"is {gold}." in row["chosen"][0]["content"]
        assert row["chosen"] != row["rejected"]
    collator = DataCollatorForVisionPreference(AutoProcessor.from_pretrained(tiny))
    batch = collator([dict(table[0])])
    assert batch["input_ids"].shape[0] == 2  # chosen and rejected


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["messages", "preference"])
def test_trl_trains_on_it(run_dir: Path, tmp_path: Path, tiny: Path, kind: str) -> None:
    from transformers import AutoModelForImageTextToText, AutoProcessor
    from trl import DPOConfig, DPOTrainer, SFTConfig, SFTTrainer

    export(run_dir, tmp_path / "out", kind, "--prompts", "short")
    table = loaded(tmp_path / "out" / "train.jsonl", tmp_path / "cache").select(range(4))
    table = table.remove_columns(["id", "about"])
    config, trainer = (SFTConfig, SFTTrainer) if kind == "messages" else (DPOConfig, DPOTrainer)
    made = trainer(
        model=AutoModelForImageTextToText.from_pretrained(tiny),
        args=config(
            output_dir=str(tmp_path / "trained"), max_steps=1, per_device_train_batch_size=2,
            max_length=None, use_cpu=True, bf16=False, gradient_checkpointing=False, report_to=[],
        ),
        train_dataset=table,
        processing_class=AutoProcessor.from_pretrained(tiny),
    )  # fmt: skip
    assert made.train().global_step == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "messages", "--stage", "round_9"), "no D_SFT of the stage round_9"),
        (("--format", "preference", "--pairs", "0"), "--pairs is 1 or more"),
    ],
)
def test_a_mistake_is_one_line(
    run_dir: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    said: str,
) -> None:
    capsys.readouterr()
    assert main(("export", str(run_dir), "--out", str(tmp_path / "out"), *words)) == 2
    assert said in capsys.readouterr().err
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mine")
    assert main(("export", str(run_dir), "--out", str(full), "--format", "swift")) == 2
    assert "is not empty" in capsys.readouterr().err


def test_an_out_that_is_a_file_is_one_line(
    run_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.touch()
    for out in (file, file / "x"):
        said = ("export", str(run_dir), "--format", "messages", "--out", str(out))
        assert main(said) == 2
        assert capsys.readouterr().err == f"mathse: cannot use {out}: Not a directory\n"
