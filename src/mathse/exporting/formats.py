"""How other trainers want training rows written.

    messages     TRL's SFTTrainer: {"messages": [...], "images": [paths]}, one a line
    sharegpt     LLaMA-Factory: data.json with "conversations", and its dataset_info.json
    swift        ms-swift: {"messages": [...], "images": [paths]} with <image> marks, one a line
    parquet      the hub's layout: messages, and images as embedded bytes
    preference   TRL's DPOTrainer (DPO, MPO): {"prompt", "chosen", "rejected", "images"}, one a line

TRL puts images before the text by itself and counts no marks; the others count one <image> for each image.
A content column of parts (text or image) is never written: Arrow would give each part every key.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mathse.exporting.images import Images
from mathse.exporting.rows import Pair, Row
from mathse.store.read import batches

BATCH = 64  # rows of a parquet row group: with images of 100 KB, 6 MB


def messages(rows: Iterable[Row], out: Path, images: Images) -> int:
    """train.jsonl for TRL's SFTTrainer."""
    return _lines(
        out / "train.jsonl",
        (
            {
                "messages": [turn("user", row.prompt.plain), turn("assistant", row.target)],
                "images": images.names(row.prompt.images),
                "id": row.id,
                "about": row.about,
            }
            for row in rows
        ),
    )


def swift(rows: Iterable[Row], out: Path, images: Images) -> int:
    """train.jsonl for ms-swift."""
    return _lines(
        out / "train.jsonl",
        (
            {
                "messages": [turn("user", row.prompt.marked), turn("assistant", row.target)],
                "images": images.names(row.prompt.images),
                "id": row.id,
            }
            for row in rows
        ),
    )


def sharegpt(rows: Iterable[Row], out: Path, images: Images) -> int:
    """data.json and dataset_info.json for LLaMA-Factory."""
    count = 0
    with (out / "data.json").open("w", encoding="utf-8") as file:
        for row in rows:
            said = [
                {"from": "human", "value": row.prompt.marked},
                {"from": "gpt", "value": row.target},
            ]
            line = {"conversations": said, "images": images.names(row.prompt.images), "id": row.id}
            file.write(("[\n" if count == 0 else ",\n") + json.dumps(line, ensure_ascii=False))
            count += 1
        file.write("\n]\n" if count else "[]\n")
    info = {
        "mathse": {
            "file_name": "data.json",
            "formatting": "sharegpt",
            "columns": {"messages": "conversations", "images": "images"},
        }
    }
    (out / "dataset_info.json").write_text(json.dumps(info, indent=2) + "\n", encoding="utf-8")
    return count


def preference(rows: Iterable[Pair], out: Path, images: Images) -> int:
    """train.jsonl for TRL's DPOTrainer."""
    return _lines(
        out / "train.jsonl",
        (
            {
                "prompt": [turn("user", pair.prompt.plain)],
                "chosen": [turn("assistant", pair.chosen)],
                "rejected": [turn("assistant", pair.rejected)],
                "images": images.names(pair.prompt.images),
                "id": pair.id,
                "about": pair.about,
            }
            for pair in rows
        ),
    )


def parquet(rows: Iterable[Row], out: Path, images: Images) -> int:
    """data/train-00000-of-00001.parquet, which `datasets` and the hub's viewer read with images."""
    import pyarrow
    import pyarrow.parquet

    file = out / "data" / "train-00000-of-00001.parquet"
    file.parent.mkdir()
    schema = _schema()
    count = 0
    with pyarrow.parquet.ParquetWriter(file, schema) as writer:
        for batch in batches(rows, BATCH):
            table = pyarrow.Table.from_pylist([_table_row(row) for row in batch], schema=schema)
            writer.write_table(table)
            count += len(batch)
    return count


def _schema() -> Any:
    import datasets
    import pyarrow

    text = datasets.Value("string")
    features = datasets.Features(
        id=text,
        messages=[{"role": text, "content": text}],
        images=datasets.List(datasets.Image()),
        problem=text,
        source=text,
        source_id=text,
        gold=text,
        author=text,
    )
    info = json.dumps({"info": {"features": features.to_dict()}})
    schema: pyarrow.Schema = features.arrow_schema
    return schema.with_metadata({"huggingface": info})


def _table_row(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "messages": [turn("user", row.prompt.plain), turn("assistant", row.target)],
        "images": [{"bytes": path.read_bytes(), "path": path.name} for path in row.prompt.images],
        **{
            key: str(row.about[key]) for key in ("problem", "source", "source_id", "gold", "author")
        },
    }


def turn(role: str, content: str) -> dict[str, str]:
    """A turn of a conversation."""
    return {"role": role, "content": content}


def _lines(file: Path, rows: Iterator[dict[str, Any]]) -> int:
    count = 0
    with file.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count
