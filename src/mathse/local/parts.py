"""Which part of a vision-language model is its eye: what `freeze` and LoRA go by."""

from typing import Any, Literal

from mathse.errors import RecipeError

TOWERS = ("visual", "vision_model", "vision_tower")
CONNECTORS = ("connector", "multi_modal_projector")
Freeze = Literal["tower", "vision", "nothing"]


def frozen_names(model: Any, freeze: Freeze) -> list[str]:
    """The modules that do not learn, by their full names. Raises RecipeError where none is known."""
    if freeze == "nothing":
        return []
    named = dict(model.named_modules())
    towers = [name for name in named if name.rpartition(".")[2] in TOWERS]
    if not towers:
        raise RecipeError(
            f"cannot tell which part of {type(model).__name__} is its vision tower; "
            'set the trainer\'s freeze = "nothing"'
        )
    outermost = [name for name in towers if not any(name.startswith(f"{t}.") for t in towers)]
    if freeze == "vision":
        outermost += [name for name in named if name.rpartition(".")[2] in CONNECTORS]
    return outermost


def freeze_parts(model: Any, freeze: Freeze) -> list[str]:
    """Takes the gradient from these parts; returns their names."""
    names = frozen_names(model, freeze)
    for name in names:
        model.get_submodule(name).requires_grad_(False)
    return names
