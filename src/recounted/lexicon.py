"""The words of a language and the codes of the field, loaded from `data/` and frozen.

A language is one folder, `data/lang/xx/`, with one file for each question that is put to a text. A file has

    [lists]          name = words and short phrases, for `@name` in phrases and for look-up
    [maps.name]      phrase = value; also a list of that name
    [[section]]      rules: code, match, unless, yes, no, and what else a rule says, in `set`

The codes of rules come from `data/vocabulary.toml`; its table `[rules]` says which of its sections a kind of rule uses.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import msgspec

from recounted.errors import LexiconError
from recounted.patterns import BUILT_IN, FREQUENT, Alphabet, Matcher, lists_used, literals, ranges, split_words
from recounted.words import plain

Scalar = str | int | float | bool

#: So many sets of rules are remembered for a section.
REMEMBERED = 5_000


class Index:
    """The rules of a section by the symbols without one of which they cannot match.

    A set of rules is a whole number, a bit for each, so that the sets of many symbols are joined at once; few sets
    come about, and the rules of each are remembered.
    """

    def __init__(self, rules: Sequence[tuple["Rule", Matcher]]) -> None:
        self.rules = rules
        self.always = sum(1 << number for number, (_, matcher) in enumerate(rules) if not matcher.anchored)
        self.bits: dict[str, int] = {}
        for number, (_, matcher) in enumerate(rules):
            for symbol in matcher.anchors if matcher.anchored else ():
                self.bits[symbol] = self.bits.get(symbol, 0) | 1 << number
        self.anchors = re.compile(f"[{ranges(''.join(sorted(self.bits)))}]" if self.bits else "(?!)")
        self.chosen: dict[int, list[tuple[Rule, Matcher]]] = {}

    def fitting(self, present: Set[str]) -> list[tuple["Rule", Matcher]]:
        """The rules that can match where these symbols are present, in the order of the files."""
        chosen, bits = self.always, self.bits
        for symbol in bits.keys() & present:
            chosen |= bits[symbol]
        return self.of(chosen)

    def fitting_in(self, symbols: str, start: int, end: int) -> list[tuple["Rule", Matcher]]:
        """The rules that can match in a stretch of a text, in the order of the files."""
        chosen, bits = self.always, self.bits
        for symbol in set(self.anchors.findall(symbols, start, end)):
            chosen |= bits[symbol]
        return self.of(chosen) if chosen else []

    def of(self, chosen: int) -> list[tuple["Rule", Matcher]]:
        """The rules of a set."""
        known = self.chosen.get(chosen)
        if known is None:
            if len(self.chosen) >= REMEMBERED:
                self.chosen.clear()
            known = self.chosen[chosen] = [own for number, own in enumerate(self.rules) if chosen >> number & 1]
        return known


#: The rule set for vague numbers where none is named.
LITERAL = "literal"


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Phrases that mean one code, with sentences they must match (`yes`) and must not match (`no`)."""

    code: str
    match: tuple[str, ...]
    unless: tuple[str, ...] = ()
    yes: tuple[str, ...]
    no: tuple[str, ...]
    set: dict[str, Scalar] = {}


