"""The example notebook: its cells are run here, what they print and show is kept, and it becomes a page of the site.

    python tools/example_notebook.py     run the cells of docs/example.ipynb anew, and keep what they give

A test holds the file against what its cells give. A cell's last expression is shown as a notebook shows it: as HTML
where it has a form for it, else as text.
"""

import ast
import contextlib
import io
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FILE = ROOT / "docs" / "example.ipynb"


def read() -> dict[str, Any]:
    """The notebook as it is kept."""
    held: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return held


def run(book: dict[str, Any]) -> dict[str, Any]:
    """A notebook with its code cells run in order, in an empty folder that has the examples."""
    names: dict[str, Any] = {"__name__": "__main__"}
    cells, count = [], 0
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("examples").symlink_to(ROOT / "examples")
        for cell in book["cells"]:
            anew = {}
            if cell["cell_type"] == "code":
                count += 1
                anew = {"execution_count": count, "outputs": outputs("".join(cell["source"]), names, count)}
            cells.append(cell | anew)
    return {**book, "cells": cells}


def outputs(code: str, names: dict[str, Any], count: int) -> list[dict[str, Any]]:
    """What a cell prints, and what its last expression shows."""
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    value = None
    with contextlib.redirect_stdout(io.StringIO()) as told:
        exec(compile(tree, "cell", "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    printed = told.getvalue()
    made: list[dict[str, Any]] = []
    if printed:
        made.append({"name": "stdout", "output_type": "stream", "text": printed.splitlines(keepends=True)})
    if value is not None:
        made.append({"data": shown(value), "execution_count": count, "metadata": {}, "output_type": "execute_result"})
    return made


def shown(value: Any) -> dict[str, list[str]]:
    """A value as a notebook keeps it."""
    data = {"text/plain": repr(value).splitlines(keepends=True)}
    if hasattr(value, "_repr_html_"):
        data = {"text/html": value._repr_html_().splitlines(keepends=True), "text/plain": [f"<{type(value).__name__}>"]}
    return data


def text(book: dict[str, Any]) -> str:
    """A notebook as its file holds it."""
    return json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def page() -> str:
    """The notebook as a page of the site."""
    parts = []
    for cell in read()["cells"]:
        source = "".join(cell["source"])
        parts.append(source if cell["cell_type"] == "markdown" else f"```python\n{source}\n```")
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "text/html" in data:
                parts.append(f'<div class="output">{"".join(data["text/html"])}</div>')
            else:
                parts.append(f"```text\n{''.join(output.get('text') or data['text/plain']).rstrip()}\n```")
    return "\n\n".join(parts) + "\n"


def main(_: Sequence[str] = ()) -> None:
    """Run the notebook and keep it."""
    FILE.write_text(text(run(read())), encoding="utf-8")


if __name__ == "__main__":
    main()
