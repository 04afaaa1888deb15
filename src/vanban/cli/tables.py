"""Answers as people see them on a terminal, in Vietnamese: who answered, what became of targets, who is who, what is missing, what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from vanban import wording
from vanban.cli.output import inline, line

Answer = Mapping[str, Any]


def _text(words: object, style: str = "") -> Text:
    return Text(line("" if words is None else str(words)), style=style)


def coverage(found: Answer) -> RenderableType:
    """Units that answered, with their documents and days; then those that did not."""
    table = Table("Đơn vị", "Văn bản", "Sau (ngày)", title=f"Đã ban hành: {len(found['with'])}", title_justify="left")
    for row in found["with"]:
        table.add_row(_text(_unit(row)), _text(row["document"]), _text(row["lag_days"]))
    missing = Text(f"Chưa có văn bản ({len(found['without'])}): {line(', '.join(map(_unit, found['missing'])))}")
    taken = [Text(line(f"{_unit(row)}: nay là {row['by']}, đã ban hành {row['document']}")) for row in found["successors"]]
    return Group(table, missing, *taken)


def _unit(row: Answer) -> str:
    """A district or commune with its province: others may bear its name."""
    return row["unit"] if row["unit"] == row["province"] else f"{row['unit']} ({row['province']})"


CHANGES = {"kept": "giữ nguyên", "raised": "nâng lên", "lowered": "hạ xuống", "dropped": "không nhắc đến", "added": "bổ sung"}

BASES = {"deadline": " (khác thời hạn)", "share": " (phần)"}
"""What a change rests on, where it is not the values alone: a value for another time, a plan's share of a count."""


def cascade(found: Sequence[Answer]) -> Table:
    """Each target with what the plans make of it; those that do not take it up in one row."""
    table = Table("Chỉ tiêu", "Văn bản", "Thay đổi", "Chỉ tiêu của văn bản", "Giống", show_lines=True)
    for row in found:
        words = row["target"]["span"]["quote"] if row["target"] else "(không có trong văn bản gốc)"
        taken = [match for match in row["matches"] if match["target"]]
        dropped = [match["document"] for match in row["matches"] if not match["target"]]
        rows = [_taken(match) for match in taken] + [[_text(_several(dropped)), Text(CHANGES["dropped"]), Text(), Text()]] * bool(dropped)
        for n, cells in enumerate(rows or [[Text()] * 4]):
            table.add_row(_text(words if n == 0 else ""), *cells)
    return table


def _taken(match: Answer) -> list[Text]:
    alike = f"{match['similarity']:.2f}" if match["similarity"] is not None else ""
    return [
        _text(match["document"]),
        Text(CHANGES[match["change"]] + BASES.get(match.get("basis", ""), "")),
        _text(match["target"]["span"]["quote"]),
        Text(alike),
    ]


def _several(ids: Sequence[str]) -> str:
    """The first few, and how many more."""
    more = len(ids) - _NAMED
    return ", ".join(ids[:_NAMED]) + (f" và {more} văn bản khác" if more > 0 else "")


_NAMED = 3


def whois(found: Sequence[Answer]) -> RenderableType:
    """A body or unit, or several of one name, each with its successors."""
    parts: list[RenderableType] = []
    for who in found:
        level = wording.LEVELS.get(who["level"]) if who["level"] else None
        about = [wording.BODIES.get(who["kind"]), level, who["province"], who["until"] and f"đến {wording.day(who['until'])}"]
        parts.append(Text.assemble((line(who["name"]), "bold"), *(f" · {line(part)}" for part in about if part)))
        parts += [Padding(Text(line(f"- {member}")), (0, 0, 0, 2), expand=False) for member in who.get("members", ())]
        for heir in who["successors"]:
            told = [f"từ {wording.day(heir['from'])}" if heir["from"] else None, heir["field"], heir["rule"]]
            parts.append(Padding(Text(line(f"→ {heir['name']}" + "".join(f" · {part}" for part in told if part))), (0, 0, 0, 2), expand=False))
    return Group(*parts)


GAPS = {
    "without_plan": "Văn bản của Trung ương chưa có kế hoạch thực hiện",
    "on_replaced": "Văn bản căn cứ vào văn bản đã bị thay thế hoặc bãi bỏ",
    "no_lead": "Nhiệm vụ chưa rõ cơ quan chủ trì",
    "no_deadline": "Nhiệm vụ chưa có thời hạn",
    "no_body": "Chỉ tiêu chưa giao cho cơ quan nào",
}


def gaps(found: Mapping[str, Sequence[Answer]]) -> RenderableType:
    """The gaps by kind; kinds without any are left out."""
    parts: list[RenderableType] = []
    for name, rows in found.items():
        if rows:
            parts.append(Text(f"{GAPS[name]} ({len(rows)})", style="bold"))
            parts += [Padding(Text(line(_gap(row))), (0, 0, 0, 2), expand=False) for row in rows]
    return Group(*parts) if parts else Text("Không phát hiện thiếu sót nào.")


def _gap(row: Answer) -> str:
    if "action" in row:
        return f"{row['document']}: {row['body']}: {row['action']}"
    if "span" in row:
        return f"{row['document']}: “{row['span']['quote']}”"
    ended = f" · căn cứ {row['on']}, đã có {row['ended_by']}" if "on" in row else ""
    return f"{row['symbol'] or row['title'] or row['id']} · {row['issuer'] or ''} · {wording.day(row['date'])}{ended}"


def search(found: Answer) -> RenderableType:
    """What was found, the words in bold."""
    parts: list[RenderableType] = [Text(f"{found['total']} văn bản")]
    for document in found["documents"]:
        name = wording.called(document["doc_type"], document["symbol"], document["title"])
        parts.append(Text(line(f"{name} · {document['issuer'] or ''} · {wording.day(document['date'])}"), style="bold"))
        parts += [Padding(_hit(hit), (0, 0, 0, 2), expand=False) for hit in document["hits"]]
    return Group(*parts)


KINDS = {"title": "trích yếu", "text": "nội dung", "target": "chỉ tiêu", "task": "nhiệm vụ"}


def _hit(hit: Answer) -> Text:
    quote, at = hit["quote"], hit["start"]
    found = Text(f"{KINDS[hit['kind']]}: ", style="dim")
    for start, end in hit["marks"]:
        found.append(inline(quote[max(at - hit["start"], 0) : start - hit["start"]]), style="not dim")
        found.append(inline(quote[start - hit["start"] : end - hit["start"]]), style="not dim bold")
        at = end
    return found.append(inline(quote[at - hit["start"] :]), style="not dim")


def open_mentions(found: Sequence[Answer]) -> Table:
    """Open mentions, each with its candidates and why."""
    table = Table("Văn bản", "Trích dẫn", "Nguyên văn", "Có thể là", show_lines=True)
    for row in found:
        may_be = "\n".join(f"{c['id']} ({c['score']:.2f}; {', '.join(c['reasons'])})" for c in row["candidates"])
        table.add_row(_text(row["document"]), _text(", ".join(row["citations"])), _text(row["quote"]), Text(may_be))
    return table
