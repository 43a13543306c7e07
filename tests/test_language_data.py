"""Every example of every rule of every language is a test."""

import re
from pathlib import Path

import pytest

from marks import report
from recounted.lexicon import BRACKET, Rule, data, examples, languages, lexicon
from recounted.patterns import KINDS
from recounted.prose import Prose, split

EXAMPLES = [
    pytest.param(
        language,
        section,
        rule,
        sentence,
        wanted,
        id=f"{language}.{section}.{rule.code}.{'yes' if wanted else 'no'}[{number}]:{sentence[:30]}",
    )
    for language in languages()
    for section, rule, sentence, wanted, number in examples(lexicon(language))
]


def staged(language: str, sentence: str) -> tuple[Prose, str, list[tuple[int, int]]]:
    """A sentence without its brackets, with the mentions it gives laid over it, and the words that must be found."""
    text, marks, at = "", [], 0
    for match in BRACKET.finditer(sentence):
        text += sentence[at : match.start()]
        marks.append((len(text), len(text) + len(match[1]), match[2]))
        text, at = text + match[1], match.end()
    prose = split(report(text + sentence[at:]), lexicon(language))
    symbols, wanted = prose.symbols, []
    for start, end, kind in marks:
        extent = prose.word_at(start), prose.word_at(end - 1) + 1
        if kind in KINDS:
            symbols = prose.overlay(kind, [extent], symbols)
        else:
            wanted.append(extent)
    return prose, symbols, wanted


@pytest.mark.parametrize(("language", "section", "rule", "sentence", "wanted"), EXAMPLES)
def test_a_rule_matches_its_examples_and_no_others(
    language: str, section: str, rule: Rule, sentence: str, wanted: bool
) -> None:
    """A rule finds what its `yes` examples mark in brackets, and nothing in its `no` examples."""
    prose, symbols, marked = staged(language, sentence)

    found = list(lexicon(language).matcher(rule).find(symbols, 0, len(symbols)))

    extents = [f.kept.get("it", (f.start, f.end)) for f in found]
    if not wanted:
        assert not found, f"{rule.code} matches {[prose.phrase(*extent) for extent in extents]}"
    elif marked:
        assert set(marked) <= set(extents), f"{rule.code} finds {[prose.phrase(*extent) for extent in extents]}"
    else:
        assert found, f"{rule.code} finds nothing in: {prose.document.text}"


@pytest.mark.parametrize("language", languages())
def test_a_language_has_every_list_that_finders_ask_for(language: str) -> None:
    """Lists, maps and kinds of rules are those of English, as far as names go."""
    own, english = lexicon(language), lexicon("en")

    assert sorted(english.lists.keys() - own.lists.keys()) == []
    assert sorted(english.maps.keys() - own.maps.keys()) == []
    assert sorted(english.rules.keys() - own.rules.keys()) == []


def test_the_page_names_every_file_of_a_language() -> None:
    """docs/add-a-language.md lists the files that there are, and no other."""
    page = (Path(__file__).parents[1] / "docs" / "add-a-language.md").read_text(encoding="utf-8")
    (named,) = [line for line in page.splitlines() if line.startswith("1. ")]
    files = sorted(entry.name.removesuffix(".toml") for entry in data("lang", "en").iterdir())

    assert re.findall(r"`(\w+)`", named) == files
