"""What Recounted runs on, under which licences, and whether these go with its own.

    python tools/licences.py     write docs/licences.md; exit code 1 where a licence is in the way

Taken are the packages that the extras for users bring (not those for tests, pages and releases), and all that they need
in turn. Their own metadata say the licence: the SPDX expression where there is one, else a classifier, else words.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"

#: Extras that users do not install, and that of a cluster, which is too large to be installed for looking at it.
OURS = {"dev", "docs", "release", "spark"}

HEAD = """# Licences

Recounted is under Apache-2.0. It runs on the packages below, extras included, each installed beside it as its makers
ship it. `make release` checks that all of them may be used by a program under Apache-2.0, and writes their versions to
`sbom.cdx.json`. The extra `spark` is not among them: it brings PySpark (Apache-2.0) with Py4J (BSD-3-Clause), and
pandas (BSD-3-Clause) with NumPy.

Written by `python tools/licences.py` from the packages' own metadata. Data that come with Recounted have their own
licences: see NOTICE and [The gazetteer](gazetteer.md).

| package | licence |
|---|---|
"""

#: What a licence's words begin with, or hold → its SPDX name. In the order of looking.
NAMES = (
    (r"MPL.?1\.1.*GPL", "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later"),
    (r"LGPL|Lesser General Public", "LGPL"),
    (r"\bA?GPL|General Public License", "GPL"),
    (r"Apache", "Apache-2.0"),
    (r"MPL|Mozilla", "MPL-2.0"),
    (r"BSD", "BSD"),
    (r"\bMIT\b", "MIT"),
    (r"ISC", "ISC"),
    (r"Python Software Foundation|\bPSF", "PSF-2.0"),
    (r"Unlicense|public domain", "Unlicense"),
)

#: Licences that a program under Apache-2.0 may depend on. Those of MPL and LGPL ask that changes to the package itself
#: stay under it; it is installed beside Recounted as its makers ship it, and can be replaced.
FREE = re.compile(
    r"Apache-2\.0|MIT(?:-0|-CMU)?|BSD(?:-\d-Clause)?|0BSD|ISC|PSF-2\.0|Python-2\.0|CNRI-Python|Unlicense|Zlib|CC0-1\.0|HPND"
)
WEAK = re.compile(r"MPL-\d\.\d|LGPL(?:-[\d.]+(?:-only|-or-later)?)?")


def needed(site: Path | None = None) -> dict[str, metadata.Distribution]:
    """Every package that users install, by name, of this environment or of the one whose packages lie there."""
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*about["dependencies"]]
    asked += [line for extra, lines in about["optional-dependencies"].items() if extra not in OURS for line in lines]
    found: dict[str, metadata.Distribution] = {}
    waiting = list(requirements(asked, frozenset()))
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        one = waiting.pop()
        name, extras = one.name.lower().replace("_", "-"), frozenset(one.extras)
        if (name, extras) not in seen:
            seen.add((name, extras))
            found[name] = package(name, site)
            waiting += requirements(found[name].requires or (), extras)
    return dict(sorted(found.items()))


def package(name: str, site: Path | None = None) -> metadata.Distribution:
    """A package of this environment, or of the one whose packages lie there.

    Raises:
        PackageNotFoundError: it is not installed.
    """
    if site is None:
        return metadata.distribution(name)
    found = next(iter(metadata.distributions(name=name, path=[str(site)])), None)
    if found is None:
        raise metadata.PackageNotFoundError(name)
    return found


def requirements(lines: Iterable[str], extras: frozenset[str]) -> Iterator[Requirement]:
    """What is needed here, with these extras."""
    places = [{**default_environment(), "extra": extra} for extra in (extras or {""})]
    for line in lines:
        one = Requirement(line)
        if one.marker is None or any(one.marker.evaluate(place) for place in places):
            yield one


def licence(one: metadata.Distribution) -> str:
    """A package's licence, by SPDX names as far as its metadata allow."""
    about = one.metadata
    if said := about.get("License-Expression"):
        return str(said)
    classified = [line.split(" :: ")[-1] for line in about.get_all("Classifier") or [] if line.startswith("License ::")]
    named = {spdx(line) for line in classified} - {None}
    if named:
        return " OR ".join(sorted(str(name) for name in named)) if len(named) > 1 else str(named.pop())
    return spdx(str(about.get("License") or "")[:200]) or "unknown"


def spdx(words: str) -> str | None:
    """The SPDX name of a licence that is told in words, None where they name none."""
    return next((name for pattern, name in NAMES if re.search(pattern, words)), None)


def compatible(expression: str) -> bool:
    """Whether a program under Apache-2.0 may depend on it: of alternatives one must do, of what holds together all."""
    alternatives = re.split(r"\s+OR\s+", expression.replace("(", " ").replace(")", " ").strip())
    return any(all(good(part) for part in re.split(r"\s+AND\s+", one.strip())) for one in alternatives)


def good(name: str) -> bool:
    """Whether one licence is free, or weak enough to stand beside; an exception only adds to what is allowed."""
    one = name.split(" WITH ", maxsplit=1)[0].strip()
    return bool(FREE.fullmatch(one) or WEAK.fullmatch(one))


def page(found: dict[str, metadata.Distribution]) -> str:
    """The page with all of them."""
    return HEAD + "".join(f"| {name} | {licence(one)} |\n" for name, one in found.items())


def main(arguments: list[str]) -> int:
    """Write the page, or only look (`--check`); say which licences are in the way."""
    found = needed()
    wrong = {name: licence(one) for name, one in found.items() if not compatible(licence(one))}
    for name, said in wrong.items():
        print(f"{name}: {said}: not known to go with Apache-2.0. Look at it, and take another package if need be.")
    if "--check" not in arguments:
        PAGE.write_text(page(found), encoding="utf-8")
    print(f"{len(found)} packages, {len(wrong)} in the way")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