@dataclass(frozen=True)
class Lexicon:
    """Everything that finders know of a language.

    `lists`: name → entries, looked up in `plain` form. `maps`: name → phrase → value. `rules`: section → rules.
    `vague` names the rule set, and the map, by which words such as "dozens" are numbers.
    """

    language: str
    vocabulary: Mapping[str, Mapping[str, Any]]
    lists: Mapping[str, frozenset[str]]
    maps: Mapping[str, Mapping[str, Scalar]]
    rules: Mapping[str, tuple[Rule, ...]]
    alphabet: Alphabet = field(repr=False)
    vague: str = LITERAL
    matchers: dict[int, Matcher] = field(default_factory=dict, repr=False)
    indexes: dict[str, Index] = field(default_factory=dict, repr=False)

    def matcher(self, rule: Rule) -> Matcher:
        """The rule's phrases, compiled when first used."""
        known = self.matchers.get(id(rule))
        if known is None:
            known = self.matchers[id(rule)] = Matcher(rule.match, self.alphabet, rule.unless)
        return known

    def index(self, section: str) -> Index:
        """The rules of a section, indexed when first used."""
        known = self.indexes.get(section)
        if known is None:
            own = [(rule, self.matcher(rule)) for rule in self.rules.get(section, ())]
            known = self.indexes[section] = Index(own)
        return known

    def by(self, section: str, rule: Rule) -> str:
        """The name under which a mention says which rule found it."""
        return f"rules/{self.language}.{section}.{rule.code}"

    @cached_property
    def longest(self) -> Mapping[str, int]:
        """Name of a list → the number of words of its longest entry."""
        return {
            name: max((len(split_words(entry)) for entry in entries), default=0) for name, entries in self.lists.items()
        }

    @cached_property
    def endings(self) -> Mapping[str, tuple[str, ...]]:
        """Name of a list → its entries, as `str.endswith` takes them."""
        return {name: tuple(sorted(entries)) for name, entries in self.lists.items()}

    @cached_property
    def closers(self) -> Mapping[str, frozenset[str]]:
        """Name of a list → the words with which its entries end."""
        return {name: frozenset(entry.rpartition(" ")[2] for entry in entries) for name, entries in self.lists.items()}

    @cached_property
    def names(self) -> frozenset[str]:
        """The words that are written with a capital: of people, peoples, months."""
        return frozenset(word for name in self.lists.get("casing_names", ()) for word in self.lists[name])

    @cached_property
    def common(self) -> frozenset[str]:
        """The words of lists and phrases that are written in small letters; "said" is a name, too, and oftener none."""
        phrases = (phrase for rules in self.rules.values() for rule in rules for phrase in (*rule.match, *rule.unless))
        lists = (own for name, own in self.lists.items() if name not in self.lists.get("casing_names", ()))
        told = {word for entries in lists for entry in entries for word in entry.split()}
        always = {word for name in self.lists.get("casing_always", ()) for word in self.lists[name]}
        return frozenset(told | {plain(word) for word in literals(phrases) if word.islower()}) - always

    @cached_property
    def openers(self) -> Mapping[str, frozenset[str]]:
        """Name of a list → the words with which its entries begin."""
        return {name: frozenset(entry.partition(" ")[0] for entry in entries) for name, entries in self.lists.items()}


def languages() -> list[str]:
    """The languages that the package has words for."""
    return sorted(entry.name for entry in data("lang").iterdir() if entry.is_dir() and not entry.name.startswith("_"))


def data(*path: str) -> Traversable:
    """A file or folder of the package's data."""
    return resources.files("recounted").joinpath("data", *path)


@cache
def vocabulary() -> Mapping[str, Mapping[str, Any]]:
    """The codes of the field: section → code → what is known of it."""
    return tomllib.loads(data("vocabulary.toml").read_text(encoding="utf-8"))


