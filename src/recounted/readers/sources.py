"""What can be read: files, folders, globs and standard input, one report or one row of a table at a time."""

import glob
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from io import BufferedReader
from itertools import takewhile
from pathlib import Path

import msgspec

from recounted.errors import ReadError
from recounted.given import only_days
from recounted.model import Failure

#: The most bytes that one report may have. Tables may be of any size; each row is bounded.
LIMIT = 20_000_000

MAGIC = frozenset("*?[")

#: Files of a folder that may well be reports, though no reader is for them, end so; others are no reports.
UNREAD = frozenset(
    {
        ".7z",
        ".doc",
        ".docx",
        ".eml",
        ".epub",
        ".gz",
        ".json",
        ".md",
        ".mht",
        ".mhtml",
        ".msg",
        ".odt",
        ".ods",
        ".parquet",
    }
    | {".pdf", ".rtf", ".tar", ".warc", ".xls", ".xlsx", ".xml", ".zip"}
)
#: Files that tell about a folder, by their first name.
ABOUT = frozenset({"readme", "license", "notice", "changelog", "contributing"})


class Defaults(msgspec.Struct, frozen=True, kw_only=True):
    """What holds where a document does not say it itself."""

    published: date | None = None
    publisher: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        only_days(published=self.published)


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where the bytes of one report come from: a file's path, or bytes already at hand.

    `kind` names the reader, None where the bytes must tell. `ref` is the report's own name, where it has no other;
    `url` the address that the bytes came from.
    """

    ref: str
    kind: str | None = None
    path: str | None = None
    held: bytes | None = None
    url: str | None = None

    def raw(self) -> bytes:
        """The bytes, at most `LIMIT`.

        Raises:
            ReadError: there are more, or they cannot be had.
        """
        if self.held is not None:
            return self.held
        try:
            with Path(self.path or "").open("rb") as file:
                return bounded(file.read(LIMIT + 1))
        except OSError as error:
            raise ReadError(unreadable(error)) from error


def bounded(raw: bytes) -> bytes:
    """The bytes, if they are not too many for one report.

    Raises:
        ReadError: there are more than `LIMIT`.
    """
    if len(raw) > LIMIT:
        raise ReadError(
            f"Larger than {LIMIT // 1_000_000} MB, the most that one report may have. "
            "Split it, or put its reports into a JSONL table, one a line."
        )
    return raw


def unreadable(error: OSError) -> str:
    """Why a file cannot be had, and what to do."""
    name = printable(str(error.filename)) if error.filename else "it"
    if isinstance(error, FileNotFoundError):
        return f'There is no file or folder "{name}". Check the spelling, and the folder that you are in.'
    if isinstance(error, PermissionError):
        return f'You may not read "{name}". Ask its owner, or change its permissions (chmod u+r).'
    return (
        f'"{name}" cannot be read: {error.strerror or error}. Check the disk, or copy it elsewhere and read the copy.'
    )


def expand(names: Iterable[str], kinds: Mapping[str, str]) -> Iterator[Source | Failure]:
    """Every file that the names stand for, in the order of the names, and within a folder or glob by path.

    Args:
        names: files, folders, globs, or "-" for standard input.
        kinds: how the name of a readable file ends → its reader; a file that is named itself may end otherwise.
    """
    listed = list(names)
    refs = short_names(listed)
    several = sum(Path(name).is_dir() for name in listed if name) > 1
    for at, name in enumerate(listed):
        if name == "-":
            once = "-" not in listed[:at]
            yield Source(ref="-", path="-") if once else Failure(ref="-", reason="It is named twice. Name it once.")
        elif MAGIC.intersection(name) and not os.path.lexists(name):
            yield from matches(name, kinds)
        elif name and Path(name).is_dir():
            yield from folder(Path(name), refs[name] if several else "", kinds)
        else:
            yield file(name, refs[name], kinds)


def file(path: str, ref: str, kinds: Mapping[str, str]) -> Source | Failure:
    """One file that is named."""
    if not path:
        return Failure(ref='""', reason="A name is empty. Check the names of the files to read.")
    return Source(ref=ref, path=path, kind=kinds.get(Path(path).suffix.lower()))


def short_names(names: Sequence[str]) -> dict[str, str]:
    """Each path's last name, or where several have the same, as much of the path as tells them apart."""
    alike: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        alike.setdefault(Path(name).name, []).append(name)
    refs: dict[str, str] = {}
    for own in alike.values():
        top = os.path.commonpath({str(Path(name).absolute().parent) for name in own})
        refs |= {name: printable(os.path.relpath(Path(name).absolute(), top)) for name in own}
    return refs


def printable(path: str) -> str:
    """A path as text, with "/" between its parts; bytes that are no UTF-8 are shown as such."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")


def folder(top: Path, above: str, kinds: Mapping[str, str]) -> Iterator[Source | Failure]:
    """The readable files of a folder and its folders, by path; others that may be reports are named in a failure.

    Args:
        above: what to put before each file's path within the folder, to make its ref.
    """
    found, left_out = 0, []
    problems: list[OSError] = []
    for place, folders, files in os.walk(top, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            path = Path(place, name)
            ref = printable(str(path.relative_to(top)))
            if path.suffix.lower() in kinds:
                found += 1
                yield file(str(path), f"{above}/{ref}" if above else ref, kinds)
            elif path.suffix.lower() in UNREAD and path.stem.lower() not in ABOUT:
                left_out.append(ref)
    for problem in problems:
        yield Failure(ref=printable(str(problem.filename)), reason=unreadable(problem))
    if left_out or not (found or problems):
        yield Failure(ref=printable(str(top)), reason=leftovers(left_out, kinds))


def leftovers(names: Sequence[str], kinds: Mapping[str, str]) -> str:
    """Which files of a folder were not read, and why."""
    ends = ", ".join(sorted(kinds))
    if not names:
        return f"Nothing in this folder can be read. Files that end in {ends} are read."
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    return f"Not read: {shown}. Save their text as .txt or .html. In a folder, files that end in {ends} are read."


def matches(pattern: str, kinds: Mapping[str, str]) -> Iterator[Source | Failure]:
    """The files that a glob matches, and those of the folders that it matches, by path."""
    paths = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - the pattern may be absolute
    if not paths:
        yield Failure(ref=pattern, reason="No file matches. Check the pattern, and the folder that you are in.")
    parts = Path(pattern).parts
    fixed = Path(*takewhile(MAGIC.isdisjoint, parts))
    for path in paths:
        ref = printable(str(Path(path).relative_to(fixed)))
        if not Path(path).is_dir():
            yield file(path, ref, kinds)
        elif "**" not in pattern:
            yield from folder(Path(path), ref, kinds)


@contextmanager
def opened(path: str) -> Iterator[BufferedReader]:
    """The bytes behind a path, from their beginning; for "-" those of standard input, which stays open.

    Raises:
        OSError: they cannot be had.
    """
    if path == "-":
        whole = sys.stdin.buffer
        yield whole if isinstance(whole, BufferedReader) else BufferedReader(whole)  # type: ignore[arg-type]
        return
    with Path(path).open("rb") as file:
        yield file
