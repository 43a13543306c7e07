"""A page in a browser that notes what it should not do."""

from typing import Any

#: What a browser without a graphics card says of its own drawing.
OF_THE_CARD = "GL Driver Message"


def watched(browser: Any, address: str, **options: Any) -> tuple[Any, list[str]]:
    """A page, and everything that it asks of another address or complains of."""
    page, wrong = browser.new_page(**options), []

    def said(message: Any) -> None:
        if message.type in {"error", "warning"} and OF_THE_CARD not in message.text:
            wrong.append(message.text)

    page.on("console", said)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else wrong.append(request.url))
    return page, wrong
