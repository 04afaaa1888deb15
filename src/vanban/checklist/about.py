"""What a checklist is of, for its headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from vanban import lexicon, wording
from vanban.clock import today
from vanban.identity.nodes import Node
from vanban.quantities import deadlines
from vanban.registry.days import last
from vanban.text import plain


@dataclass(frozen=True, slots=True)
class About:
    """`subject` completes "Danh mục nhiệm vụ …": "thực hiện Chỉ thị số 21-CT/TW ngày 04/5/2023", "của Sở Nội vụ tỉnh Cao Bằng", "trong 12 văn bản".

    `issuer`, `symbol` and `date` (ISO) are of the one document that the list is an annex of, when one is asked for; `on` is the ISO day the list was made.
    Of the documents, by their ids: `names` in full, with issuer and subject; `ends`, until which ISO day duties come again, where a title sets a period.
    """

    subject: str
    issuer: str | None = None
    symbol: str | None = None
    date: str | None = None
    on: str = field(default_factory=today)
    names: Mapping[str, str] = field(default_factory=dict)
    ends: Mapping[str, str] = field(default_factory=dict)


def about(
    documents: Sequence[Node],
    *,
    asked: Sequence[Node] = (),
    below: bool = False,
    body: str | None = None,
    province: str | None = None,
    folder: str | None = None,
    whole: bool = True,
    on: str | None = None,
) -> About:
    """The heading of the tasks of `documents`, as they were asked for.

    `asked`: the documents that were named, with the plans `below` them or alone; `body` whose tasks, `province` (its name) and `folder` whose documents.
    `whole`: no other filter leaves tasks out. Only all the tasks of one document are its annex; what is chosen among them is a list of its own.
    """
    parts = [_of_body(body, province), _of_asked(asked, below), _of_place(province if not body and not asked else None, folder)]
    subject = ", ".join(filter(None, parts)) or f"trong {len(documents)} văn bản"
    told = About(subject, on=on or today(), names={node.id: named(node) for node in documents}, ends=period_ends(documents))
    if len(asked) == 1 and whole and not (below or body or province or folder):
        return replace(told, issuer=asked[0].issuer, symbol=asked[0].symbol, date=asked[0].date)
    return told


def called(node: Node) -> str:
    """What a document is called in a list: "Kế hoạch số 452-KH/HU ngày 13/8/2024"."""
    name = wording.called(node.doc_type, node.symbol, node.title)
    return f"{name} ngày {wording.day(node.date)}" if node.date else name


def named(node: Node) -> str:
    """Its name in full: "Kế hoạch số 452-KH/HU ngày 13/8/2024 của Huyện ủy Phong Thổ: thực hiện Chỉ thị số 21-CT/TW …"."""
    issued = f"{called(node)} của {node.issuer}" if node.issuer else called(node)
    return f"{issued}: {node.title}" if node.symbol and node.title else issued


def _of_body(body: str | None, province: str | None) -> str | None:
    """ "của Sở Nội vụ tỉnh Cao Bằng": the province only where the name of the body does not bear it."""
    if body is None:
        return None
    return f"của {body}" if province is None or plain(province) in plain(body) else f"của {body} {_unit(province)}"


def _of_asked(asked: Sequence[Node], below: bool) -> str | None:
    if not asked:
        return None
    name = called(asked[0]) if len(asked) == 1 else f"{len(asked)} văn bản"
    return f"thực hiện {name} và các văn bản triển khai" if below else f"thực hiện {name}"


def _of_place(province: str | None, folder: str | None) -> str | None:
    """ "trong các văn bản của tỉnh Cao Bằng, thư mục “2024”"."""
    where = [f"của {_unit(province)}"] * (province is not None) + [f"thư mục “{PurePath(folder).name or folder}”" for folder in [folder] if folder]
    return f"trong các văn bản {', '.join(where)}" if where else None


def _unit(province: str | None) -> str:
    known = lexicon.province(province) if province else None
    return f"{'thành phố' if known.city else 'tỉnh'} {known.name}" if known else province or ""


def period_ends(documents: Iterable[Node]) -> dict[str, str]:
    """The last ISO day of each document's period, by its id: "giai đoạn 2021 - 2025", "đến năm 2030, tầm nhìn đến năm 2045" (the first counts).

    A period that was over when the document was issued is of another: it amends or sums up what was done then.
    """
    found = ((node, _period_end(node.title or "")) for node in documents)
    return {node.id: end for node, end in found if end and (node.date is None or last(node.date) <= end)}


_PERIOD = re.compile(r"\d{4}-(\d{4})")


def _period_end(title: str) -> str | None:
    for deadline in deadlines(title):
        year = _PERIOD.fullmatch(deadline.value)
        if year or (title[deadline.start : deadline.end].startswith("đến") and re.fullmatch(r"\d{4}", deadline.value)):
            return f"{year[1] if year else deadline.value}-12-31"
    return None
