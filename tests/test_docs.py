"""Documents that cannot lie."""

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

import recounted
from recounted import cli, errors

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), *ROOT.glob("*.md")])
#: Pages that are done from their first line to their last: test_walkthroughs.py does so.
WALKS = {DOCS / "tutorial.md", *DOCS.glob("how-to-*.md")}
VERBS = [
    *(command.name or command.callback.__name__ for command in cli.app.registered_commands if command.callback),
    *(group.name or "" for group in cli.app.registered_groups),
]


def python_blocks() -> Iterator[tuple[str, str]]:
    """Each page with Python in it, and each of its blocks."""
    for page in PAGES:
        blocks = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
        yield from ((page.name, block) for block in blocks)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_documented(verb: str) -> None:
    """Each verb has a heading in docs/cli.md."""
    assert f"\n## recounted {verb}\n" in (DOCS / "cli.md").read_text(encoding="utf-8")


def test_only_verbs_that_exist_are_documented() -> None:
    """docs/cli.md tells of no verb that is gone."""
    told = re.findall(r"^## recounted (\S+)$", (DOCS / "cli.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(told) == sorted(VERBS)


def test_every_option_is_documented(monkeypatch: pytest.MonkeyPatch) -> None:
    """docs/cli.md names every option of every verb that `--help` shows."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import reference

    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    shown = {
        option: verb
        for verb, command in reference.verbs(typer.main.get_command(cli.app))
        for one in command.params
        if not getattr(one, "hidden", False)
        for option in one.opts
        if option.startswith("--")
    }

    assert len(shown) > 30
    assert [f"{shown[option]} {option}" for option in shown if not re.search(rf"{option}(?![\w-])", page)] == []


@pytest.mark.parametrize("name", recounted.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    """Each public name exists, has a docstring, and stands in docs/api.md."""
    assert (getattr(recounted, name).__doc__ or "").strip()
    assert f"`{name}" in (DOCS / "api.md").read_text(encoding="utf-8")


def test_every_error_says_what_it_is() -> None:
    """Each error class stands in the tree of the errors' docstring."""
    own = [name for name, value in vars(errors).items() if isinstance(value, type)]

    assert [name for name in own if name not in (errors.RecountedError.__doc__ or "")] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """A link to a file of the project leads to a file that exists."""
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths_that_pages_name_exist(page: Path) -> None:
    """A file that a page names with its path is there."""
    named = re.findall(r"`((?:src|tests|bench|docs|examples|data)/[\w./*-]+)`", page.read_text(encoding="utf-8"))
    named = [name for name in named if "/xx/" not in name]  # stands for any language
    roots = (ROOT, ROOT / "src" / "recounted")

    assert [name for name in named if not any(list(root.glob(name)) or (root / name).exists() for root in roots)] == []


def test_the_readme_gives_the_two_commands() -> None:
    """The README names `make demo` and `make test`, and CI runs the latter."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert "make demo" in readme
    assert "make test" in readme
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize(("page", "block"), list(python_blocks()), ids=lambda value: value.split("\n")[0])
def test_the_python_of_pages_runs(page: str, block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every Python block of a page runs as it stands, beside the examples."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)

    exec(compile(block, page, "exec"), {})


def console_lines(page: Path) -> list[str]:
    """The lines that call the program, in the console blocks of a page."""
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    return [line for block in blocks for line in re.findall(r"^\$ (recounted .*)$", block, re.MULTILINE)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the pages speak of, and a ledger of them."""
    folder, examples = tmp_path_factory.mktemp("desk"), ROOT / "examples"
    (folder / "my-reports").mkdir()
    for path in examples.glob("*ganja*.txt"):
        shutil.copy(path, folder / "my-reports")
    shutil.copy(examples / "2020-10-17-ganja-meridian-wire.html", folder / "page.html")
    shutil.copy(examples / "2020-10-02-martuni-highland-radio.txt", folder / "report.txt")
    shutil.copy(examples / "briefs.jsonl", folder / "wires.jsonl")
    table = re.findall(r"```csv\n(.*?)```", (DOCS / "write-a-rule.md").read_text(encoding="utf-8"), re.DOTALL)
    with recounted.Ledger(str(folder / "recounted.db")) as ledger:
        recounted.read_into(ledger, [str(path) for path in folder.iterdir() if path.suffix != ".db"], cores=1)
        recounted.settle(ledger)
    (folder / "my-groups.csv").write_text(table[0], encoding="utf-8")
    return folder


def filled(line: str) -> Iterator[str]:
    """The words of a line that a shell would pass on, with ids of the ledger of this folder for ID and CLAIM."""
    with recounted.Ledger("recounted.db") as ledger:
        claims, incident = (claim.id for claim in ledger.claims()), next(iter(ledger.incidents())).id
        for word in shlex.split(line, comments=True)[1:]:
            if "*" in word:
                yield from map(str, sorted(Path().glob(word)))
            else:
                yield {"ID": incident}.get(word) or (next(claims) if word == "CLAIM" else word)


#: Verbs in lines that are not typed here, and why.
ELSEWHERE = {
    "import": "needs a dump of places that is not ours to ship",
    "serve": "serves until it is stopped; tests/web does that",
    "users": "asks for a password; tests/test_cli_users.py types one",
}


@pytest.mark.parametrize("line", [line for page in PAGES if page not in WALKS for line in console_lines(page)])
def test_what_pages_say_to_type_can_be_typed(line: str, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line of a console block that calls the program does its work."""
    if verb := next((verb for verb in ELSEWHERE if verb in line), None):
        pytest.skip(ELSEWHERE[verb])
    monkeypatch.chdir(desk)
    done = CliRunner().invoke(cli.app, list(filled(line)))

    assert (0, None) == (done.exit_code, done.exception), done.output
    assert done.output.strip()
    if "jsonl" in shlex.split(line)[-1:]:
        assert all(json.loads(told) for told in done.stdout.splitlines())


def test_the_readme_shows_what_the_demo_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    """The block of the README is what reading the examples prints: `python bench/readme.py` writes it."""
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    import readme

    assert readme.page() == (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_glossary_is_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """docs/glossary.md is what `python bench/glossary.py` writes from the vocabulary."""
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    import glossary

    assert glossary.glossary() == (DOCS / "glossary.md").read_text(encoding="utf-8")
