"""The phrases of the language files, compiled to regular expressions over one symbol a word.

Every word of a text becomes one character, its symbol: words that all phrases treat alike share one. A phrase then is
an ordinary regular expression over symbols, so that the search runs in C and a match gives indices of words.

A phrase is made of

    word            that word, in any case; with a capital letter in it, exactly as printed
    {a, b c, d}     one of several phrases; a literal comma or question mark is written in double quotes
    @list           any entry of a list of the language; built in: @Name @Caps @Word @Digits @Mixed @Mark, and of the
                    digits @Day (1 to 31), @Year (1500 to 2099), @Date (17.10.2020)
    <kind>          a mention of that kind
    _               any one word that is no mark
    *               up to four words, no marks
    **              up to ten words and marks, within the sentence and outside quotation marks
    x?              x or nothing
    name:x          x, its extent kept under that name
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count

import msgspec

from recounted.errors import LexiconError
from recounted.words import MARKS, SHAPES, Remembered, plain, shapes, surface, words

PIECE = re.compile(r'"[^"]+"|<\w+>|[a-z_]+:(?=[^\s,}])|@\w+|\*\*|[{},?*]|[^\s{},?*"<>]+')

#: The word between two sentences, and between two paragraphs; no phrase reaches across either.
BREAK, PARAGRAPH = "\n", "\n\n"

KINDS = ("count", "place", "time", "actor", "event", "speaker", "figure")

#: The list of words that stand in so many sentences that they tell little of which phrase may match.
FREQUENT = "frequent_words"

SURFACES = ("word", "name", "caps", "digits", "mixed", "mark")

#: Marks that `**` does not cross, besides breaks.
WALLS = frozenset(';:!?…"()[]{}—')

BUILT_IN = {
    "Name": ("surface:name", "surface:caps"),
    **{name: (f"surface:{name.lower()}",) for name in ("Caps", "Word", "Digits", "Mixed", "Mark")},
    **{name: (f"shape:{name}",) for name in ("Day", "Year", "Date")},
}

Tree = tuple[str, object]


class Alphabet:
    """The symbols of a language: one for all words that belong to the same lists and phrases.

    Args:
        lists: name of a list → its words and short phrases.
        literals: every word that a phrase spells out.
    """

    def __init__(self, lists: Mapping[str, Iterable[str]], literals: Iterable[str]) -> None:
        self.entries = {name: [tuple(split_words(entry)) for entry in entries] for name, entries in lists.items()}
        traits: dict[str, set[str]] = {}
        for name, entries in self.entries.items():
            for entry in entries:
                for word in entry:
                    traits.setdefault(plain(word), set()).add(f"={word}" if len(entry) > 1 else f"@{name}={word}")
        for word in (*literals, *MARKS):
            traits.setdefault(plain(word), set()).add(f"={word}")
        self.traits = traits
        self.symbols: dict[frozenset[str], str] = {}
        self.having: dict[str, set[str]] = {}
        known = [frozenset({f"surface:{look}"}) for look in SURFACES]
        known += [frozenset({"surface:digits", f"shape:{shape}"}) for shape in SHAPES]
        for word, own in sorted(traits.items(), key=lambda item: (min(item[1]).partition("=")[0], item[0])):
            printed = {word, word.capitalize(), word.upper(), *(key.partition("=")[2] for key in own)}
            known += [self.traits_of(form) for form in sorted(printed)]
        # The forms with a capital stand behind all others: `@Name` is one range then, and any word has but two.
        for one in sorted(known, key=lambda traits: not traits.isdisjoint(BUILT_IN["Name"])):
            self.symbol_for(one)
        self.shown = {
            kind: (self.symbol_for(frozenset({f"<{kind}"})), self.symbol_for(frozenset({f"+{kind}"}))) for kind in KINDS
        }
        self.sorted: dict[tuple[str, ...], str] = {}
        self.classes: dict[tuple[str, ...], str] = {}
        self.spelt = Remembered(self.symbol_of)
        self.frequent = frozenset(self.any_of(f"@{FREQUENT}"))

    def traits_of(self, printed: str) -> frozenset[str]:
        """The lists and literals a printed word belongs to, and what it looks like."""
        looked_up = plain(printed)
        fitting = {looked_up, printed}
        found = {f"surface:{surface(printed)}", *(f"shape:{name}" for name in shapes(printed))}
        for key in self.traits.get(looked_up, ()):
            group, _, word = key.partition("=")
            if word in fitting or word.upper() == printed:
                found.add(group or key)
        return frozenset(found)

    def symbol_for(self, traits: frozenset[str]) -> str:
        """The symbol of a set of traits, made when it is new."""
        if traits not in self.symbols:
            number = 0x100 + len(self.symbols)
            self.symbols[traits] = chr(number if number < 0xD800 else number + 0x800)
            for trait in traits:
                self.having.setdefault(trait, set()).add(self.symbols[traits])
        return self.symbols[traits]

    def spell(self, printed: Sequence[str]) -> str:
        """One symbol for each word."""
        return "".join(map(self.spelt.__getitem__, printed))

    def symbol_of(self, word: str) -> str:
        """The symbol of a word as it is printed."""
        if word[0] == "\n":
            return "\n"
        return self.symbols.get(self.traits_of(word)) or self.symbols[frozenset({f"surface:{surface(word)}"})]

    def overlay(self, symbols: str, kind: str, extents: Iterable[tuple[int, int]]) -> str:
        """The symbols, with each stretch of words shown as one mention of a kind: of two that overlap, the first."""
        first, more = self.shown[kind]
        shown, at = "", 0
        for start, end in sorted(extents):
            if start >= at:
                shown, at = f"{shown}{symbols[at:start]}{first}{more * (end - start - 1)}", end
        return shown + symbols[at:]

    def any_of(self, *traits: str) -> str:
        """All symbols that have one of the traits, in order."""
        if traits not in self.sorted:
            self.sorted[traits] = "".join(sorted(set().union(*(self.having.get(trait, ()) for trait in traits))))
        return self.sorted[traits]

    def commonness(self, symbols: str) -> tuple[bool, int]:
        """How often one of some symbols may stand in a text, as far as can be told: the rarer the less."""
        return not self.frequent.isdisjoint(symbols), len(symbols)

    def one_of(self, *traits: str) -> str:
        """The regular expression of any symbol that has one of the traits; runs of symbols are written as ranges."""
        if traits not in self.classes:
            self.classes[traits] = ranges(self.any_of(*traits))
        return self.classes[traits]


def ranges(symbols: str) -> str:
    """Symbols in order, as they are written in a class of characters: runs of them as ranges."""
    runs: list[list[str]] = []
    for symbol in symbols:
        if runs and ord(symbol) == ord(runs[-1][1]) + 1:
            runs[-1][1] = symbol
        else:
            runs.append([symbol, symbol])
    return "".join(first if first == last else f"{first}-{last}" for first, last in runs)


class Found(msgspec.Struct, frozen=True):
    """Where a phrase matched, and what it kept: indices of words, ends exclusive."""

    start: int
    end: int
    kept: dict[str, tuple[int, int]]


class Matcher:
    """Phrases as one regular expression, made when a text first holds one of the symbols that any match must have."""

    def __init__(self, phrases: Iterable[str], alphabet: Alphabet, unless: Iterable[str] = ()) -> None:
        self.trees = [parse(phrase) for phrase in phrases]
        self.unless = [parse(phrase) for phrase in unless]
        self.alphabet = alphabet
        anchors = [anchor(tree, alphabet) for tree in self.trees]
        self.anchors = frozenset("".join(anchors))
        self.anchored = all(anchors)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The phrases."""
        return scanner(self.trees, self.alphabet)

    @cached_property
    def keeps(self) -> list[tuple[str, int]]:
        """The names under which parts are kept, each with the number of its group."""
        groups = self.pattern.groupindex.items()
        return [(name.partition("_number_")[0], number) for name, number in groups if number > 1]

    @cached_property
    def barred(self) -> re.Pattern[str] | None:
        """The forbidding phrases."""
        return scanner(self.unless, self.alphabet) if self.unless else None

    def find(self, symbols: str, start: int, stop: int) -> list[Found]:
        """Every match in a stretch of a text, in order and without overlap, that no forbidding phrase meets.

        Args:
            symbols: the text as `Alphabet.spell` or `Alphabet.overlay` gives it.
        """
        out: list[Found] = []
        last, keeps = start, self.keeps
        for match in self.pattern.finditer(symbols, start, stop):
            first, end = match.span(1)
            if first >= last and end > first:
                last, spans, kept = end, match.regs, {}
                for name, number in keeps:
                    if spans[number][0] >= 0:
                        kept[name] = spans[number]
                out.append(Found(first, end, kept))
        if not out or self.barred is None:
            return out
        barred = [found.span(1) for found in self.barred.finditer(symbols, start, stop)]
        return [own for own in out if not any(a < own.end and own.start < b for a, b in barred)] if barred else out


