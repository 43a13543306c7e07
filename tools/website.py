"""What the site's builder calls: pages made from the code, the notebook as a page, and a look at what was built.

mkdocs.yml names this file as a hook; `make docs` builds.
"""

import re
import shutil
import sys
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

sys.path.insert(0, str(Path(__file__).parent))

import example_notebook
import reference

#: What a page loads by itself: scripts, styles, pictures, frames; a link that a reader may follow is none of them.
LOADED = re.compile(
    r"<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*?(?:src|data)=[\"']?((?:https?:)?//[^\"'\s>]+)"
    r"|<link\b(?![^>]*rel=[\"']?canonical)[^>]*?href=[\"']?((?:https?:)?//[^\"'\s>]+)"
    r"|(?:url\(|@import\s)[\"']?((?:https?:)?//[^\"')\s]+)"
)

#: What the theme loads where pages are opened from a folder, and what does the same here.
SHIM, OWN = "https://unpkg.com/iframe-worker/shim", "assets/javascripts/frame_worker.js"

#: Addresses that the theme's script could call for features that are off here: they lead nowhere in what is built.
CALLED = re.compile(
    r"https://(?:unpkg\.com|api\.github\.com|gitlab\.com|fonts\.g\w+\.com|www\.googletagmanager\.com)\b"
)

#: A call that names an address.
CALLS = re.compile(r"(?:fetch|import|importScripts|open|XMLHttpRequest)\([^)]{0,40}https?://")


def on_files(files: Files, config: Any) -> Files:
    """Put the pages that are made from the code beside those that people wrote, and the notebook's page for it."""
    for name, page in reference.pages().items():
        files.append(File.generated(config, f"reference/{name}", content=page))
    written = files.get_file_from_path("example.ipynb")
    if written is not None:
        files.remove(written)
    files.append(File.generated(config, "example.md", content=example_notebook.page()))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Links to the notebook lead to its page."""
    return markdown.replace("(example.ipynb)", "(example.md)")


@event_priority(-1000)
def on_post_build(config: Any) -> None:
    """Have everything that the pages load beside them, and refuse a site that would load anything from elsewhere.

    Raises:
        PluginError: it would; names the file and the address.
    """
    site = Path(config["site_dir"])
    shutil.copyfile(Path(__file__).with_name("frame_worker.js"), site / OWN)
    for path in sorted(site.rglob("*")):
        if path.suffix == ".js":
            path.write_text(CALLED.sub("about:blank", path.read_text(encoding="utf-8")), encoding="utf-8")
        elif path.suffix == ".html":
            text = path.read_text(encoding="utf-8")
            up = "../" * (len(path.relative_to(site).parts) - 1)
            path.write_text(text.replace(SHIM, "/" + OWN if path.stem == "404" else up + OWN), encoding="utf-8")
        elif path.suffix == ".map":
            path.unlink()  # for those who work on the theme
    if found := foreign(site):
        raise PluginError("The site would load from elsewhere: " + "; ".join(found))


def foreign(site: Path) -> list[str]:
    """The addresses elsewhere that the files of a site load by themselves, each with its file."""
    found = []
    for path in sorted(site.rglob("*")):
        if path.suffix not in {".html", ".css", ".js"}:
            continue
        text = path.read_text(encoding="utf-8")
        rules = (CALLED, CALLS) if path.suffix == ".js" else (LOADED,)
        found += [f"{path.relative_to(site)}: {match[0][-120:]}" for rule in rules for match in rule.finditer(text)]
    return found