def perhaps(code: str, known: Iterable[str]) -> str:
    """The known code that is most like one that is none, as a sentence behind a complaint; nothing where none is."""
    return next((f" Perhaps {like} is meant." for like in get_close_matches(code, list(known), 1)), "")


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The words of a language.

    Raises:
        LexiconError: the language is not supported, or one of its files is wrong.
    """
    if language not in languages():
        raise LexiconError(
            f'No words for the language "{language}". There are: {", ".join(languages())}. '
            "docs/add-a-language.md says how to add one."
        )
    files = sorted(
        (entry for entry in data("lang", language).iterdir() if entry.name.endswith(".toml")), key=lambda e: e.name
    )
    return compose(language, {entry.name: entry.read_text(encoding="utf-8") for entry in files})


@cache
def counting(language: str, vague: str) -> Lexicon:
    """The words of a language, where vague numbers such as "dozens" are read by a named rule set.

    Raises:
        LexiconError: the language is not supported, or there is no such rule set.
    """
    known = lexicon(language)
    if vague not in known.vocabulary["vague"] or f"vague_{vague}" not in known.maps:
        raise LexiconError(f'No rule set for vague numbers is called "{vague}". There are: {", ".join(vague_sets())}.')
    return known if vague == known.vague else replace(known, vague=vague)


def vague_sets() -> list[str]:
    """The names of the rule sets for vague numbers."""
    return sorted(vocabulary()["vague"])


def compose(language: str, files: Mapping[str, str]) -> Lexicon:
    """One lexicon out of the texts of a language's files.

    Raises:
        LexiconError: a file is no TOML, a list or map is defined twice, a rule lacks a part, or says what there is not.
    """
    lists: dict[str, list[str]] = {}
    maps: dict[str, dict[str, Scalar]] = {}
    rules: dict[str, list[Rule]] = {}
    for name, text in files.items():
        for section, content in parsed(name, text).items():
            if section in {"lists", "maps"}:
                for key, entries in content.items():
                    if key in lists:
                        raise LexiconError(f'{language}/{name}: "{key}" is defined twice. Name one of them otherwise.')
                    lists[key] = list(entries)
                    if section == "maps":
                        maps[key] = {normal(phrase): value for phrase, value in entries.items()}
            else:
                rules.setdefault(section, []).extend(checked(name, section, rule) for rule in content)
    phrases = [phrase for own in rules.values() for rule in own for phrase in (*rule.match, *rule.unless)]
    used = {name for section, own in rules.items() for rule in own for name in lists_of(section, rule, lists)}
    return Lexicon(
        language=language,
        vocabulary=vocabulary(),
        lists={name: frozenset(map(normal, entries)) for name, entries in lists.items()},
        maps=maps,
        rules={section: tuple(own) for section, own in rules.items()},
        alphabet=Alphabet({name: own for name, own in lists.items() if name in used | {FREQUENT}}, literals(phrases)),
    )


def lists_of(section: str, rule: Rule, lists: Mapping[str, object]) -> set[str]:
    """The lists that the phrases of a rule use; a phrase that is none, or a list that there is not, is refused."""
    try:
        used = set(lists_used((*rule.match, *rule.unless)))
    except LexiconError as error:
        raise LexiconError(f'{section} "{rule.code}": {error}') from error
    if lacking := sorted(used - lists.keys() - BUILT_IN.keys()):
        near = perhaps(lacking[0], [*lists, *BUILT_IN])
        raise LexiconError(f'{section} "{rule.code}": no list is called "@{lacking[0]}".{near} Define it in [lists].')
    return used


def parsed(name: str, text: str) -> dict[str, Any]:
    """The tables of a language file."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name} is not TOML: {error}. Mend that line.") from error


def checked(name: str, section: str, raw: object) -> Rule:
    """A rule of a file, refused when a part is missing, it proves nothing, or its code is unknown."""
    try:
        rule = msgspec.convert(raw, Rule)
    except msgspec.ValidationError as error:
        raise LexiconError(
            f"{name}, a rule of [[{section}]]: {error}. See docs/write-a-rule.md for what a rule has."
        ) from error
    if not (rule.match and rule.yes and rule.no):
        raise LexiconError(
            f'{name}, {section} "{rule.code}": a rule needs a phrase, and at least one yes and one no example.'
        )
    codes = vocabulary().get("rules", {}).get(section)
    if codes is not None and rule.code not in vocabulary()[codes]:
        raise LexiconError(
            f'{name}, {section} "{rule.code}": vocabulary.toml has no such code in [{codes}]. Add it there first.'
        )
    for key, value in rule.set.items():
        if wrong := misfit(section, key, value):
            raise LexiconError(f'{name}, {section} "{rule.code}": {wrong}')
    return rule


def misfit(section: str, key: str, value: Scalar) -> str | None:
    """Why a rule of a section cannot say this in `set`; None where it can."""
    known = vocabulary()["sets"].get(section, {})
    if key not in known:
        return f'`set` has no "{key}" here. There are: {", ".join(known) or "none"}.{perhaps(key, known)}'
    allowed = known[key]
    if allowed is True:
        return None if isinstance(value, bool) else f"`set` says {key} = {value!r}. Write true, or leave it out."
    words = [*vocabulary()[allowed], ""] if isinstance(allowed, str) else allowed
    if value in words:
        return None
    return f'`set` says {key} = "{value}". There are: {", ".join(filter(None, words))}.{perhaps(str(value), words)}'


def normal(phrase: str) -> str:
    """A phrase as it is looked up: its words in plain form, one space between."""
    return " ".join(plain(word) for word in split_words(phrase))


def examples(lexicon: Lexicon) -> Iterator[tuple[str, Rule, str, bool, int]]:
    """Every example of every rule: section, rule, sentence, whether it must match, and its number."""
    for section, own in lexicon.rules.items():
        for rule in own:
            for wanted, sentences in ((True, rule.yes), (False, rule.no)):
                for number, sentence in enumerate(sentences):
                    yield section, rule, sentence, wanted, number


#: In an example, brackets hold what must be found; with "|kind" they hold a mention that the rule is given.
BRACKET = re.compile(r"\[([^\[\]|]*)(?:\|([a-z]+))?\]")
