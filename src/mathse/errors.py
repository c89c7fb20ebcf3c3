"""Every error that mathse names, once, at the boundary that it crossed.

MathseError
├── UserError               a person's mistake or a state that a person must mend: one line, exit 2
│   ├── RecipeError         unknown key, wrong type, impossible combination
│   │   └── UnknownKey      a key that this version of mathse does not know
│   ├── SourceError         a data set that is not where, or not what, the recipe says
│   ├── EndpointError       a server that refuses the key, the model or the money, or is not there
│   └── StoreError          the recording is in use, damaged, of another version, or the disk is full
├── UnitError               one unit failed: becomes a row in `failure`, is owed again later
│   ├── PolicyError         a model or an endpoint that writes reasoning paths
│   └── JudgeError          a judge that could not be asked
├── StageIncomplete         a stage has more failed units than the recipe tolerates: exit 3
├── BudgetExceeded          the agreed cap would be passed: nothing more is sent: exit 4
└── WorkerDied              a leaf ended without finishing its stage, in a worker or not: exit 5
"""


class MathseError(Exception):
    """The root: `except MathseError` catches all that mathse itself raises."""

    exit_status = 1


class UserError(MathseError):
    """A person's mistake: shown as one line, exit status 2, never a traceback."""

    exit_status = 2


class RecipeError(UserError):
    """The recipe has an unknown key, a value of the wrong type, or values that exclude each other."""


class UnknownKey(RecipeError):
    """The recipe has a key that this version does not know: a typo, or another version's."""


class SourceError(UserError):
    """A data set that is not where, or not what, the recipe says."""


class EndpointError(UserError):
    """A server that refuses the key, the model or the money, does not start, or is not there."""


class StoreError(UserError):
    """The recording cannot be used: locked, damaged, of another schema version, or no space left."""


class UnitError(MathseError):
    """One unit of a stage failed at a named boundary; the others go on."""

    boundary = "unit"


class PolicyError(UnitError):
    """A model or an endpoint could not write a reasoning path."""

    boundary = "policy"


class JudgeError(UnitError):
    """A judge could not be asked (what it *answers*, however odd, is a verdict and no error)."""

    boundary = "judge"


class StageIncomplete(MathseError):
    """More units of a stage failed than the recipe tolerates; what was done is recorded."""

    exit_status = 3


class BudgetExceeded(MathseError):
    """The next call could pass the agreed cap; what was done is recorded."""

    exit_status = 4


class WorkerDied(MathseError):
    """A stage's leaf, or its process, ended without finishing; what it had returned is recorded."""

    exit_status = 5
