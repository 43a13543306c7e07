"""Reports in files of every kind that has its own way through Spark, and what is wrong with some of them."""

import csv
import gzip
import json
from pathlib import Path

import pyarrow as pa
from pyarrow.parquet import write_table

GANJA = "Thirteen civilians were killed when missiles struck Ganja overnight, Azerbaijani prosecutors said on Saturday."
STEPANAKERT = "Shells hit Stepanakert on Friday, wounding {} civilians, the emergency service of the city said."
PAGE = f"<html><head><title>Strike</title></head><body><article><p>{GANJA}</p><p>{GANJA}</p></article></body></html>"


def write(folder: Path, many: int = 40) -> None:
    """Write the files: texts, a page, tables with rows that fail, an archive, and what cannot be read at all."""
    folder.mkdir()
    (folder / "a.txt").write_text(GANJA, encoding="utf-8")
    (folder / "b.html").write_text(PAGE, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "unread.docx").write_bytes(b"PK")
    rows = [{"id": f"row {n}", "text": STEPANAKERT.format(n + 2), "published": "2020-10-02"} for n in range(many)]
    lines = [json.dumps(row) for row in rows]
    lines[3:3] = ["no JSON", "", json.dumps({"text": GANJA, "published": "once"})]
    (folder / "c.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with (folder / "d.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, ["id", "text", "published"])
        table.writeheader()
        table.writerows(row | {"id": f"csv {row['id']}"} for row in rows[:5])
    write_table(pa.Table.from_pylist([row | {"id": f"parquet {row['id']}"} for row in rows[5:9]]), folder / "e.parquet")
    (folder / "f.warc.gz").write_bytes(b"".join(map(capture, range(3))))


def capture(number: int) -> bytes:
    """A page as a web archive holds it."""
    body = PAGE.replace("Thirteen", str(number + 20)).encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2020-10-17T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:0000000{number}-0000-0000-0000-000000000000>\r\n"
        f"WARC-Target-URI: https://desk.example/{number}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + answer + b"\r\n\r\n", mtime=0)
