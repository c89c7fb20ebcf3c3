"""Plus-minus: `2 \\pm 1` is two values, `x = \\pm 3` two equations. Any value as the list that it is."""

from mathse.grading.expression import names
from mathse.grading.tokens import Tree
from mathse.grading.values import Equation, Listing, Quantity, Value


def signs(*values: Value) -> bool:
    """Whether a plus-minus sign stands in one of these."""
    return any(isinstance(v, Quantity) and has_sign(v.tree) for v in values)


def has_sign(tree: Tree) -> bool:
    if not isinstance(tree, tuple):
        return False
    if tree[0] in ("pm", "mp"):
        return True
    for part in tree[1:]:  # noqa: SIM110  a plain loop, as it runs for every formula
        if isinstance(part, tuple) and has_sign(part):
            return True
    return False


def signed(tree: Tree, *, upper: bool) -> Tree:
    if not isinstance(tree, tuple):
        return tree
    parts = tuple(signed(part, upper=upper) for part in tree[1:])
    if tree[0] in ("pm", "mp"):
        return ("+" if (tree[0] == "pm") == upper else "-", *parts)
    return (tree[0], *parts)


def spread(value: Value) -> Listing:
    """Any value as a list: plus-minus is two, anything else that is no list is one."""
    if isinstance(value, Listing):
        if any(signs(item.value if isinstance(item, Equation) else item) for item in value.items):
            items = tuple(i for item in value.items for i in spread(item).items)
            return Listing(items, value.ordered, value.bracketed)
        return value
    if isinstance(value, Equation) and value.left is not None and has_sign(value.left):
        both = (signed(value.left, upper=True), signed(value.left, upper=False))
        return Listing(tuple(Equation(b, value.right, "", value.value) for b in both), False)
    if isinstance(value, Equation) and signs(value.value):
        rights = [signed(value.right, upper=upper) for upper in (True, False)]
        if value.left is None or not value.name or not names(value.right):
            return spread(value.value)
        return Listing(
            tuple(Equation(value.left, r, value.name, Quantity(r)) for r in rights), False
        )
    if isinstance(value, Quantity) and signs(value):
        both = (signed(value.tree, upper=True), signed(value.tree, upper=False))
        return Listing(tuple(Quantity(b, None, value.percent, value.unit) for b in both), False)
    return Listing((value,), False)
