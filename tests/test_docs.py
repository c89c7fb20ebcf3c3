"""What the documents say is run: every `mathse ...` line of README, docs/ and the commands' own help.

Each line must parse. Each is then run, page by page, in a folder that holds the files below and the
runs that README's lines made; but for those that take minutes or need data of one's own, which are
named with the reason.
"""

import argparse
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from mathse.cli import build_parser, main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

NOT_RUN = {
    r"figures (pretrain|card|scan)": "minutes to hours",
    r"sources check": "needs a data set",
    r"^mathse ping": "needs a server: tests/endpoints/test_ping.py has one",
    r"^mathse evaluate": "needs a model and a benchmark: tests/measure/test_evaluate.py has both",
    r"^mathse import": "needs what a person has: tests/importing/test_import.py has it",
    r"^mathse export runs/quickstart": "needs a run of minutes: tests/exporting/test_export.py has one",
    r"^mathse run recipes/study\.toml": "hours: tests/study/test_study.py has one of the fake cast",
    r"--run-dir runs/my$": "goes on after an import",
    r"^mathse solve": "needs a model: tests/cli/test_solve.py has one",
}

ANSWERS = [
    {"gold": "3/4", "response": "The answer to this problem is 0.75."},
    {"gold": "B", "options": ["5", "6"], "response": "So x = 6."},
]


class Line(NamedTuple):
    """A command as it is written, and where."""

    where: str
    text: str

    @property
    def words(self) -> list[str]:
        """The arguments of `mathse`, up to a pipe; without those in brackets."""
        words = shlex.split(re.sub(r"\[[^\]]*\]", "", self.text), comments=True)
        return words[1 : words.index("|") if "|" in words else None]


def of_pages() -> Iterator[Line]:
    """The lines of code blocks, indented or fenced, that begin with `mathse`."""
    for page in PAGES:
        fenced = False
        text = page.read_text(encoding="utf-8").replace("\\\n", " ")
        for line in text.splitlines():
            fenced ^= line.startswith("```")
            if (fenced or line.startswith("    ")) and re.match(r"\s*(\$ )?mathse ", line):
                yield Line(page.name, re.sub(r"^\s*(\$ )?", "", line))


def of_help(parser: argparse.ArgumentParser) -> Iterator[Line]:
    """The examples at the end of each command's help."""
    for line in (parser.epilog or "").replace("\\\n", " ").splitlines():
        if found := re.search(r"\bmathse .*", line):
            yield Line(f"{parser.prog} --help", found[0])
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for part in action.choices.values():
                yield from of_help(part)


LINES = list(dict.fromkeys([*of_pages(), *of_help(build_parser())]))


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.where}: {line.text}")
def test_every_documented_command_parses(line: Line) -> None:
    build_parser().parse_args(line.words)


@pytest.mark.parametrize(
    "line", [line for line in LINES if "[--" in line.text], ids=lambda line: line.text
)
def test_options_in_brackets_exist(line: Line) -> None:
    named = {word for part in re.findall(r"\[([^\]]*)\]", line.text) for word in part.split()}
    parser = build_parser()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            parser = action.choices[line.words[0]]
    assert {word for word in named if word.startswith("--")} <= set(parser._option_string_actions)


def reason_not_to_run(line: Line) -> str | None:
    return next((why for what, why in NOT_RUN.items() if re.search(what, line.text)), None)


def test_every_reason_is_needed_and_true() -> None:
    for what, why in NOT_RUN.items():
        assert any(re.search(what, line.text) for line in LINES), f"{what} stands in no document"
        for test in re.findall(r"tests/[\w/]+\.py", why):
            assert (ROOT / test).is_file(), f"there is no {test}"


def test_documented_commands_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    runs = tmp_path / "runs"
    runs.mkdir()
    done: set[tuple[str, ...]] = set()
    for line in LINES:
        words = tuple(line.words)
        if reason_not_to_run(line) or words in done:
            continue
        done.add(words)
        monkeypatch.chdir(folder_of(line, tmp_path, runs))
        status = run(line)
        assert status == 0, f"{line.where}: {line.text}\n{capfd.readouterr().err}"
    assert done


def folder_of(line: Line, parent: Path, runs: Path) -> Path:
    """Where the lines of a page are run."""
    folder = parent / re.sub(r"\W", "_", line.where)
    if not folder.is_dir():
        folder.mkdir()
        (folder / "runs").symlink_to(runs)
        answers = "".join(json.dumps(row) + "\n" for row in ANSWERS)
        (folder / "answers.jsonl").write_text(answers, encoding="utf-8")
        for name, text in recipes_of(line.where):
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def recipes_of(page: str) -> list[tuple[str, str]]:
    """The TOML blocks of a page that begin with their file's name: `# mine.toml`."""
    text = next((p.read_text(encoding="utf-8") for p in PAGES if p.name == page), "")
    return re.findall(r"^```toml\n# (\w+\.toml)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def run(line: Line) -> int:
    """The exit status; a line with a pipe goes through a shell."""
    if "|" not in shlex.split(line.text, comments=True):
        return main(line.words)
    shim = f'mathse() {{ {shlex.quote(sys.executable)} -m mathse "$@"; }}; set -o pipefail; '
    return subprocess.run(["bash", "-c", shim + line.text], timeout=120, check=False).returncode


@pytest.mark.parametrize(
    "page", [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"], ids=lambda page: page.name
)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    dead = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert not dead


def test_the_final_checkpoint_loads_as_the_readme_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """README's Python block, on a model made as a recipe makes it."""
    from mathse.plugins import find
    from mathse.roles import Context

    monkeypatch.chdir(tmp_path)
    plugin = find("base", "tiny_idefics3")
    plugin.build(plugin.settings(), plugin.speed(), Context(model=None)).make(tmp_path / "model")
    assert main(["figures", "sheet", "figures.png"]) == 0
    capsys.readouterr()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```python\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    exec(compile(block, "README.md", "exec"), {"folder": str(tmp_path / "model")})
    assert "What is the area?" in capsys.readouterr().out