def scanner(trees: Iterable[Tree], alphabet: Alphabet) -> re.Pattern[str]:
    """The regular expression of any of the trees, the match in its first group.

    Where it is known with which symbols a match can begin, the expression is one of those symbols, looked behind at:
    a search for a single class of characters is several times faster than one that tries the phrases everywhere.
    Matches may then overlap.
    """
    numbers = count()
    trees = list(trees)
    whole = f"({'|'.join(render(tree, alphabet, numbers) for tree in trees)})"
    openings = [opening(tree, alphabet) for tree in trees]
    known = "".join(sorted(set().union(*(symbols or "" for symbols, _ in openings))))
    if any(symbols is None or nothing for symbols, nothing in openings):
        return re.compile(whole)
    return re.compile(f"[{ranges(known)}](?<=(?={whole}).)")


def opening(tree: Tree, alphabet: Alphabet) -> tuple[str | None, bool]:
    """The symbols with which a match of a tree can begin, None where any can, and whether it can match nothing."""
    kind, inner = tree
    if not isinstance(inner, list):
        if kind == "gap":
            return None, inner != "_"
        return list_anchor(str(inner), alphabet, opens=True) if kind == "list" else anchor(tree, alphabet), False
    parts = [opening(part, alphabet) for part in inner]
    if kind == "all":
        solid = next((number for number, (_, nothing) in enumerate(parts) if not nothing), None)
        parts, nothing = (parts, True) if solid is None else (parts[: solid + 1], False)
    else:
        nothing = kind == "maybe" or any(part[1] for part in parts)
    known = None if any(symbols is None for symbols, _ in parts) else "".join(str(symbols) for symbols, _ in parts)
    return known, nothing


