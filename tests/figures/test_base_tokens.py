"""The base model's tokenizer and processor: nothing unknown, digits alone, exactly one prompt form."""

from typing import Any

import pytest

pytest.importorskip("transformers")

from mathse.figures.batches import IGNORED, encode
from mathse.figures.canvas import Canvas
from mathse.figures.model import IMAGE_TOKENS, load_base, new_model, new_processor
from mathse.figures.stream import Row, Turn
from mathse.figures.tokens import pieces

TEXTS = (
    "area = 12 * 75 = 900.",
    "求三角形的面积 $\\frac{1}{2}ab$",
    '{"status": "WRONG", "error_step": "12 * 5 = 61", "error_analysis": null}',
    "  two  blanks\n\nand lines\t",
    "😀 naïve",
    "",
)


@pytest.fixture(scope="module")
def processor() -> Any:
    return new_processor([" width", " height", "area", " rectangle"])


@pytest.fixture(scope="module")
def model(processor: Any) -> Any:
    return new_model(processor.tokenizer, seed=3).eval()


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_survives(processor: Any, text: str) -> None:
    ids = processor.tokenizer(text)["input_ids"]
    assert processor.tokenizer.decode(ids) == text
    assert processor.tokenizer.pad_token_id not in ids


def test_digits_stand_alone_and_words_whole(processor: Any) -> None:
    tokens = processor.tokenizer.tokenize("area 1234 width")
    assert tokens == ["area", "Ġ1", "2", "3", "4", "Ġwidth"]


def test_pieces_are_the_frequent_words() -> None:
    assert pieces(["the cat", "the dog 12", "a cat"], at_least=2, limit=9) == [" cat", "the"]


def test_rows_are_encoded_as_the_chat_template_writes_them(processor: Any) -> None:
    row = Row((Turn("What is width?", "12", "look-up"),), Canvas().finish())
    messages = [
        {
            "role": "user",
            "content": [{"type": "image"}, {"type": "text", "text": "What is width?"}],
        },
        {"role": "assistant", "content": [{"type": "text", "text": "12"}]},
    ]
    text = processor.apply_chat_template(messages)
    expected = processor(text=text, images=[[row.image]], return_tensors="pt")
    encoded = encode(row, processor.tokenizer)
    assert encoded.ids == expected["input_ids"][0].tolist()
    learnt = [label for label in encoded.labels if label != IGNORED]
    assert processor.tokenizer.decode(learnt) == "12<end_of_utterance>"


def test_pixels_are_what_the_image_processor_gives(processor: Any) -> None:
    import torch

    from mathse.figures.batches import pixels

    canvas = Canvas()
    canvas.label(2, 3, "a7")
    image = canvas.finish()
    expected = processor.image_processor([[image]], return_tensors="pt")["pixel_values"]
    torch.testing.assert_close(pixels([image]), expected)


def prompts(processor: Any, *questions: str) -> Any:
    content = [[{"type": "image"}, {"type": "text", "text": text}] for text in questions]
    texts = [
        processor.apply_chat_template(
            [{"role": "user", "content": part}], add_generation_prompt=True
        )
        for part in content
    ]
    images = [[Canvas().finish()] for _ in texts]
    return processor(text=texts, images=images, padding=True, return_tensors="pt")


def test_left_padding_changes_no_answer(processor: Any, model: Any) -> None:
    import torch

    both = prompts(processor, "Read.", "What is the width of the rectangle?")
    alone = prompts(processor, "Read.")
    assert int(both["attention_mask"][0, 0]) == 0
    with torch.inference_mode():
        many = model(**both).logits[0, -1]
        one = model(**alone).logits[0, -1]
    torch.testing.assert_close(many, one, atol=1e-4, rtol=1e-4)


def test_several_images_and_none(processor: Any, model: Any) -> None:
    image = {"type": "image", "image": Canvas().finish()}
    for images in (0, 1, 2):
        content = [*[image] * images, {"type": "text", "text": "area?"}]
        inputs = processor.apply_chat_template(
            [{"role": "user", "content": content}],
            tokenize=True,
            return_dict=True,
            return_tensors="pt",
            add_generation_prompt=True,
        )
        seen = int((inputs["input_ids"] == processor.image_token_id).sum())
        assert seen == images * IMAGE_TOKENS
        length = inputs["input_ids"].shape[1]
        written = model.generate(**inputs, max_new_tokens=2, min_new_tokens=2)
        assert written.shape[1] == length + 2


def test_saved_and_loaded_it_is_the_same(processor: Any, model: Any, tmp_path: Any) -> None:
    import torch

    model.save_pretrained(tmp_path)
    processor.save_pretrained(tmp_path)
    again, loaded = load_base(tmp_path)
    inputs = prompts(loaded, "What is width?")
    with torch.inference_mode():
        assert torch.equal(again.eval()(**inputs).logits, model(**inputs).logits)
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 10_000_000
