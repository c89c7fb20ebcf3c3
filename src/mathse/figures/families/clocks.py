"""Two clocks: the time some minutes later, and how long it is from one to the other.

The hands are for people; the time stands below each clock in figures. Answers are times.
"""

from collections.abc import Mapping
from math import cos, pi, sin
from random import Random

from mathse.figures.canvas import Canvas
from mathse.figures.families.common import colours, make_scene
from mathse.figures.plan import Mistaken, Plan, Rule
from mathse.figures.scene import Scene

HOUR, MINUTE, LAST_HOUR, LAST_MINUTE = NAMES = (
    *("start hour", "start minute"),
    *("end hour", "end minute"),
)


class Clocks:
    name = "clocks"
    topic = "time: clocks"
    quickstart = False
    transfer = False

    def scene(self, rng: Random, level: int) -> Scene:
        hour = rng.randint(1, 9)
        minute = rng.randint(10, 40) if level != 3 else rng.randint(35, 55)
        later = hour if level == 2 else rng.randint(hour + 1, 11)
        last = rng.randint(minute + 1, 59)
        return make_scene(
            self.name, level, rng, list(zip(NAMES, (hour, minute, later, last), strict=True))
        )

    def givens(self, rng: Random, scene: Scene) -> Mapping[str, int]:
        minute = scene.number(MINUTE)
        if scene.level != 3:
            return {"minutes": rng.randint(3, 59 - minute)}
        return {"minutes": rng.randint(70 - minute, 55)}  # past the hour, by 10 minutes or more

    def plans(self, scene: Scene, givens: Mapping[str, int]) -> tuple[Plan, ...]:
        plans = [self._later(scene, givens["minutes"])]
        minutes = Rule("minutes", "-", (LAST_MINUTE, MINUTE))
        if scene.number(HOUR) == scene.number(LAST_HOUR):
            reads = (MINUTE, LAST_MINUTE)
            asked = ("How many minutes is it from start to end?", "How long does it take?")
            wrong = Mistaken((Rule("minutes", "+", (LAST_MINUTE, MINUTE)),))
            goal = "the minutes from start to end"
            short = Plan("short", 2, goal, asked, reads, (minutes,), "{minutes}", mistaken=(wrong,))
            return (*plans, short)
        hours = Rule("hours", "-", (LAST_HOUR, HOUR))
        full = Rule("product", "*", ("hours", 60))
        total = Rule("total", "+", ("product", "minutes"))
        return (
            *plans,
            Plan(
                *("long", 4, "the minutes from start to end"),
                ("How many minutes is it from start to end?", "How many minutes does it take?"),
                *(NAMES, (hours, full, minutes, total), "{total}"),
                mistaken=(Mistaken((hours, replace_sixty(full), minutes, total)),),
                others=((minutes, hours, full, total),),
            ),
            Plan(
                *("hours", 4, "the full hours from start to end"),
                (
                    "How many full hours is it from start to end?",
                    "How many full hours does it take?",
                ),
                *((HOUR, LAST_HOUR), (hours,), "{hours}"),
            ),
        )

    def _later(self, scene: Scene, minutes: int) -> Plan:
        goal = f"the time {minutes} minutes after the start"
        later = f"What time is it {minutes} minutes after the start?"
        asked = (later, f"It takes {minutes} minutes from the start. When is it over?")
        reads = (HOUR, MINUTE)
        if scene.number(MINUTE) + minutes < 60:
            rules = (Rule("minute", "+", (MINUTE, "minutes")),)
            level = scene.level if scene.level < 3 else 1
            return Plan("later", level, goal, asked, reads, rules, "{start_hour}:{minute}")
        total, minute = Rule("sum", "+", (MINUTE, "minutes")), Rule("minute", "-", ("sum", 60))
        hour = Rule("hour", "+", (HOUR, 1))
        wrong = (total, Rule("minute", "-", ("sum", 50)), hour)
        return Plan(
            *("past the hour", 3, goal, asked, reads, (total, minute, hour), "{hour}:{minute}"),
            mistaken=(Mistaken(wrong),),
            others=((hour, total, minute),),
        )

    def draw(self, scene: Scene, canvas: Canvas) -> None:
        for column, x, name in ((0, 28.0, "start"), (7, 84.0, "end")):
            fill, stroke = colours(scene, column)
            hour, minute = scene.number(f"{name} hour"), scene.number(f"{name} minute")
            canvas.ellipse((x, 52), (25, 25), fill=fill, stroke=stroke)
            for tick in range(12):
                inner, outer = _on_face(x, tick / 12, 21), _on_face(x, tick / 12, 23)
                canvas.line([inner, outer], colour=stroke, width=1)
            canvas.line([(x, 52), _on_face(x, (hour + minute / 60) / 12, 12)], width=2)
            canvas.line([(x, 52), _on_face(x, minute / 60, 19)], width=1)
            canvas.label(column + 1, 0, name, colour=stroke)
            canvas.label(column + (2 if hour < 10 else 1), 5, f"{hour}:{minute}")


def replace_sixty(rule: Rule) -> Rule:
    """An hour taken for 100 minutes."""
    return Rule(
        rule.name, rule.operation, tuple(100 if term == 60 else term for term in rule.terms)
    )


def _on_face(x: float, turn: float, radius: float) -> tuple[float, float]:
    """A point of the clock face, `turn` of the way round from twelve."""
    return x + radius * sin(2 * pi * turn), 52 - radius * cos(2 * pi * turn)
