"""The list of parts that `make release` writes, here of the environment that the tests run in."""

import json
import sys
from types import ModuleType
from typing import Any

import pytest

pytest.importorskip("cyclonedx_py", reason="the list of parts needs recounted[dev]")

from test_docs import ROOT


@pytest.fixture(scope="module")
def sbom() -> ModuleType:
    """The tool that writes the list."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "tools"))
        import sbom

        return sbom


@pytest.fixture(scope="module")
def raw(sbom: ModuleType) -> str:
    """The list of this environment."""
    return str(sbom.listed(sys.executable))


def test_the_list_is_cyclonedx_with_all_that_users_install(sbom: ModuleType, raw: str) -> None:
    """The format's own validator takes it; each package stands with the version that is installed and a licence."""
    needed = sbom.licences.needed()

    assert {"msgspec", "sqlalchemy", "litestar", "pypdf"} <= needed.keys()
    assert (sbom.lacking(raw, needed), sbom.invalid(raw)) == ([], [])
    assert json.loads(raw)["metadata"]["component"]["name"] == "recounted"


def test_the_list_is_the_same_again(sbom: ModuleType, raw: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte, whatever order Python takes sets in."""
    monkeypatch.setenv("PYTHONHASHSEED", "7")

    assert sbom.listed(sys.executable) == raw


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"version": "0"}, "the list says 0"),
        ({"name": "other"}, "msgspec is not listed"),
        ({"licenses": []}, "msgspec has no licence"),
        ({"licenses": [{"license": {"name": "unknown"}}]}, "msgspec has no licence"),
        ({"externalReferences": [{"type": "distribution", "url": "file:///home/vera/x"}]}, "builder's disk"),
    ],
)
def test_what_is_wrong_with_a_list_is_told(sbom: ModuleType, raw: str, change: dict[str, Any], told: str) -> None:
    """A part left out, of another version, without a licence, or with a path of the builder's."""
    parts = json.loads(raw)
    next(one for one in parts["components"] if one["name"] == "msgspec").update(change)

    assert [line for line in sbom.lacking(json.dumps(parts), sbom.licences.needed()) if told in line]


def test_what_is_no_cyclonedx_is_told(sbom: ModuleType, raw: str) -> None:
    """A part of a type that the format does not have."""
    parts = json.loads(raw)
    parts = {**parts, "components": [{**parts["components"][0], "type": "thing"}], "dependencies": []}

    assert "not CycloneDX" in sbom.invalid(json.dumps(parts))[0]
