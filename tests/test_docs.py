"""Documents that cannot lie."""

import re
from pathlib import Path

import pytest

import recounted
from recounted import cli, errors

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), *ROOT.glob("*.md")])
VERBS = [
    *(command.name or command.callback.__name__ for command in cli.app.registered_commands if command.callback),
    *(group.name or "" for group in cli.app.registered_groups),
]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_documented(verb: str) -> None:
    """Each verb has a heading in docs/cli.md."""
    assert f"\n## recounted {verb}\n" in (DOCS / "cli.md").read_text(encoding="utf-8")


def test_only_verbs_that_exist_are_documented() -> None:
    """docs/cli.md tells of no verb that is gone."""
    told = re.findall(r"^## recounted (\S+)$", (DOCS / "cli.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(told) == sorted(VERBS)


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


def test_the_python_example_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first Python block of the README runs as it stands, beside the examples."""
    block = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)

    exec(compile(block[1], "README.md", "exec"), {})


def test_the_glossary_is_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """docs/glossary.md is what `python bench/glossary.py` writes from the vocabulary."""
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    import glossary

    assert glossary.glossary() == (DOCS / "glossary.md").read_text(encoding="utf-8")
