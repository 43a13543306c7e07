"""The whole of a run: what several documents give together."""

import json
from pathlib import Path

import pytest

from recounted.flow import extract_all, tell, tell_together
from recounted.lexicon import LITERAL
from recounted.readers import Defaults, find_sources

REPORTS = (
    "Two soldiers were killed near Bakhmut on Monday, the army said.",
    "It was quiet.",
    "Rebels shelled the market of Taiz and wounded eleven people, a doctor said.",
    "The minister denied that his forces had struck the convoy on 3 May 2021.",
)


def table(folder: Path, languages: list[str]) -> str:
    """A table of reports, each in the language that is stated."""
    path = folder / "reports.jsonl"
    rows = [
        {"id": str(number), "text": REPORTS[number % len(REPORTS)], "published": "2021-05-04", "language": language}
        for number, language in enumerate(languages)
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return str(path)


def test_documents_read_together_give_what_each_gives_alone(tmp_path: Path) -> None:
    """The claims of a document do not depend on what is read beside it."""
    sources = list(find_sources([table(tmp_path, ["en"] * 6)]))

    together = list(tell_together(Defaults(), LITERAL, sources))

    assert together == [told for source in sources for told in tell(Defaults(), LITERAL, source)]
    assert sum(len(claims) for _, claims, _ in together) > len(sources) / 2


def test_texts_too_long_to_be_read_together_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bound on what is held at once changes no claim."""
    sources = list(find_sources([table(tmp_path, ["en"] * 6)]))
    together = list(tell_together(Defaults(), LITERAL, sources))

    monkeypatch.setattr("recounted.flow.TOGETHER", 10)

    assert together == list(tell_together(Defaults(), LITERAL, sources))


def test_one_document_that_cannot_be_read_keeps_no_other_from_its_claims(tmp_path: Path) -> None:
    """A failure among documents that are read together is its own only."""
    told = list(extract_all([table(tmp_path, ["en", "en", "tlh", "en", "en"])], cores=1))

    assert [failure is not None for _, _, failure in told] == [False, False, True, False, False]
    assert [claims for _, claims, _ in told if claims]
