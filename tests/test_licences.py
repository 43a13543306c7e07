"""The licences of what the program runs on."""

import re
from types import ModuleType

import pytest

from test_docs import DOCS, ROOT


@pytest.fixture
def licences(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The tool that writes the page."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import licences

    return licences


def test_every_dependency_goes_with_our_licence_and_is_listed(licences: ModuleType) -> None:
    """What is installed for users may be used by a program under Apache-2.0, and stands on the page with its licence."""
    page = (DOCS / "licences.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| ([\w.-]+) \| (.+) \|$", page, re.MULTILINE))
    found = {name: licences.licence(one) for name, one in licences.needed().items()}

    assert {name: said for name, said in found.items() if not licences.compatible(said)} == {}
    assert found.keys() - listed.keys() == set()


@pytest.mark.parametrize(
    ("expression", "may"),
    [
        ("MIT", True),
        ("Apache-2.0 AND CNRI-Python", True),
        ("MPL-2.0", True),
        ("LGPL-3.0-only", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("(MIT OR GPL-3.0-only)", True),
        ("GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("MIT AND GPL-2.0-only", False),
        ("unknown", False),
        ("", False),
    ],
)
def test_which_licences_do(licences: ModuleType, expression: str, may: bool) -> None:
    """Of alternatives one must do, of what holds together all; what is not known does not."""
    assert licences.compatible(expression) is may


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("GNU Lesser General Public License v3 (LGPLv3)", "LGPL"),
        ("GNU General Public License v2 (GPLv2)", "GPL"),
        ("Apache Software License", "Apache-2.0"),
        ("The 3-Clause BSD", "BSD"),
        ("as is", None),
    ],
)
def test_words_have_names(licences: ModuleType, words: str, name: str | None) -> None:
    """A licence that metadata tell in words has a name; the lesser GPL is told from the GPL."""
    assert licences.spdx(words) == name
