"""A small Idefics3 made from a config with random weights: the same architecture, nothing learnt.

It proves that every part of the loop runs on real images and a real `transformers` model on any
machine, without a download. Its accuracy is chance, and is reported as that. The pieces (processor,
tokenizer, construction) are those of the figures base model; only sizes and words differ.
"""

from dataclasses import dataclass
from pathlib import Path

from mathse.bounds import Count, Limit
from mathse.errors import RecipeError
from mathse.figures.model import PATCH, SHUFFLE, new_model, new_processor
from mathse.roles import Context, NoSettings, Plugin

HEAD = 32  # width of an attention head

# Frequent words of math problems, solutions and our prompts: whole pieces; all else is spelled in bytes.
WORDS = (
    "a an and are as at be by can each figure find following for from given has have how if in it its many "
    "must no not of on one or other shown than that their then there these they this two three four five six "
    "was what when where which who will with your you angle area below both box circle circumference cm cube "
    "degrees diagram diameter difference distance edge equal equation expression height hour inch integer large "
    "largest left length less line long longest measure meter middle minutes more number numbers once only path "
    "perimeter picture piece point points possible problem product radius rectangle reason reasoning result "
    "right row same segment shaded side sides smallest solution square squares step sum total triangle units "
    "value volume width write wrong option options choose letter final image images exactly shape surface "
    "certain small total together top bottom between correct sentence solve think diagnosis draft because "
    "therefore so we get let need have first second third last true false"
)


@dataclass(frozen=True, slots=True)
class TinySettings:
    """Sizes of the model. All [choice]: small enough for a smoke run on two cores."""

    seed: Limit = 0
    side: Count = 112  # pixels; every image is resized to fit
    vision_width: Count = 64
    vision_layers: Count = 2
    text_width: Count = 96
    text_layers: Count = 3


@dataclass(frozen=True, slots=True)
class TinyIdefics3:
    """Makes the folder; the same settings give the same weights."""

    settings: TinySettings

    def make(self, out: Path) -> None:
        """Writes config, weights (safetensors), tokenizer, processor and chat template."""
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()
        chosen = self.settings
        processor = new_processor(WORDS.split(), side=chosen.side)
        model = new_model(
            processor.tokenizer,
            seed=chosen.seed,
            side=chosen.side,
            vision=_tower(chosen.vision_width, chosen.vision_layers, feed_forward=4),
            text=_tower(chosen.text_width, chosen.text_layers, feed_forward=2),
        )
        model.save_pretrained(out)
        processor.save_pretrained(out)


def _tower(width: int, layers: int, *, feed_forward: int) -> dict[str, int]:
    return {
        "hidden_size": width,
        "intermediate_size": feed_forward * width,
        "num_hidden_layers": layers,
        "num_attention_heads": width // HEAD,
    }


def _build(settings: TinySettings, speed: NoSettings, context: Context) -> TinyIdefics3:
    widths = (settings.vision_width, settings.text_width)
    if any(width < HEAD or width % HEAD for width in widths):
        raise RecipeError(f"the widths of tiny_idefics3 should be multiples of {HEAD}")
    if settings.side < 1 or settings.side % (PATCH * SHUFFLE):
        raise RecipeError(f"the side of tiny_idefics3 should be a multiple of {PATCH * SHUFFLE}")
    if min(settings.vision_layers, settings.text_layers) < 1:
        raise RecipeError("tiny_idefics3 needs at least one layer of each kind")
    return TinyIdefics3(settings)


PLUGIN = Plugin(settings=TinySettings, speed=NoSettings, build=_build)
