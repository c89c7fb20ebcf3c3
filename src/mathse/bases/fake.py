"""The fake base model: a file that says how skilled it is. See mathse.fakes."""

from dataclasses import dataclass
from pathlib import Path

from mathse.bounds import Share
from mathse.fakes import write_model
from mathse.roles import Context, NoSettings, Plugin


@dataclass(frozen=True, slots=True)
class FakeBaseSettings:
    """M_base."""

    skill: Share = 0.05  # 0..1; solves problems whose difficulty is below it


@dataclass(frozen=True, slots=True)
class FakeBase:
    """Writes one small file."""

    settings: FakeBaseSettings

    def make(self, out: Path) -> None:
        """Writes model.json to `out`."""
        write_model(out, {"skill": self.settings.skill, "critiques": 0})


def _build(settings: FakeBaseSettings, speed: NoSettings, context: Context) -> FakeBase:
    return FakeBase(settings)


PLUGIN = Plugin(settings=FakeBaseSettings, speed=NoSettings, build=_build, light=True)
