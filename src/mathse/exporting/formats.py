"""How other trainers want training rows written.

    messages     TRL's SFTTrainer: {"messages": [...], "images": [paths]}, one a line
    sharegpt     LLaMA-Factory: data.json with "conversations", and its dataset_info.json
    swift        ms-swift: {"messages": [...], "images": [paths]} with <image> marks, one a line
    parquet      the hub's layout: messages, and images as embedded bytes
    preference   pairs for DPO and MPO, for each of the three: train.jsonl for TRL's DPOTrainer, data.json and
                 dataset_info.json for LLaMA-Factory, swift.jsonl for ms-swift

TRL puts images before the text by itself and counts no marks; the others count one <image> for each image.
A content column of parts (text or image) is never written: Arrow would give each part every key.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
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
    with _array(out / "data.json") as write:
        for row in rows:
            said = [_said("human", row.prompt.marked), _said("gpt", row.target)]
            write({"conversations": said, "images": images.names(row.prompt.images), "id": row.id})
            count += 1
    _dataset_info(out, ranking=False)
    return count


def preference(rows: Iterable[Pair], out: Path, images: Images) -> int:
    """train.jsonl for TRL's DPOTrainer, data.json for LLaMA-Factory, swift.jsonl for ms-swift."""
    count = 0
    with (
        (out / "train.jsonl").open("w", encoding="utf-8") as trl,
        (out / "swift.jsonl").open("w", encoding="utf-8") as to_swift,
        _array(out / "data.json") as write,
    ):
        for pair in rows:
            known: dict[str, Any] = {"images": images.names(pair.prompt.images), "id": pair.id}
            plain = {
                "prompt": [turn("user", pair.prompt.plain)],
                "chosen": [turn("assistant", pair.chosen)],
                "rejected": [turn("assistant", pair.rejected)],
            }
            marked = {
                "messages": [turn("user", pair.prompt.marked), turn("assistant", pair.chosen)],
                "rejected_response": pair.rejected,
            }
            trl.write(_line(plain | known | {"about": pair.about}))
            to_swift.write(_line(marked | known))
            write(
                {
                    "conversations": [_said("human", pair.prompt.marked)],
                    "chosen": _said("gpt", pair.chosen),
                    "rejected": _said("gpt", pair.rejected),
                }
                | known
            )
            count += 1
    _dataset_info(out, ranking=True)
    return count


def _dataset_info(out: Path, *, ranking: bool) -> None:
    """What LLaMA-Factory has to know of data.json."""
    columns = {"messages": "conversations", "images": "images"}
    info: dict[str, Any] = {"file_name": "data.json", "formatting": "sharegpt", "columns": columns}
    if ranking:
        info["ranking"] = True
        columns |= {"chosen": "chosen", "rejected": "rejected"}
    text = json.dumps({"mathse": info}, indent=2) + "\n"
    (out / "dataset_info.json").write_text(text, encoding="utf-8")


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


def _said(who: str, what: str) -> dict[str, str]:
    """A turn as ShareGPT writes it."""
    return {"from": who, "value": what}


@contextmanager
def _array(file: Path) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Writes a JSON array, an element a line, as the elements come."""
    with file.open("w", encoding="utf-8") as out:
        before = "[\n"

        def write(element: dict[str, Any]) -> None:
            nonlocal before
            out.write(before + json.dumps(element, ensure_ascii=False))
            before = ",\n"

        yield write
        out.write("[]\n" if before == "[\n" else "\n]\n")


def _lines(file: Path, rows: Iterator[dict[str, Any]]) -> int:
    count = 0
    with file.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(_line(row))
            count += 1
    return count


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"
