"""Sources, words of saying and what is said, against PolNeAR and against the annotated cases.

    python bench/speakers.py [-v] [N]     print the scores; -v also N wrong attributions, for reading

PolNeAR also holds beliefs, wishes and deeds; recall is over the attributions whose cue is a verb of speech (SPEECH).
A source is right when a cue and its source both meet those of the gold; precision counts every cue of the gold.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from recounted.finders.speakers import find_speakers
from recounted.lexicon import lexicon
from recounted.model import Document, Mention, Span
from recounted.prose import split
from recounted.scoring import Score, f1, share

POLNEAR = Path(__file__).parents[1] / "../shared/gold/polnear.jsonl"
GOLD = [POLNEAR]

#: Verbs that are about speaking or writing, and irregular forms of them.
VERBS = [
    "say", "tell", "add", "report", "announce", "claim", "state", "note", "argue", "warn", "insist", "deny",
    "acknowledge", "declare", "stress", "emphasize", "emphasise", "explain", "accuse", "allege", "assert",
    "testify", "reply", "respond", "conclude", "estimate", "predict", "recall", "disclose", "reveal", "promise",
    "vow", "pledge", "urge", "demand", "condemn", "denounce", "criticize", "criticise", "blame", "reject",
    "admit", "concede", "confirm", "mention", "ask", "tweet", "describe", "quote", "cite", "threaten", "post",
    "call", "reiterate", "underline", "comment", "remark", "repeat", "contend", "maintain", "suggest", "speak",
    "caution", "complain", "boast", "express", "praise", "answer", "question", "charge", "write",
]  # fmt: skip
FORMS = [
    "said", "told", "wrote", "written", "spoke", "spoken", "according", "denied", "denies", "testified",
    "testifies", "replied", "replies",
]  # fmt: skip
ENDINGS = ["", "s", "d", "es", "ed", "ing"]
SPEECH = {*FORMS, *(stem + end for verb in VERBS for stem in (verb, verb.rstrip("e")) for end in ENDINGS)}


class Attribution(NamedTuple):
    """A source, a cue and a content, each as the stretches it is made of."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]


def documents() -> Iterator[tuple[Document, list[Attribution], str]]:
    """Every document of the gold, with its attributions and its part."""
    with POLNEAR.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            document = Document(id=row["id"], ref=row["id"], text=row["text"])
            yield document, [attribution(one) for one in row["attributions"]], row["split"]


def attribution(raw: dict[str, Any]) -> Attribution:
    """One attribution as read from JSON."""
    return Attribution(*([Span(p["start"], p["end"]) for p in raw[part]] for part in ("source", "cue", "content")))


def of_speech(cue: list[Span], text: str) -> bool:
    """Whether a cue holds a verb of speech."""
    return any(word.strip(".,:;") in SPEECH for span in cue for word in span.of(text).lower().split())


def meet(spans: list[Span], other: Span | None) -> bool:
    """Whether one of the stretches shares a character with a span."""
    return other is not None and any(span.meets(other) for span in spans)


def whole(spans: list[Span]) -> Span:
    """From the first stretch to the last."""
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def near(a: Span, b: Span, slack: int) -> bool:
    """Whether two spans begin and end at most so many characters apart."""
    return abs(a.start - b.start) <= slack and abs(a.end - b.end) <= slack


def compare(found: list[Mention], gold: list[Attribution], text: str, count: Counter[str]) -> list[tuple[str, Any]]:
    """Count what is right in one document; return what is wrong."""
    wrong: list[tuple[str, Any]] = []
    real = [one for one in gold if one.cue]
    for mention in found:
        same = [one for one in real if meet(one.cue, mention.value.cue_span)]
        count["found"] += 1
        count["cue right"] += bool(same)
        if not same:
            wrong.append(("spurious", mention))
    for one in real:
        if not one.source or not of_speech(one.cue, text):
            continue
        count["gold"] += 1
        here = [m for m in found if meet(one.cue, m.value.cue_span)]
        right = [m for m in here if meet(one.source, m.span)]
        count["cue found"] += bool(here)
        count["source right"] += bool(right)
        count["source exact"] += any(near(m.span, whole(one.source), 4) for m in right)
        if right and one.content:
            content = whole(one.content)
            said = [m.value.content_span for m in right if m.value.content_span]
            count["content"] += 1
            count["content meets"] += any(content.meets(s) for s in said)
            count["content exact"] += any(near(s, content, 2) for s in said)
            if not any(near(s, content, 2) for s in said):
                wrong.append(("content", (one, right)))
        if not right:
            wrong.append(("source" if here else "missed", (one, here)))
    return wrong