def split_words(phrase: str) -> list[str]:
    """The words of a phrase, as a text's words are told apart."""
    return [match[0] for match in words(phrase)]


def literals(phrases: Iterable[str]) -> Iterator[str]:
    """Every word that the phrases spell out."""
    for phrase in phrases:
        for kind, inner in walk(parse(phrase)):
            if kind == "word":
                yield str(inner)


def lists_used(phrases: Iterable[str]) -> Iterator[str]:
    """The name of every list that the phrases use."""
    for phrase in phrases:
        for kind, inner in walk(parse(phrase)):
            if kind == "list":
                yield str(inner)


def walk(tree: Tree) -> Iterator[Tree]:
    """A tree and everything in it."""
    yield tree
    if isinstance(tree[1], list):
        for part in tree[1]:
            yield from walk(part)


def parse(phrase: str) -> Tree:
    """A phrase as a tree of (kind, what): `all` and `any` hold lists, `maybe` and `keep …` hold one.

    Raises:
        LexiconError: the phrase is empty, its braces do not match, or it names a kind of mention that there is not.
    """
    pieces = PIECE.findall(phrase)
    tree, rest = sequence(pieces, 0, phrase)
    if rest != len(pieces) or not tree[1]:
        raise LexiconError(f'The phrase "{phrase}" is empty or has a brace too many. Balance its braces.')
    return tree


def sequence(pieces: list[str], at: int, phrase: str, inside: bool = False) -> tuple[Tree, int]:
    """The elements from a piece on, up to the end or, inside braces, to a comma or the closing brace."""
    parts: list[Tree] = []
    while at < len(pieces) and not (inside and pieces[at] in {",", "}"}):
        if pieces[at] == "}":
            break
        if pieces[at] == "?":
            if not parts:
                raise LexiconError(f'The phrase "{phrase}" begins with "?". Put it behind what may be absent.')
            parts[-1] = ("maybe", [parts[-1]])
            at += 1
            continue
        part, at = element(pieces, at, phrase)
        parts.append(part)
    return ("all", parts), at


