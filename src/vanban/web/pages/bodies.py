"""Agencies: who is charged with tasks, what the registry knows of them, and their tasks through time."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup

from vanban import lexicon, registry, wording
from vanban.clock import today
from vanban.derived.passages import folded
from vanban.export.html.words import number
from vanban.store import Store
from vanban.store.asked import ChargedBody
from vanban.store.workload import Workload
from vanban.tasks import State
from vanban.web.drawings import workload
from vanban.web.languages import language_of, translator
from vanban.web.pages.searching import Offset, Words
from vanban.web.remembering import remembered
from vanban.web.site import province_names, render, site_of
from vanban.web.tasking import SIGNS, STATES, Say, shown
from vanban.web.wanted import Name, Scope, Wanted, everybody, scope

router = APIRouter(include_in_schema=False)
PAGE = 50


@router.get("/bodies")
def bodies(request: Request, q: Words = "", province: Words = "", offset: Offset = 0) -> Response:
    """The agencies that tasks name, those with the most tasks first."""
    home = lexicon.typed_province(province) if province.strip() else None
    nowhere = bool(province.strip()) and home is None
    found = [] if nowhere else _alike(site_of(request).store, q, home.name if home else None)
    asked = {"q": q.strip(), "province": province.strip()}
    page = found[offset : offset + PAGE]
    return render(request, "bodies.html", asked=asked, bodies=page, total=len(found), offset=offset, limit=PAGE, provinces=province_names(), nowhere=nowhere)


def _alike(store: Store, words: str, province: str | None) -> list[ChargedBody]:
    """The bodies of these words in a province."""
    typed = folded(words)
    return [body for name, body in everybody(store) if typed in name and province in (None, body.province)]


@router.get("/body")
def body(request: Request, name: Name, province: Words = "") -> Response:
    """An agency: what the registry says of it, its tasks through time, whom it works with."""
    if not name.strip():
        return RedirectResponse("/bodies", 303)
    store, say = site_of(request).store, translator(language_of(request))
    found = _own(store, name, province)
    if found.fault:
        raise HTTPException(404, f"no province is called {province}")
    tasks = store.tasks(found.asked, order="latest", limit=_LATEST, total=found.total(store))[1]
    nodes = store.task_documents(tasks)
    load = remembered(store, ("workload", found.asked), lambda: store.workload(found.asked))
    return render(
        request,
        "body.html",
        name=name,
        province=found.asked.province,
        elsewhere=province if province and not found.asked.province else "",
        values=found.wanted.values,
        states=found.states(store),
        total=found.total(store),
        state_names=STATES,
        signs=SIGNS,
        who=_known(name, found.asked.province),
        members=registry.members(name, today(), found.asked.province),
        kinds=wording.BODIES,
        partners=remembered(store, ("with", found.asked), lambda: store.alongside(found.asked)),
        before=remembered(store, ("before", found.asked), lambda: store.alongside(found.asked, before=True)),
        drawing=_drawing(load, name, say),
        years=_years(load),
        latest=[shown(task, nodes.get(task.basis.document), say) for task in tasks],
    )


_LATEST = 10


def _own(store: Store, name: str, province: str) -> Scope:
    """The tasks of a body of just this name: of a province, else of the one that the name bears, else wherever it is."""
    found = scope(store, Wanted(body=name, province=province, exact=True))
    borne = [who.province for who in registry.whois(name, today()) if who.province and name.endswith(f" {who.province}")]
    for body, home in [(name.removesuffix(f" {one}"), one) for one in borne[:1]] + [(name, "")]:
        if not found.fault and not found.total(store):
            found = scope(store, Wanted(body=body, province=home, exact=True))
    return found


def _known(name: str, province: str | None) -> list[registry.Who]:
    """Who the registry knows by this name, in the province where it is read."""
    found = registry.whois(name, today(), province=province)
    return [who for who in found if who.province in (None, province)] or found if province else found


def _years(load: Workload) -> list[tuple[str, dict[State, int]]]:
    """How many tasks the documents of each year set, in each state; the latest year first, those without a date last."""
    found: dict[str, dict[State, int]] = {}
    for month, states in load.issued.items():
        sums = found.setdefault(month[:4], {})
        for state, count in states.items():
            sums[state] = sums.get(state, 0) + count
    return sorted(found.items(), reverse=True)


def _drawing(load: Workload, name: str, say: Say) -> Markup | None:
    periods = workload.periods(load.issued, load.due, today())
    if not periods:
        return None
    words = workload.Words(
        say("Nhiệm vụ của {name} theo thời gian").format(name=name),
        say("Được giao, theo ngày văn bản"),
        say("Đến hạn"),
        say("hôm nay"),
        lambda period, half, counts: _bar(period, half, counts, say),
    )
    return workload.draw(periods, today(), words)


def _bar(period: str, half: str, counts: Mapping[State, int], say: Say) -> str:
    """ "quý III/2024, đến hạn: 12 nhiệm vụ (hoàn thành 10, quá hạn 2)"."""
    parts = ", ".join(f"{say(STATES[state]).lower()} {number(count)}" for state, count in counts.items())
    head = say("giao") if half == "issued" else say("đến hạn")
    return f"{wording.due(period)}, {head}: {say('{n} nhiệm vụ').format(n=number(sum(counts.values())))} ({parts})"
