"""How a document is carried out: its cascade, the units that answered and those that did not, the answers in time, and its targets on the way down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from vanban import ask, lexicon, spreadsheet, wording
from vanban.ask.cascade import fates
from vanban.ask.choice import same_province
from vanban.ask.coverage import Answers, answers, covered, lag, shares
from vanban.ask.uptake import ORDER, line, reach, timeline, uptake
from vanban.clock import today
from vanban.export.html.words import amount
from vanban.export.html.words import number as decimal
from vanban.graph import Plan
from vanban.identity.nodes import Node
from vanban.model import Level
from vanban.store import Store
from vanban.web import cascades
from vanban.web.drawings import cascade
from vanban.web.drawings.tiles import tiles
from vanban.web.languages import language_of, translator
from vanban.web.pages.searching import Offset
from vanban.web.site import address, day, province_names, render, site_of
from vanban.web.timelines import Timeline
from vanban.web.turns import at_length

router = APIRouter(include_in_schema=False)

UnitLevel = Literal["province", "district", "commune"]
Province = Annotated[str, Query(max_length=100)]
Day = Annotated[str, Query(pattern=r"^(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$")]


@dataclass(frozen=True)
class _Asked:
    """A document, what implements it today, and the first answer of each unit."""

    store: Store
    node: Node
    plans: list[Plan]
    given: Answers


def _asked(request: Request, id: str) -> _Asked:
    store = site_of(request).store
    node = ask.choose(store, id)
    plans = ask.plans(store, node)
    return _Asked(store, node, plans, answers(plans))


def _page(request: Request, template: str, asked: _Asked, **values: Any) -> Response:
    """A tab: all of them have the document, its plans and their lines."""
    shared = {"line": line, "issuer": cascades.issuer, "decimal": decimal, "lag": lambda plan: lag(asked.node, plan)}
    return render(request, template, node=asked.node, plans=asked.plans, **shared, **values)


def _typed(province: str) -> str | None:
    """A province by what was typed; a word that means none is left as it is, and finds nothing."""
    home = lexicon.typed_province(province) if province else None
    return home.name if home else province or None


@router.get("/directive/{id:path}")
def overview(request: Request, id: str, province: Province = "") -> Response:
    """The cascade, drawn and as a list, with its figures."""
    asked = _asked(request, id)
    opened = _typed(province)
    found = cascades.branches(asked.node, asked.plans, opened)
    left_out = sum(opened in (None, plan.province) for plan in asked.plans) - cascades.size(found)
    language = language_of(request)
    home = opened or (asked.node.province if asked.node.level in _BELOW else None)
    naming = cascades.Naming(translator(language), lambda iso: day(iso, language), address(asked.node.id, "directive"), home)
    drawing = cascade.draw(naming.boxes(asked.node, found), naming.levels(), naming.say("Sơ đồ các văn bản thực hiện")) if asked.plans else None
    figures = uptake(asked.node, asked.plans, asked.given)
    values = {"opened": opened, "left_out": max(left_out, 0), "anchor": cascades.anchor, "order": ORDER}
    return _page(request, "directive.html", asked, branches=found, drawing=drawing, figures=figures, **values)


@router.get("/directive-units/{id:path}")
def units(request: Request, id: str, level: UnitLevel | Literal[""] = "", province: Province = "", on: Day = "") -> Response:
    """Who answered and who did not, on a map of the provinces and in a table."""
    asked = _asked(request, id)
    wanted, home = _wanted(asked.node, level), _home(asked.node, province)
    date = on or asked.node.date or today()
    whole = wanted == "province" or home is not None
    rows = _rows(asked, wanted, home, date) if whole else []
    values = {
        "wanted": wanted,
        "home": home,
        "date": date,
        "chosen": {"level": level, "province": province, "on": on},
        "plans_by_id": {plan.id: plan for plan in asked.plans},
        "tiles": _tiles(asked, wanted, date) if asked.node.level not in _BELOW else [],
        "rows": [row for row in rows if row["answer"] != "without"],
        "missing": [row for row in rows if row["answer"] == "without"],
        "whole": whole,
        "shares": [] if whole else shares(asked.given, wanted, date),
        "provinces": province_names(),
        "bounded": asked.node.level in _BELOW,
    }
    return _page(request, "directive_units.html", asked, **values)


_BELOW = ("province", "district", "commune", "unit")
"""Levels whose documents reach a part of the country only."""


def _wanted(node: Node, level: UnitLevel | Literal[""]) -> UnitLevel:
    """The level of units that is asked about: what was chosen, else that which is to answer."""
    to_answer = reach(node)
    return level or (to_answer.level if to_answer else "commune")  # type: ignore[return-value]  # reach knows no other levels


def _home(node: Node, province: str) -> str | None:
    """The province whose units are asked about: that of what comes from a province, else the chosen one."""
    return node.province if node.level in _BELOW else _typed(province)


def _rows(asked: _Asked, level: Level, home: str | None, on: str) -> list[dict[str, Any]]:
    """A row for each unit; of provinces all, unless the document comes from one. Below a district nobody knows here which units were to answer."""
    everywhere = level == "province" and asked.node.level not in _BELOW
    rows = ask.coverage_rows(covered(asked.node, asked.given, level, None if everywhere else home, on))
    return rows if reach(asked.node) else [row for row in rows if row["answer"] == "with"]


def _tiles(asked: _Asked, level: Level, on: str) -> list[dict[str, Any]]:
    """The squares of the map, each with what it shows: the province's own answer, or how many of its units answered."""
    if level != "province":
        known = {share.province: share for share in shares(asked.given, level, on)}
        return [{"tile": tile, "share": known.get(tile.province)} for tile in tiles(on)]
    rows = {row["unit"]: row for row in reversed(_rows(asked, level, None, on))}
    return [{"tile": tile, "row": rows.get(tile.province)} for tile in tiles(on)]


