"""The list of parts of a release, CycloneDX in JSON: what an environment holds, by name, version and licence.

    python tools/sbom.py PYTHON FILE     list the environment of that Python; exit code 1 where the list has faults

`cyclonedx-py` lists. A licence that it cannot tell is taken from the package's own metadata, as docs/licences.md does,
and where on the builder's disk a package came from is left out.
"""

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import licences

ROOT = Path(__file__).parents[1]


def listed(python: str | Path) -> str:
    """The list of what the environment of a Python holds, with Recounted at its head."""
    words = ["--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible", "--no-validate", "--of", "JSON"]
    line = [sys.executable, "-m", "cyclonedx_py", "environment", *words, str(python)]
    parts = json.loads(subprocess.run(line, capture_output=True, text=True, check=True).stdout)
    site = folder_of(python)
    for one in parts["components"]:
        links = one.pop("externalReferences", ())
        one["externalReferences"] = [link for link in links if not link["url"].startswith("file:")]
        if not one.get("licenses"):
            said = licences.licence(licences.package(one["name"], site))
            one["licenses"] = [{"license": {"acknowledgement": "declared", "name": said}}]
    return json.dumps(parts, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def folder_of(python: str | Path) -> Path:
    """Where a Python keeps its packages."""
    ask = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    return Path(subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip())


def invalid(raw: str) -> list[str]:
    """What the format's own validator says against a list; it takes ten seconds for a hundred parts."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    version = SchemaVersion.from_version(json.loads(raw)["specVersion"])
    return [
        f"not CycloneDX: {error}" for error in JsonStrictValidator(version).validate_str(raw, all_errors=True) or ()
    ]


def lacking(raw: str, needed: dict[str, metadata.Distribution]) -> list[str]:
    """What a list should say of what the program runs on, and does not."""
    wrong: list[str] = []
    told = {one["name"].lower().replace("_", "-"): one for one in json.loads(raw)["components"]}
    for name, package in needed.items():
        if (one := told.get(name)) is None:
            wrong.append(f"{name} is not listed")
        elif one.get("version") != package.version:
            wrong.append(f"{name} is {package.version}, the list says {one.get('version')}")
        elif not known(one):
            wrong.append(f"{name} has no licence")
    return wrong + [f"{name} tells of the builder's disk" for name, one in told.items() if '"file:' in json.dumps(one)]


def known(one: dict[str, Any]) -> bool:
    """Whether a part says under which licence it is."""
    said = [
        held.get("expression") or held["license"].get("id") or held["license"].get("name") for held in one["licenses"]
    ]
    return any(name and name != "unknown" for name in said)


def main(python: str, out: str) -> None:
    """Write the list, unless it has faults."""
    raw = listed(python)
    if wrong := lacking(raw, licences.needed(folder_of(python))) or invalid(raw):
        sys.exit("\n".join(wrong))
    Path(out).write_text(raw, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
