"""Pages that are made from the code: every option, every public name, every field and column."""

import inspect
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import typer.main

import recounted
from recounted import cli, model
from recounted.ledger import tables

HEAD = "# {}\n\nMade from the code by `make docs`.\n"


def pages() -> dict[str, str]:
    """Name of a page → its Markdown."""
    return {"options.md": options_page(), "python.md": python_page(), "records.md": records_page()}


def cell(words: Any) -> str:
    """Words as a cell of a table holds them."""
    return re.sub(r"\s+", " ", str(words)).replace("|", "\\|").strip()


def table(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """A table."""
    names = list(head)
    lines = [names, ["---"] * len(names), *([cell(one) for one in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


# Options


def options_page() -> str:
    """Every verb with its arguments and options."""
    return HEAD.format("Every option") + "".join(
        verb(name, one) for name, one in verbs(typer.main.get_command(cli.app))
    )


def verbs(command: Any, above: str = "recounted") -> Iterator[tuple[str, Any]]:
    """Every command with its whole name, those within others too."""
    for name, one in sorted(command.commands.items()):
        if hasattr(one, "commands"):
            yield from verbs(one, f"{above} {name}")
        else:
            yield f"{above} {name}", one


def verb(name: str, command: Any) -> str:
    """One verb."""
    rows = [parameter(one) for one in command.params if not getattr(one, "hidden", False)]
    about = cell(command.help or "")
    return f"\n## {name}\n\n{about}\n\n" + (table(("option", "means", "if not given"), rows) if rows else "")


def parameter(one: Any) -> tuple[str, str, str]:
    """An argument or option: how it is written, what it means, and what holds without it."""
    is_option = one.param_type_name == "option"
    names = ", ".join(f"`{name}`" for name in [*one.opts, *one.secondary_opts])
    names = names if is_option else f"`{(one.metavar or one.name).upper()}`"
    default = one.default
    if one.required:
        said = "must be given"
    elif (
        default is None
        or default == []
        or default is False
        or callable(default)
        or "Sentinel" in type(default).__name__
    ):
        said = ""
    else:
        said = f"`{getattr(default, 'value', default)}`"
    return names, getattr(one, "help", None) or "", said


# Python


def python_page() -> str:
    """Every public name, with its signature and what its docstring says."""
    return HEAD.format("Every public name") + "".join(public(name) for name in recounted.__all__)


def public(name: str) -> str:
    """One public name."""
    thing = getattr(recounted, name)
    if not inspect.isclass(thing):
        return f"\n## {name}\n\n{signed(name, thing)}{said(thing)}"
    own = [(key, value) for key, value in vars(thing).items() if not key.startswith("_")]
    methods = [(key, value) for key, value in own if inspect.isfunction(value)]
    body = "".join(f"\n### {name}.{key}\n\n{signed(key, value)}{said(value)}" for key, value in methods)
    return f"\n## {name}\n\n{said(thing)}{fields(thing)}{body}"


def signed(name: str, function: Any) -> str:
    """A function's signature, as Python."""
    return f"```text\n{name}{readable(str(inspect.signature(function)))}\n```\n\n"


def readable(signature: str) -> str:
    """A signature without the modules that its types come from."""
    return re.sub(r"\b(?:\w+\.)+(?=[A-Za-z])", "", signature).replace("'", "").replace('"', "")


def said(thing: Any) -> str:
    """A docstring; the parts on arguments and errors as lists."""
    text = inspect.cleandoc(thing.__doc__ or "")
    parts = re.split(r"^(Args|Raises):\n", text, flags=re.MULTILINE)
    told = parts[0].strip() + "\n"
    for head, body in zip(parts[1::2], parts[2::2], strict=True):
        items = re.sub(r"\n\s{5,}", " ", body)
        told += f"\n{'Arguments' if head == 'Args' else head}:\n\n"
        told += "".join(
            f"- `{name}`: {words}\n" for name, words in re.findall(r"^\s*(\w+): (.+)$", items, re.MULTILINE)
        )
    return told


# Records


def records_page() -> str:
    """Every field of every record, and every column of every table."""
    kinds = [one for _, one in inspect.getmembers(model, inspect.isclass) if issubclass(one, msgspec.Struct)]
    records = "".join(f"\n### {one.__name__}\n\n{said(one)}{fields(one)}" for one in kinds if one is not msgspec.Struct)
    columns = "".join(f"\n### {name}\n\n{columns_of(one)}" for name, one in sorted(tables.metadata.tables.items()))
    return HEAD.format("Every field and column") + f"\n## Records\n{records}\n## Tables of a ledger\n{columns}"


def fields(kind: Any) -> str:
    """The fields of a record: name, type, and what holds where none is given."""
    if not issubclass(kind, msgspec.Struct):
        return ""
    rows = [(f"`{one.name}`", f"`{readable(typed(one.type))}`", default(one)) for one in msgspec.structs.fields(kind)]
    return "\n" + table(("field", "type", "if not given"), rows)


def typed(kind: Any) -> str:
    """A type in words."""
    return kind.__name__ if isinstance(kind, type) and not getattr(kind, "__args__", None) else str(kind)


def default(field: Any) -> str:
    """What a field holds where nothing is given."""
    if field.required:
        return "must be given"
    return f"`{field.default!r}`" if field.default is not msgspec.NODEFAULT else "empty"


def columns_of(one: Any) -> str:
    """The columns of a table of the ledger."""
    rows = [
        (
            f"`{column.name}`",
            str(column.type),
            "key" if column.primary_key else "",
            "" if column.nullable else "never null",
        )
        for column in one.columns
    ]
    return table(("column", "type", "", ""), rows)