@router.get("/directive-units.csv/{id:path}")
@at_length
def units_csv(request: Request, id: str, level: UnitLevel | Literal[""] = "", province: Province = "", on: Day = "") -> Response:
    """The table of units as CSV that Excel opens, with the documents' symbols and dates."""
    asked, say = _asked(request, id), translator(language_of(request))
    wanted, home = _wanted(asked.node, level), _home(asked.node, province)
    plans = {plan.id: plan for plan in asked.plans}
    rows = _rows(asked, wanted, home, on or asked.node.date or today())
    text = spreadsheet.to_csv([{say(name): value for name, value in _line_of(row, plans.get(row["document"]), say).items()} for row in rows])
    file = quote(f"{asked.node.id.replace('/', '-')}-{wanted}.csv")
    return Response("\ufeff" + text, media_type="text/csv; charset=utf-8", headers={"Content-Disposition": f"attachment; filename*=UTF-8''{file}"})


ANSWERS = {"with": "đã có văn bản", "successor": "đơn vị kế thừa đã có", "without": "chưa thấy văn bản"}
"""What is said of units."""


def _line_of(row: dict[str, Any], plan: Plan | None, say: Callable[[str], str]) -> dict[str, Any]:
    return {
        "Đơn vị": row["unit"],
        "Tỉnh, thành phố": row["province"],
        "Tình trạng": say(ANSWERS[row["answer"]]),
        "Đơn vị kế thừa": row["by"],
        "Số, ký hiệu": plan and plan.symbol,
        "Cơ quan ban hành": plan and plan.issuer,
        "Ngày": plan and plan.date,
        "Số ngày": row["lag_days"],
        "Mã văn bản": row["document"],
    }


@router.get("/directive-time/{id:path}")
def time(request: Request, id: str, offset: Offset = 0) -> Response:
    """The answers in time."""
    asked = _asked(request, id)
    lanes, figures = timeline(asked.node, asked.plans), uptake(asked.node, asked.plans, asked.given)
    dated = sorted(((days, plan) for lane in lanes for plan, days in lane.plans), key=lambda one: (one[0], one[1].id))
    undated = [plan for lane in lanes for plan in lane.undated]
    drawing = Timeline(translator(language_of(request))).draw(figures, lanes) if dated else None
    rows = [*((plan, days) for days, plan in dated), *((plan, None) for plan in undated)]
    values = {"lanes": lanes, "figures": figures, "undated": len(undated), "total": len(rows)}
    return _page(request, "directive_time.html", asked, drawing=drawing, rows=rows[offset : offset + _PAGE], offset=offset, limit=_PAGE, **values)


_PAGE = 100  # documents in a table


Change = Literal["", "raised", "kept", "lowered", "dropped", "added"]


@router.get("/directive-targets/{id:path}")
def targets(
    request: Request,
    id: str,
    level: Level | Literal[""] = "",
    province: Province = "",
    target: Annotated[str, Query(max_length=20)] = "",
    change: Change = "",
    offset: Offset = 0,
) -> Response:
    """The document's targets beside those of the plans below it; one of them (or "added") opened with all that became of it."""
    asked = _asked(request, id)
    home = _typed(province)
    plans = [plan for plan in asked.plans if level in ("", plan.level) and (home is None or same_province(plan.province, home))]
    found = fates(asked.store, asked.node, plans)
    opened = next((row for row in found if target == row.key), None)
    matches = [match for match in opened.matches if change in ("", match.change)] if opened else []
    chosen = {"level": level, "province": province, "target": target, "change": change}
    values = {"rows": found, "opened": opened, "matches": matches[offset : offset + _MATCHES], "total": len(matches), "offset": offset, "limit": _MATCHES}
    words = {"changes": CHANGES, "bases": BASES, "order": ORDER, "amount": amount, "due": wording.due, "few": _FEW, "provinces": province_names()}
    read = sum(plan.loaded for plan in plans)
    return _page(request, "directive_targets.html", asked, chosen=chosen, plans_by_id={plan.id: plan for plan in plans}, read=read, **values, **words)


_MATCHES, _FEW = 50, 6  # of an opened target on a page; of each level in the overview

CHANGES = {
    "raised": ("▲", "nâng lên"),
    "kept": ("=", "giữ nguyên"),
    "lowered": ("▼", "hạ xuống"),
    "dropped": ("–", "không nhắc đến"),
    "added": ("+", "bổ sung"),
}
"""Signs and names of what becomes of a target."""
BASES = {"share": "phần của địa phương trong số chung", "deadline": "khác thời hạn"}
"""What a judgement rests on where it is not the values alone."""
