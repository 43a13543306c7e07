"""The architecture as a test: layers, sizes, docstrings."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "recounted"

#: From the floor up. A module imports from lower layers only, or from its own folder.
LAYERS = [
    {"errors", "markup"},
    {"model", "engine", "words", "frames"},
    {"evidence", "patterns", "gazetteer", "database", "decisions", "weights", "scoring", "fetching", "given"},
    {"lexicon", "data", "versions"},
    {"casing"},
    {"prose"},
    {"numbers", "countries"},
    {"readers", "finders", "claims", "totals", "copies", "likeness", "estimates", "tallies", "ledger"},
    {"incidents", "extractors"},
    {"exporters", "gold"},
    {"flow"},
    {"web", "watching", "spark"},
    {"cli"},
]

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.stem != "__init__" or path.parent != PACKAGE)
FUNCTION, PARAMETERS, FILE = 40, 6, 400


def name_of(path: Path) -> str:
    """A module's dotted name inside the package."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def floor_of(module: str) -> int:
    """The layer, counted from the floor, of a module such as `finders.times`."""
    return next((level for level, names in enumerate(LAYERS) if module.split(".", maxsplit=1)[0] in names), -1)


def imports() -> Iterator[tuple[str, str]]:
    """Every (importing, imported) pair of modules of the package."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("recounted"):
                rest = node.module.removeprefix("recounted").removeprefix(".")
                yield from ((name_of(path), rest or alias.name) for alias in node.names)


def upward(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """The imports that do not go down to a lower layer, or stay inside one folder."""
    return [f"{a} imports {b}" for a, b in pairs if floor_of(b) >= floor_of(a) and a.split(".")[0] != b.split(".")[0]]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_has_its_layer(path: Path) -> None:
    """A new module is given a layer here, so that its place is a decision."""
    assert floor_of(name_of(path)) >= 0


def test_imports_only_go_down() -> None:
    """A module knows only what lies below it, or in its own folder; the rule itself can tell."""
    assert upward([("model", "ledger"), ("cli", "flow"), ("finders.times", "numbers")]) == ["model imports ledger"]
    assert upward(imports()) == []


@pytest.mark.parametrize(
    "path", [*MODULES, *sorted(ROOT.glob("bench/*.py")), *sorted(ROOT.glob("tools/*.py"))], ids=lambda path: path.stem
)
def test_files_and_functions_keep_their_bounds(path: Path) -> None:
    """A file has 400 lines, a function 40 lines and six parameters at most; beyond, it holds two things."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE
    for function in functions(path):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        arguments = function.args.posonlyargs + function.args.args + function.args.kwonlyargs
        assert length <= FUNCTION, f"{function.name} has {length} lines"
        assert len([a for a in arguments if a.arg != "self"]) <= PARAMETERS or path.parent.name == "cli", function.name


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_prints_or_exits(path: Path) -> None:
    """Only the command line talks and ends the program."""
    if name_of(path).split(".")[0] == "cli":
        return
    calls = [
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert not {"print", "input", "exit"} & set(calls)