def element(pieces: list[str], at: int, phrase: str) -> tuple[Tree, int]:
    """One element of a phrase, and where the next begins."""
    piece = pieces[at]
    if piece == "{":
        choices: list[Tree] = []
        while piece != "}":
            choice, at = sequence(pieces, at + 1, phrase, inside=True)
            if at >= len(pieces):
                raise LexiconError(f'The phrase "{phrase}" lacks a closing brace.')
            choices.append(choice)
            piece = pieces[at]
        return ("any", choices), at + 1
    if piece.endswith(":") and len(piece) > 1:
        if at + 1 >= len(pieces):
            raise LexiconError(f'The phrase "{phrase}" names "{piece}" but nothing follows.')
        part, at = element(pieces, at + 1, phrase)
        return (f"keep {piece[:-1]}", [part]), at
    if piece in {"*", "**", "_"}:
        return ("gap", piece), at + 1
    if piece[0] == "@":
        return ("list", piece[1:]), at + 1
    if piece[0] == "<":
        if piece[1:-1] not in KINDS:
            raise LexiconError(f'"{piece}" is no kind of mention. There are: {", ".join(KINDS)}.')
        return ("kind", piece[1:-1]), at + 1
    spelt = split_words(piece.strip('"') if len(piece) > 1 else piece)
    return ("all", [("word", word) for word in spelt]), at + 1


def render(tree: Tree, alphabet: Alphabet, numbers: Iterator[int]) -> str:
    """The regular expression of a tree; `numbers` tells apart what several phrases keep under one name."""
    kind, inner = tree
    if isinstance(inner, list):
        parts = [render(part, alphabet, numbers) for part in inner]
        if kind == "all":
            return "".join(parts)
        if kind == "any":
            return f"(?:{'|'.join(parts)})"
        return f"(?:{parts[0]})?" if kind == "maybe" else f"(?P<{kind[5:]}_number_{next(numbers)}>{parts[0]})"
    if kind == "gap":
        return gap(str(inner), alphabet)
    if kind == "list":
        return choice(str(inner), alphabet)
    if kind == "kind":
        return f"{alphabet.any_of(f'<{inner}')}{alphabet.any_of(f'+{inner}')}*"
    return f"[{alphabet.one_of(f'={inner}')}]"


def gap(sign: str, alphabet: Alphabet) -> str:
    """The regular expression of `_`, `*` or `**`."""
    if sign == "**":
        walls = "".join(sorted({alphabet.spell([mark]) for mark in WALLS}))
        return f"[^\n{walls}]{{0,10}}?"
    return f"[^\n{alphabet.one_of('surface:mark')}]" + ("{0,4}?" if sign == "*" else "")


def choice(name: str, alphabet: Alphabet) -> str:
    """The regular expression of a list: its single words as one class, its phrases longest first."""
    if name in BUILT_IN:
        return f"[{alphabet.one_of(*BUILT_IN[name])}]"
    if not alphabet.entries.get(name):
        raise LexiconError(f'No list is called "@{name}". There are: {", ".join(sorted(alphabet.entries))}.')
    long = sorted((entry for entry in alphabet.entries[name] if len(entry) > 1), key=len, reverse=True)
    parts = ["".join(f"[{alphabet.one_of(f'={word}')}]" for word in entry) for entry in long]
    if single := alphabet.one_of(f"@{name}"):
        parts.append(f"[{single}]")
    return f"(?:{'|'.join(parts)})"


def anchor(tree: Tree, alphabet: Alphabet) -> str:
    """The fewest symbols, rare ones first, of which a text must hold one to match; empty where any text may match."""
    kind, inner = tree
    if kind == "all" or kind.startswith("keep"):
        found = [symbols for part in inner if (symbols := anchor(part, alphabet))]  # type: ignore[attr-defined]
        return min(found, key=alphabet.commonness, default="")
    if kind == "any":
        each = [anchor(part, alphabet) for part in inner]  # type: ignore[attr-defined]
        return "".join(each) if all(each) else ""
    if kind in {"maybe", "gap"}:
        return ""
    if kind == "kind":
        return alphabet.any_of(f"<{inner}")
    if kind == "list":
        return list_anchor(str(inner), alphabet)
    return alphabet.any_of(f"={inner}")


def list_anchor(name: str, alphabet: Alphabet, opens: bool = False) -> str:
    """The symbols of the rarest word of each entry of a list, or of the first, with which a match `opens`."""
    if name in BUILT_IN:
        return alphabet.any_of(*BUILT_IN[name])
    long = [entry[:1] if opens else entry for entry in alphabet.entries.get(name, ()) if len(entry) > 1]
    each = [min((alphabet.any_of(f"={word}") for word in entry), key=alphabet.commonness) for entry in long]
    return "".join(sorted({*alphabet.any_of(f"@{name}"), *"".join(each)}))
