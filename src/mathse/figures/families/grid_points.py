"""Points on a grid: distances along the axes, midpoints, moves; answers are numbers and pairs."""

from collections.abc import Mapping
from random import Random

from mathse.figures.canvas import GRID, Canvas
from mathse.figures.families.common import colours, make_scene
from mathse.figures.plan import Mistaken, Plan, Rule
from mathse.figures.scene import Scene

AX, AY, BX, BY = NAMES = ("x of A", "y of A", "x of B", "y of B")
LARGEST = 9


class GridPoints:
    name = "grid points"
    topic = "coordinates: points on a grid"
    quickstart = True
    transfer = False

    def scene(self, rng: Random, level: int) -> Scene:
        ax, ay = rng.randint(0, 4), rng.randint(0, LARGEST)
        bx = rng.randint(ax + 1, LARGEST)
        by = rng.choice([y for y in range(LARGEST + 1) if y != ay])
        if level == 3:  # the midpoint is to have whole coordinates
            bx = rng.choice([x for x in range(ax + 1, LARGEST + 1) if (x + ax) % 2 == 0])
            by = rng.choice([y for y in range(LARGEST + 1) if y != ay and (y + ay) % 2 == 0])
        return make_scene(self.name, level, rng, list(zip(NAMES, (ax, ay, bx, by), strict=True)))

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        if scene.level != 2:
            return {}
        return {"right": rng.randint(1, 9), "up": rng.randint(1, 9)}

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        across = Rule("across", "-", (BX, AX))
        upper, lower = (AY, BY) if scene.number(AY) > scene.number(BY) else (BY, AY)
        rise = Rule("rise", "-", (upper, lower))
        plans = [self._distance("across", across, (AX, BX)), self._distance("rise", rise, (AY, BY))]
        x_sum, y_sum = Rule("x sum", "+", (AX, BX)), Rule("y sum", "+", (AY, BY))
        if (
            (scene.number(AX) + scene.number(BX)) % 2
            == (scene.number(AY) + scene.number(BY)) % 2
            == 0
        ):
            x, y = Rule("x", "/", ("x sum", 2)), Rule("y", "/", ("y sum", 2))
            middle = ("What is the midpoint of A and B?", "Which point is halfway from A to B?")
            wrong = (across, Rule("x", "/", ("across", 2)), y_sum, y)
            plans.append(
                Plan(
                    *(
                        "midpoint",
                        3,
                        "the midpoint",
                        middle,
                        NAMES,
                        (x_sum, x, y_sum, y),
                        "({x}, {y})",
                    ),
                    mistaken=(Mistaken(wrong),),
                    others=((x_sum, y_sum, x, y),),
                )
            )
        sides = ("across", "rise")
        area: tuple[str, ...] = (
            "A and B are corners of a rectangle along the grid. What is its area?",
        )
        area += ("Find the area of the rectangle with corners A and B.",)
        corners = (across, rise, Rule("area", "*", sides))
        plans.append(
            Plan(
                *("corners", 4, "the area of the rectangle", area, NAMES, corners, "{area}"),
                mistaken=(Mistaken((across, rise, Rule("area", "+", sides))),),
                others=((rise, *corners[::2]),),
            )
        )
        if givens:
            plans.append(self._move(givens))
        return tuple(plans)

    def _distance(self, kind: str, rule: Rule, reads: tuple[str, str]) -> Plan:
        direction = "right" if kind == "across" else "up or down"
        goal = "the distance across" if kind == "across" else "the rise"
        phrasings = (
            f"How far {direction} is B from A?",
            f"Going along the grid, how many steps {direction} is it from A to B?",
        )
        mistaken = (Mistaken((Rule(rule.name, "+", rule.terms),)),)
        return Plan(kind, 1, goal, phrasings, reads, (rule,), f"{{{kind}}}", mistaken=mistaken)

    def _move(self, givens: Mapping[str, int]) -> Plan:
        right, up = givens["right"], givens["up"]
        x, y = Rule("x", "+", (AX, "right")), Rule("y", "+", (AY, "up"))
        swapped = (Rule("x", "+", (AX, "up")), Rule("y", "+", (AY, "right")))
        phrasings = (
            f"A moves {right} to the right and {up} up. Where is it then?",
            f"Which point is {right} to the right of A and {up} up?",
        )
        return Plan(
            *("move", 2, f"the point {right} right and {up} up of A", phrasings, (AX, AY)),
            *((x, y), "({x}, {y})"),
            mistaken=(Mistaken(swapped),) if right != up else (),
            others=((y, x),),
        )

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        unit, left, bottom = 11.0, 6.0, 106.0
        for step in range(LARGEST + 1):
            along = step * unit
            heavy = step == 0
            colour, width = ("#8795a5", 1.5) if heavy else (GRID, 1.0)
            canvas.line(
                [(left + along, bottom), (left + along, bottom - 9 * unit)],
                colour=colour,
                width=width,
            )
            canvas.line(
                [(left, bottom - along), (left + 9 * unit, bottom - along)],
                colour=colour,
                width=width,
            )
        taken: set[tuple[int, int]] = set()
        places = {}
        for point in "AB":
            x, y = scene.number(f"x of {point}"), scene.number(f"y of {point}")
            places[point] = (left + x * unit, bottom - y * unit)
            taken |= _cells_of_dot(*places[point])
        for offset, point in enumerate("AB"):
            px, py = places[point]
            _, stroke = colours(scene, 2 * offset)
            canvas.dot((px, py), colour=stroke, radius=3)
            x, y = scene.number(f"x of {point}"), scene.number(f"y of {point}")
            text = f"{point}({x},{y})"
            column, row = _free_place(px, py, len(text), taken)
            taken |= {(column + at, row) for at in range(len(text))}
            canvas.label(column, row, text, colour=stroke)


def _cells_of_dot(x: float, y: float, radius: int = 4) -> set[tuple[int, int]]:
    return {
        (int((x + across) // 8), int((y + down) // 16))
        for across in (-radius, radius)
        for down in (-radius, radius)
    }


def _free_place(x: float, y: float, length: int, taken: set[tuple[int, int]]) -> tuple[int, int]:
    """The cells nearest to the point where a label covers neither a dot nor another label."""

    def distance(place: tuple[int, int]) -> float:
        column, row = place
        return abs((column + length / 2) * 8 - x) + 1.5 * abs(row * 16 + 8 - y)

    free = (
        (column, row)
        for column in range(0, 15 - length, 2)
        for row in range(7)
        if not {(column + at, row) for at in range(length)} & taken
    )
    return min(free, key=distance)
