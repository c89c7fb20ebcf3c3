"""Calls that failed, counted by what was said: so that the line which ends a stage names the cause."""

from collections import Counter
from dataclasses import dataclass, field

MOST_REASONS = 200  # kept apart; a server that never says the same twice must not fill the memory


@dataclass(slots=True)
class Tally:
    """Of one stage's calls to one model."""

    calls: int = 0  # sent, or tried to be
    failed: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, reason: str | None) -> None:
        """One more call; None: it was answered."""
        self.calls += 1
        if reason is None:
            return
        self.failed += 1
        if reason in self.reasons or len(self.reasons) < MOST_REASONS:
            self.reasons[reason] += 1

    def words(self) -> str:
        """ "5 of 6 calls failed; most often: 500: boom", or "" where none did."""
        if not self.failed:
            return ""
        ((reason, _),) = self.reasons.most_common(1)
        return f"{self.failed} of {self.calls} calls failed; most often: {reason}"
