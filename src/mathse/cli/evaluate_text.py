"""The figures of `mathse evaluate` as a person reads them."""

from typing import Any

SHOWN = 25  # values of a tag
REASONS = 5  # rows that were left out


def text(found: dict[str, Any]) -> str:
    """The report."""
    lines = [f"{found['benchmark']}: {found['protocol']}"]
    lines.append(f"accuracy {share(found)}, n = {found['n']}{_of_what(found)}")
    unscored = found["counts"]["unscored"]
    if unscored:
        said = f"with the {unscored:,} unscored counted as wrong {share(found['unscored_wrong'])}"
        lines.append(f"  {said}, n = {found['unscored_wrong']['n']}")
    lines.append("  ".join(f"{word} {count}" for word, count in found["counts"].items()))
    if len(found["figures"]) > 1:
        lines += ["", "published figures"]
        lines += [f"  {name:<28}{figure(one)}" for name, one in found["figures"].items()]
    for tag, values in found["by"].items():
        lines += ["", f"by {tag}"]
        lines += [f"  {value:<40.40}{share(one)}, n = {one['n']}" for value, one in first(values)]
        if len(values) > SHOWN:
            lines.append(f"  ... and {len(values) - SHOWN} more: --json")
    lines += ["", *_samples(found)] if found.get("samples") else []
    lines += ["", *_contamination(found)]
    lines += _listed("unscored", found["unscored"], unscored)
    lines += _listed("left out", found.get("left_out", []))
    unread = found.get("unread", [])
    count = found["loaded"]["left_out"] if unread and "loaded" in found else len(unread)
    lines += _listed("problems that could not be read", unread, count)
    return "\n".join(lines)


def _of_what(found: dict[str, Any]) -> str:
    """Beside the figure, so that a part is not taken for the benchmark's score."""
    answered, problems = found.get("answered", 0), found.get("problems", 0)
    if answered < problems:
        return f"; {answered:,} of {problems:,} problems answered: not the whole benchmark"
    counted = sum(found["counts"].values())
    return f"; {counted:,} responses to {answered:,} problems" if counted > answered > 0 else ""


def _listed(what: str, reasons: list[str], count: int | None = None) -> list[str]:
    """How many, and the first few with their reasons. `reasons` may hold fewer than `count`."""
    whole = len(reasons) if count is None else count
    if not whole:
        return []
    shown = reasons[:REASONS]
    rest = whole - len(shown)
    lines = [f"{what}: {whole:,}", *(f"  {reason}" for reason in shown)]
    return [*lines, f"  ... and {rest:,} more: --json"] if rest > 0 else lines


def first(values: dict[str, Any]) -> list[tuple[str, Any]]:
    """The first values of a tag."""
    return list(values.items())[:SHOWN]


def share(one: dict[str, Any]) -> str:
    """ " 43.2 % (41.0 - 45.4)"."""
    low, high = one["interval"]
    return f"{100 * one['accuracy']:5.1f} % ({100 * low:.1f} - {100 * high:.1f})"


def figure(one: dict[str, Any]) -> str:
    """A published figure with what it is of."""
    if not one["share"]:
        return f"{one['value']:5.1f}, n = {one['n']}"
    if one["interval"]:
        low, high = one["interval"]
        return f"{100 * one['value']:5.1f} % ({100 * low:.1f} - {100 * high:.1f}), n = {one['n']}"
    return f"{100 * one['value']:5.1f} %, n = {one['n']}"


def _samples(found: dict[str, Any]) -> list[str]:
    drawn = found["samples"]
    n = drawn["n"]
    lines = [f"{n} paths a problem", f"  {'mean':<28}{share(drawn['mean'])}"]
    lines += [f"  {f'pass@{k}':<28}{100 * value:5.1f} %" for k, value in drawn["pass_at"].items()]
    lines.append(f"  {f'majority of {n}':<28}{share(drawn['majority'])}")
    if drawn["best_of_n"]:
        lines.append(f"  {f'ORM-weighted best of {n}':<28}{share(drawn['best_of_n'])}")
    return lines


def _contamination(found: dict[str, Any]) -> list[str]:
    known = found.get("contamination")
    if known is None:
        return ["contamination: not looked up (name the training data: --trained-on)"]
    kinds = ", ".join(f"{kind} {count}" for kind, count in known["kinds"].items())
    lines = [
        f"contamination: {known['found']} of these problems stand in the {known['looked_up']:,} of "
        f"{', '.join(known['trained_on'])}" + (f" ({kinds})" if kinds else ""),
        *(f"  {said}" for said in known["unread"]),
    ]
    if known["found"] and not known["clean"]["n"]:
        lines.append("  without them nothing is left to measure")
    elif known["found"]:
        lines.append(f"  accuracy without them {share(known['clean'])}, n = {known['clean']['n']}")
    return lines
