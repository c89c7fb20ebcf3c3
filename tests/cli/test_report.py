"""mathse report: a run as one page, whole, of what is recorded, and of texts as they are."""

import base64
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image as Picture
from tests.cli.conftest import run_fake

from mathse.cli import main
from mathse.drive import open_run
from mathse.report import Gathered, gather, page
from mathse.report.drawing import loss
from mathse.report.page import lines
from mathse.rows import Feedback, Image

ALONE = {"meta", "line", "rect", "polyline", "img", "br"}  # elements that hold no others


class Read(HTMLParser):
    """What a browser would see: the words, and whether every element is closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.said: list[str] = []
        self.names: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        if tag not in ALONE:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ALONE:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)


@pytest.fixture
def found(finished: Path) -> Gathered:
    with open_run(finished) as run:
        return gather(run, finished, examples=2)


def test_the_page_has_the_numbers_of_the_summary(finished: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    assert main(["report", str(finished), "--out", str(out)]) == 0
    read = Read(out.read_text(encoding="utf-8"))
    assert not read.open
    said = " ".join(read.said)
    summary = json.loads((finished / "summary.json").read_text())
    for stage in summary["stages"]:
        assert f"{100 * stage['accuracy']:.1f}" in said
        assert f"{stage['d_sft']:,}" in said
    for step in summary["transitions"]:
        assert f"{step['wrong_right']} / {step['right_wrong']}" in said
    assert "not finished" not in said


def test_the_page_asks_for_no_other_file(found: Gathered) -> None:
    text = page(found)
    sources = re.findall(r'(?:src|href)="([^"]{0,22})', text)
    assert sources
    assert set(sources) == {"data:image/png;base64,"}
    assert not {"script", "link", "iframe"} & Read(text).names
    assert "url(" not in text
    for data in re.findall(r'base64,([^"]+)"', text):
        Picture.open(io.BytesIO(base64.b64decode(data))).verify()


def test_examples_are_what_the_stages_answered(found: Gathered, finished: Path) -> None:
    names = [stage["name"] for stage in found.summary["stages"]]
    assert {"mended", "unsolved"} <= {one.kind for one in found.examples}
    for one in found.examples:
        right = [answer.right for answer in one.answers]
        assert [answer.stage for answer in one.answers] == names
        assert right[-1] == (one.kind == "mended")
        assert (one.kind == "unsolved") == (not any(right))
    for repair in found.repairs:
        assert repair.draft != repair.repaired
        assert repair.told is not None
    assert found.repairs


def test_a_run_that_goes_on_says_where_it_is(tmp_path: Path) -> None:
    run = run_fake(tmp_path / "run", "rounds=1", "options.reflect=never")
    saved = (run / "recipe.toml").read_text(encoding="utf-8")
    (run / "recipe.toml").write_text(saved.replace("rounds = 1", "rounds = 2"), encoding="utf-8")
    with open_run(run) as opened:
        found = gather(opened, run, examples=1)
    assert [stage["name"] for stage in found.summary["stages"]] == ["base", "distilled", "round_1"]
    assert found.owed == "round_2.sample"
    assert "next is round_2.sample" in page(found)


def test_nothing_measured_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = run_fake(tmp_path / "run", "rounds=0", "options.reflect=never")
    saved = (run / "recipe.toml").read_text(encoding="utf-8")
    other = re.sub(r"^seed = \d+$", "seed = 5", saved, count=1, flags=re.MULTILINE)
    (run / "recipe.toml").write_text(other, encoding="utf-8")
    capsys.readouterr()
    assert main(["report", str(run)]) == 2
    assert "has no evaluated stage yet" in capsys.readouterr().err


def test_texts_are_shown_as_they_are(found: Gathered, tmp_path: Path) -> None:
    """A path, a question or a name is never markup; a picture that is gone is said."""
    odd = "<script>alert(1)</script> & 'x' \"y\""
    gone = Image("0" * 64, tmp_path / "gone.png")
    example, *_ = found.examples
    problem = replace(example.problem, question=odd, options=(odd,), gold=odd, images=(gone,))
    answers = tuple(replace(answer, text=odd) for answer in example.answers)
    told = Feedback(odd, odd)
    repair = replace(found.repairs[0], problem=problem, draft=odd, told=told, repaired=odd)
    changed = replace(
        found,
        name=odd,
        examples=(replace(example, problem=problem, answers=answers),),
        repairs=(repair,),
    )
    text = page(changed)
    read = Read(text)
    assert "script" not in read.names
    said = "".join(read.said)
    assert said.count(odd) >= 8
    assert "the picture gone.png cannot be read" in said


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("", []),
        ("12", ["12"]),
        (
            "Step 1: 2 + 3 = 5. Step 2: 5 * 2 = 10. The answer to this problem is 10.",
            ["Step 1: 2 + 3 = 5.", "Step 2: 5 * 2 = 10.", "The answer to this problem is 10."],
        ),
        ("First.\n\nThen 5.", ["First.", "Then 5."]),
        ("the Step 2: here", ["the", "Step 2: here"]),
    ],
)
def test_a_step_is_a_line(text: str, steps: list[str]) -> None:
    assert lines(text) == steps


def test_a_loss_that_is_no_number_is_left_out() -> None:
    assert "nan" not in loss([(1, 2.0), (2, float("nan")), (3, float("inf")), (4, 1.0)])
    assert "<svg" in loss([(1, float("nan")), (2, float("nan"))])
