"""Write docs/glossary.md: the project's words, then every code of the vocabulary.

python bench/glossary.py
"""

from pathlib import Path

from recounted.lexicon import vocabulary

PAGE = Path(__file__).parents[1] / "docs" / "glossary.md"

WORDS = """# Glossary

One word for one thing, everywhere.

- **claim**: one statement, by one chain of sources, in one document, about one happening or one running total.
  It says what was said, never what is true.
- **source**, **speaker**: who is credited with words; the **publisher** is always the first, the innermost counts.
- **figure**: a number of people or things as one claim states it, with low, best and high.
- **estimate**: what an incident's figures come to under a named policy, with the claims that set each bound.
- **incident**: claims that speak of one happening; derived, and rebuilt at will.
- **tally**: a source's running total over time; it enters no incident.
- **policy**: a named rule from figures to an estimate: `envelope`, `ucdp`, `acled`, `ibc`.
- **voice**: whoever says something independently; copies and papers that quote one spokesman are one.
- **decision**: what a person decided, with who, when and why; a fact, only ever added.
- **grade**: how well an incident is attested, by a stated rule.
- **span**: first and last character of words in a text, counted in code points, the end exclusive.

The codes below stand in `data/vocabulary.toml`.
"""

SECTIONS = ("harm", "category", "scope", "speech_act", "modality", "weapon", "event")


def glossary() -> str:
    """The whole page."""
    parts = [WORDS]
    for section in SECTIONS:
        parts.append(
            f"\n## {section.replace('_', ' ')}\n\n| code | label | meaning, and codes of others |\n|---|---|---|\n"
        )
        for code, known in vocabulary()[section].items():
            meant = [known["definition"]] if "definition" in known else []
            others = "; ".join(
                f"{name} {known[name.lower()]}" for name in ("PLOVER", "CAMEO", "ACLED") if name.lower() in known
            )
            parts.append(f"| `{code}` | {known['label']} | {' '.join([*meant, others])} |\n".replace("  |", " |"))
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(glossary(), encoding="utf-8")