def measure() -> list[Score]:
    """The scores that have floors."""
    return scores(count_all()[0])


def count_all(part: str | None = None) -> tuple[Counter[str], list[tuple[str, str, Any]]]:
    """All counts over the gold, and everything wrong with its text."""
    count: Counter[str] = Counter()
    wrong: list[tuple[str, str, Any]] = []
    for document, gold, own in documents():
        if part in {None, own}:
            found = find_speakers(split(document, lexicon()))
            wrong += [(kind, document.text, what) for kind, what in compare(found, gold, document.text, count)]
    return count, wrong


#: What goes wrong, in our words, by the kind that `compare` gives.
CLASSES = {
    "missed": "an attribution is not found: mostly nouns, questions, things not said, and reduced clauses",
    "source": "its word of saying is found, with another source: mostly subjects far away and coordinated verbs",
    "content": "source and word of saying are right, what is said begins or ends elsewhere",
    "spurious": "what is taken for a word of saying is none to the annotators, often inside quotations",
}


def errors() -> str:
    """The classes of errors with their counts, as a Markdown table."""
    _, wrong = count_all()
    kinds = Counter(kind for kind, _, _ in wrong)
    lines = [f"| {words} | {kinds[kind]} |\n" for kind, words in CLASSES.items()]
    return "| what goes wrong | times |\n|---|---|\n" + "".join(lines)


def scores(count: Counter[str]) -> list[Score]:
    """Counts as shares."""
    return [
        share("polnear.source_recall", count["source right"], count["gold"]),
        share("polnear.cue_recall", count["cue found"], count["gold"]),
        share("polnear.cue_precision", count["cue right"], count["found"]),
        share("polnear.source_exact", count["source exact"], count["source right"]),
        share("polnear.content_meets", count["content meets"], count["content"]),
        share("polnear.content_exact", count["content exact"], count["content"]),
        f1("polnear.cue_f1", count["source right"], count["found"], count["gold"]),
    ]


def words_of(what: Any, text: str) -> str:
    """A wrong case in words."""
    if isinstance(what, Mention):
        around = text[max(0, what.value.cue_span.start - 80) : what.value.cue_span.end + 60].replace("\n", " ")
        return f"[{what.text}] <{what.value.cue}>   … {around}"
    one, here = what
    parts = ["/".join(s.of(text) for s in spans).replace("\n", " ") for spans in one]
    got = "; ".join(
        f"[{m.text}] <{m.value.cue}> ({m.value.content_span.of(text) if m.value.content_span else None})" for m in here
    ).replace("\n", " ")
    at = whole(one.cue)
    around = text[max(0, at.start - 120) : at.end + 80].replace("\n", " ")
    return f"[{parts[0]}] <{parts[1]}> ({parts[2]})\n      got {got}\n      … {around}"


def main(arguments: list[str]) -> None:
    """Print the scores of each part, and wrong cases when asked for."""
    for part in ("train", "dev"):
        count, wrong = count_all(part)
        print(part, dict(count))
        print(*(f"  {score.name:24} {score.value:.4f} of {score.total}" for score in scores(count)), sep="\n")
    if "-v" in arguments:
        kinds = [one for one in arguments if one in {"spurious", "missed", "source", "content"}]
        number = next((int(one) for one in arguments if one.isdigit()), 30)
        _, wrong = count_all("train")
        random.Random(number).shuffle(wrong)
        for kind, text, what in [one for one in wrong if not kinds or one[0] in kinds][:number]:
            print(f"{kind:8} {words_of(what, text)}")


if __name__ == "__main__":
    main(sys.argv[1:])
