"""No diagnosis that tells the answer trains an ORM or reaches whoever repairs a path."""

import json
from pathlib import Path

from tests.run.helpers import fake
from tests.run.test_orm import ORM, critiques


def test_what_tells_the_answer_is_withheld(tmp_path: Path) -> None:
    note = tmp_path / "told"
    fake(
        tmp_path / "run",
        "teacher.use=tests.run.leaky:TEACHER",
        f"teacher.settings.note={note}",
        "judges.fake.use=tests.run.leaky:JUDGE",
        "judge.keys=['fake']",
        *ORM[:1],
        *ORM[2:],
    )
    wrong = [text for status, text, _ in critiques(tmp_path / "run/store") if status == "incorrect"]
    assert wrong
    assert all(json.loads(text)["error_analysis"] == "It does not follow." for text in wrong)
    told = [json.loads(line) for line in note.read_text().splitlines()]
    assert {leaks for leaks, *_ in told} == {True, False}  # both kinds were reflected on
    for leaks, _, analysis in told:
        assert analysis == (None if leaks else "It does not follow.")
