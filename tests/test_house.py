"""The house rules of CONTRIBUTING.md that no linter knows: sizes, docstrings, types, imports, documents."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(
    p for folder in ("src", "tests", "benchmarks") for p in (ROOT / folder).rglob("*.py")
)
SOURCES = [path for path in FILES if path.is_relative_to(ROOT / "src")]
LINES, FUNCTION_LINES = 300, 60
HEAVY = ("torch", "transformers", "trl", "peft", "accelerate", "openai", "datasets", "pyarrow",
         "matplotlib", "sympy", "scipy", "ray", "safetensors", "tokenizers")  # fmt: skip

Function = ast.FunctionDef | ast.AsyncFunctionDef


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_files_are_short() -> None:
    sizes = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    long = {name: size for name, size in sizes.items() if size > LINES}
    assert not long, f"more than {LINES} lines: {long}"


def test_functions_are_short() -> None:
    long = {
        f"{named(path)}:{function.name}": length(function)
        for path in FILES
        for function in functions(path)
        if length(function) > FUNCTION_LINES
    }
    assert not long, f"more than {FUNCTION_LINES} lines: {long}"


def test_every_module_says_what_it_is() -> None:
    silent = [
        named(path) for path in FILES if path.stat().st_size and not ast.get_docstring(tree(path))
    ]
    assert not silent


def test_every_function_is_typed() -> None:
    untyped = [
        f"{named(path)}:{function.lineno} {function.name}"
        for path in FILES
        for function in functions(path)
        if function.returns is None or any(missing(function))
    ]
    assert not untyped


def missing(function: Function) -> Iterator[bool]:
    """For each argument whether its type is missing; self and cls have theirs from the class."""
    spec = function.args
    every = [*spec.posonlyargs, *spec.args, *spec.kwonlyargs, spec.vararg, spec.kwarg]
    for argument in every:
        if argument is not None and argument.arg not in ("self", "cls"):
            yield argument.annotation is None


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{named(path)}:{node.lineno}"
        for path in SOURCES
        if not path.is_relative_to(ROOT / "src/mathse/cli")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert not printing


def test_engines_are_imported_inside_functions() -> None:
    early = [
        f"{named(path)}:{node.lineno}"
        for path in SOURCES
        for node in outside_functions(tree(path))
        if set(roots(node)) & set(HEAVY)
    ]
    assert not early


def outside_functions(module: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """The imports that run when the module is imported (not those for type checkers alone)."""
    waiting: list[ast.AST] = [module]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif not isinstance(node, Function) and not for_types(node):
            waiting += ast.iter_child_nodes(node)


def for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def roots(node: ast.Import | ast.ImportFrom) -> list[str]:
    """The top packages that an import statement names."""
    names = (
        [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
    )
    return [name.partition(".")[0] for name in names]


def test_imports_run_downward_only() -> None:
    """The contracts of .importlinter."""
    from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

    assert lint_imports(config_filename=str(ROOT / ".importlinter")) == EXIT_STATUS_SUCCESS


def test_only_figures_leaves_know_the_figures() -> None:
    """The built-in world stands behind the same doors as any other data, teacher and judge."""
    leaves = [
        ROOT / "src/mathse" / name
        for name in ("sources", "policies", "judges", "trainers", "bases")
    ]
    knowing = [
        named(path)
        for folder in leaves
        for path in folder.rglob("*.py")
        if not path.name.startswith("figures")
        and path.name != "tiny_idefics3.py"  # borrows the tokenizer that needs no download
        and "mathse.figures" in path.read_text(encoding="utf-8")
    ]
    assert not knowing


@pytest.mark.parametrize(
    "code",
    [
        "from mathse.cli import main; main(['--help'])",
        "import mathse.grading",
        "import mathse.sources.jsonl, mathse.sources.mathvision",
        "import mathse.store.read, mathse.evaluation.statistics, mathse.chat",
    ],
)  # fmt: skip
def test_starts_without_engines(code: str) -> None:
    """`mathse --help`, grading, sources and reading a run start fast: no engine is imported."""
    check = f"""
import sys
try:
    {code}
except SystemExit:
    pass
print("loaded:", *sorted({set(HEAVY)!r} & set(sys.modules)))
"""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True,
                          env=environment, timeout=60, check=True)  # fmt: skip
    assert done.stdout.splitlines()[-1] == "loaded:"


def test_every_room_is_in_the_order_of_imports_and_in_the_architecture() -> None:
    rooms = {
        path.stem
        for path in (ROOT / "src" / "mathse").iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").is_file())
        and not path.stem.startswith("__")
    }
    order = (ROOT / ".importlinter").read_text(encoding="utf-8").partition("layers =\n")[2]
    layers = order.partition("\n\n")[0]
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert rooms <= set(re.findall(r"\w+", layers))
    assert rooms <= set(re.findall(r"`(\w+)`", page.partition("## The rooms")[2]))


def test_every_file_of_the_package_is_installed_with_it() -> None:
    """setuptools leaves out what no pattern names: a picture, a schema, a model."""
    import tomllib

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    patterns = settings["setuptools"]["package-data"]["mathse"]
    package = ROOT / "src" / "mathse"
    files = {
        path
        for path in package.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc") and not path.name.startswith(".")
    }
    assert not files - {path for pattern in patterns for path in package.glob(pattern)}


def documents() -> str:
    """README and docs, as one text."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def test_every_command_is_documented_and_ends_its_help_with_an_example() -> None:
    import argparse

    from mathse.cli import build_parser

    parser = build_parser()
    actions = parser._subparsers._group_actions if parser._subparsers else []
    text = documents()
    for action in actions:
        assert isinstance(action, argparse._SubParsersAction)
        for name, command in action.choices.items():
            assert f"mathse {name}" in text, f"`mathse {name}` stands in no document"
            last = command.format_help().rstrip().splitlines()[-1].strip()
            assert re.search(rf"mathse {name}", last), f"`mathse {name} --help` lacks an example"
