"""Training rows: the prompt as the student will read it, and the completion that it learns to write.

The completion is what the chat template adds to the prompt, its end mark included: so the model is
trained on exactly the tokens that it will have to write, and the loss stands on these alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from mathse import chat
from mathse.errors import RecipeError, SourceError
from mathse.local.inputs import Prompt, open_image, prompt_of, tensors
from mathse.local.load import Loaded
from mathse.prompts import PromptSet
from mathse.rows import Example, Json


@dataclass(frozen=True, slots=True)
class Row:
    """One training row in text and, for what is learnt, in tokens."""

    prompt: Prompt
    completion: tuple[int, ...]  # token ids
    learnt: tuple[bool, ...]  # which of them; the others are given
    length: int  # tokens of the whole row, those of its images included


class Fitting(NamedTuple):
    """The rows that are not too long, and how many are."""

    rows: list[Row]
    dropped: int

    def note(self) -> dict[str, Json]:
        """How long the rows are, for the record of a training."""
        lengths = [row.length for row in self.rows]
        learnt = sum(sum(row.learnt) for row in self.rows)
        return {"longest_row": max(lengths), "tokens": sum(lengths), "tokens_learnt": learnt}


def fitting_rows(
    examples: Iterable[Example], prompts: PromptSet, loaded: Loaded, *, longest: int
) -> Fitting:
    """Every example as a row; those of more than `longest` tokens are left out and counted.

    Raises RecipeError for a chat template that cannot be trained on, SourceError for an image that
    cannot be read.
    """
    image_tokens: dict[tuple[tuple[int, int], ...], int] = {}
    rows = [row_of(example, prompts, loaded, image_tokens) for example in examples]
    fitting = [row for row in rows if row.length <= longest]
    return Fitting(fitting, len(rows) - len(fitting))


def row_of(
    example: Example,
    prompts: PromptSet,
    loaded: Loaded,
    image_tokens: dict[tuple[tuple[int, int], ...], int],
) -> Row:
    """One example in tokens. `image_tokens`: what images of a size take, kept for the next. Raises as above."""
    conversation = chat.training(example, prompts)
    prompt = prompt_of(conversation.prompt, loaded.processor)
    whole = loaded.processor.apply_chat_template(conversation.messages, tokenize=False)
    if not whole.startswith(prompt.text):
        raise RecipeError(
            "this model's chat template does not continue its own prompt with the answer, "
            "so it is not clear which tokens to train on"
        )
    answer = whole[len(prompt.text) :]
    completion = tokens_of(answer, loaded)
    learnt = _learnt(answer, example, loaded) if example.learnt else [True] * len(completion)
    length = len(tokens_of(prompt.text, loaded)) + len(completion)
    if prompt.images:
        length += _tokens_of_images(prompt, loaded, image_tokens)
    return Row(prompt, tuple(completion), tuple(learnt), length)


def _learnt(answer: str, example: Example, loaded: Loaded) -> list[bool]:
    """Whether each token has a character in one of the target's learnt spans."""
    if not loaded.tokenizer.is_fast:
        raise RecipeError("this model's tokenizer cannot say where a given step ends")
    at = answer.find(example.target)
    if at < 0:  # a mark of an image became words: all is learnt
        return [True] * len(tokens_of(answer, loaded))
    found = loaded.tokenizer(answer, add_special_tokens=False, return_offsets_mapping=True)
    spans = [(at + start, at + end) for start, end in example.learnt]
    # Who learns the last words learns that nothing follows them: the template's end mark.
    if example.learnt[-1][1] == len(example.target):
        spans[-1] = (spans[-1][0], len(answer))
    return [
        any(start < last and first < end for first, last in spans)
        for start, end in found["offset_mapping"]
    ]


def _tokens_of_images(
    prompt: Prompt, loaded: Loaded, known: dict[tuple[tuple[int, int], ...], int]
) -> int:
    """What the images add to the text's tokens. It depends on their sizes alone, so each is asked once."""
    opened = open_images(prompt)
    sizes = tuple((image.width, image.height) for image in opened)
    if sizes not in known:
        batch = tensors([prompt], loaded, opened=[opened])
        known[sizes] = batch["input_ids"].shape[1] - len(tokens_of(prompt.text, loaded))
    return known[sizes]


def tokens_of(text: str, loaded: Loaded) -> list[int]:
    """Token ids of a piece of a conversation, nothing added to it."""
    ids: list[int] = loaded.tokenizer(text, add_special_tokens=False)["input_ids"]
    return ids


def difference(one: str, other: str, loaded: Loaded) -> tuple[int, int]:
    """The first tokens in which two texts differ."""
    both = zip(tokens_of(one, loaded), tokens_of(other, loaded), strict=False)
    return next((a, b) for a, b in both if a != b)


def open_images(prompt: Prompt) -> list[Any]:
    """The prompt's images. Raises SourceError naming the file."""
    opened = []
    for path in prompt.images:
        try:
            opened.append(open_image(path))
        except (OSError, SyntaxError) as error:  # Pillow raises SyntaxError for a broken PNG
            raise SourceError(f"cannot read the image {path}: {error}") from error
    return opened
