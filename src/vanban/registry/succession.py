"""Who took over from a unit or body: chains through both, to whoever is there on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from vanban import lexicon
from vanban.lexicon import Institution
from vanban.model import Level
from vanban.registry import territory
from vanban.registry.days import ALWAYS, first, following, last
from vanban.registry.model import Heir, Who
from vanban.registry.names import Meant, homes_of, level_of_kind, read
from vanban.registry.places import words
from vanban.registry.territory import Unit
from vanban.text import fold


@dataclass(frozen=True, slots=True)
class State:
    """A body of a unit, a body alone, or a unit alone, for some days; and how it came to be that: since when, with what field, by which rules."""

    body: Institution | None
    unit: Unit | None
    since: str | None = None
    field: str | None = None
    rules: tuple[str, ...] = ()

    @property
    def until(self) -> str | None:
        """Its last day, as exactly as it is known: that of the body or that of its unit."""
        ends = [end for end in (self.body and self.body.valid_to, self.unit and self.unit.valid_to) if end]
        return min(ends, key=last) if ends else None

    @property
    def name(self) -> str:
        """As people call it: "Sở Y tế Hải Phòng", "UBND huyện Phong Thổ", "Thành ủy Vinh", "Lai Châu"."""
        if self.body and self.unit:
            return _of(self.body, self.unit)
        if self.body:
            return self.body.name
        return self.unit.name if self.unit and self.unit.level == "province" else self.unit.title if self.unit else ""


def _of(body: Institution, unit: Unit) -> str:
    """The name of a unit's body."""
    table = lexicon.table("registry")
    name = body.name
    if unit.kind in table["urban"]["kinds"]:
        name = table["urban"]["names"].get(name, name)
    committees = table["committees"].get(unit.level, {})
    for rank, model in enumerate(next(iter(committees.values()), ())):
        if model in name:
            return f"{name.replace(model, committees[unit.kind][rank])} {unit.name}".strip()
    if name.startswith(("Sở ", "Ban Dân tộc")):
        return f"{name} {unit.name}".strip()
    return f"{name.removesuffix(' tỉnh').removesuffix(' huyện')} {unit.title}"


def _in_force(state: State, day: str) -> bool:
    """Whether it is there on a day: of a body known to the month or year all of it counts."""
    return (state.unit is None or state.unit.on(day)) and (state.body is None or state.body.in_force(day))


def _after(state: State, field: str | None) -> Iterator[State]:
    """Who took over on the day after the last: other bodies, other units, or both when they ended together."""
    end = state.until
    if end is None:
        return
    body_ends = state.body is not None and state.body.valid_to is not None and last(state.body.valid_to) == last(end)
    unit_ends = state.unit is not None and state.unit.valid_to is not None and state.unit.valid_to == last(end)
    bodies = list(_bodies_after(state, end, field)) if body_ends else [replace(state, since=following(end))]
    for one in bodies:
        if one.body and state.unit and level_of_kind(one.body.kind) == "province" and state.unit.level != "province":
            yield replace(one, unit=territory.province_of(state.unit))  # a district's task that went up
        elif unit_ends and state.unit:
            rule = None if body_ends and state.body and state.body.rule else territory.rule_of_end(state.unit)
            yield from (replace(one, unit=heir, rules=_added(one.rules, rule)) for heir in territory.heirs(state.unit) if _may_have(one.body, heir))
        else:
            yield one


def _may_have(body: Institution | None, unit: Unit) -> bool:
    return body is None or (unit.level, unit.kind) in homes_of(body)


def _added(rules: tuple[str, ...], rule: str | None) -> tuple[str, ...]:
    return rules if rule is None or rule in rules else (*rules, rule)


def _bodies_after(state: State, end: str, field: str | None) -> Iterator[State]:
    """The institutions that took over from one, of a field when given."""
    body = state.body
    for heir, own in _of_field(body, field) if body else ():
        since = following(end)
        found = lexicon.institution(heir, since) or lexicon.institution(heir)
        if found is not None and found is not body and body is not None:
            begun = found.valid_from if found.valid_from and found.valid_from[:4] >= end[:4] else since
            yield replace(state, body=found, since=begun, field=own or state.field, rules=_added(state.rules, body.rule))


def _of_field(body: Institution, field: str | None) -> list[tuple[str, str | None]]:
    """[(successor, field)]: all of them, or those that got this field by name, or else whoever got the rest.

    Of several lines of words the first that names a field decides: those of a task, then those of its document.
    """
    lines = [_phrase(line) for line in (field or "").split("\n") if any(map(str.isalnum, line))]
    if not lines:
        return [(heir.name, ", ".join(heir.fields) or None) for heir in body.successors]
    for wanted in lines:
        named = [(heir.name, own) for heir in body.successors for own in heir.fields if _phrase(own) in wanted or wanted in _phrase(own)]
        if named:
            return list(reversed(dict(reversed(named)).items()))
    return [(heir.name, None) for heir in body.successors if not heir.fields]


def _phrase(text: str) -> str:
    """The words with a blank around each, so that none is found within another."""
    return f" {' '.join(words(text))} "


_LONGEST_CHAIN = 12


def _heirs(state: State, day: str, field: str | None) -> list[State]:
    """Who is there on a day in place of a state that ended before it; none where the tables know of no successor."""
    left, found = [state], []
    for _ in range(_LONGEST_CHAIN):
        after_them = [heir for one in left for heir in _after(one, field)]
        found += [one for one in after_them if _in_force(one, day)]
        left = [one for one in after_them if not _in_force(one, day)]
    return list({one.name: one for one in reversed(found)}.values())[::-1]


def _ended(state: State, day: str) -> bool:
    return state.until is not None and last(state.until) < day


def _who(state: State, day: str, field: str | None) -> Who:
    heirs = _heirs(state, day, field) if _ended(state, day) else []
    successors = tuple(Heir(one.name, one.since or "", one.field, "; ".join(one.rules) or None) for one in heirs)
    unit, until = state.unit, state.until
    home = territory.named_on(unit.province, min(day, last(until or ALWAYS))) if unit and unit.province else None
    return Who(state.name, _kind(state), _level(state), home, until, successors, unit.district if unit else None)


def _kind(state: State) -> str:
    return state.body.kind if state.body else state.unit.kind if state.unit else ""


def _level(state: State) -> Level | None:
    own = level_of_kind(state.body.kind) if state.body else None
    return own or (state.unit.level if state.unit else None)


def _states(meant: Meant) -> list[State]:
    """What a meaning may be through time: one state for each institution that bore the name."""
    if meant.body is None:
        return [State(None, meant.unit)]
    bodies = [one for one in lexicon.institutions() if one.name == meant.body]
    return [State(body, meant.unit) for body in sorted(bodies, key=lambda one: one.valid_to or ALWAYS, reverse=True) if _met(body, meant.unit)]


def _met(body: Institution, unit: Unit | None) -> bool:
    """Whether a body and a unit were there together."""
    if unit is None:
        return True
    if (unit.level, unit.kind) not in homes_of(body):
        return False
    return first(body.valid_from or "0001") <= (unit.valid_to or ALWAYS) and (unit.valid_from or "") <= last(body.valid_to or ALWAYS)


def _on_the_day(states: list[State], day: str) -> list[State]:
    """Of several that bore one name in one place, those that were there on the day, if any was."""
    groups: dict[tuple[str, str | None], list[State]] = {}
    for state in states:
        home = state.unit.province if state.unit else None
        groups.setdefault((fold(state.name), territory.successor_province(home) or home if home else None), []).append(state)
    return [state for group in groups.values() for state in ([one for one in group if _in_force(one, day)] or group)]


def whois(name: str, on: str | None = None, field: str | None = None, province: str | None = None) -> list[Who]:
    """The units and bodies that a name means, each with its successors on a day; several are candidates, none is nobody known.

    `name` is read in any case, without tones, with short forms ("so ld-tb&xh lai chau"). `on` is ISO 8601, of a month or year the first day; without it
    the latest state counts. Of several that bore one name in one place the one of that day is meant; without `on` all are given, the latest first. `field`
    are words of a task or a field ("giáo dục nghề nghiệp"), which choose among the successors. `province` is where the name was said.
    """
    day = first(on) if on else ALWAYS
    states = _all_states(name, province)
    return [_who(state, day, field) for state in (_on_the_day(states, day) if on else states)]


def _all_states(name: str, province: str | None) -> list[State]:
    return list(dict.fromkeys(state for meant in read(name, province) for state in _states(meant)))


def lead_now(name: str, province: str | None, on: str, field_words: str) -> str | None:
    """The name of the one body that has a body's task on a day; null when that goes on itself, when several have it, or when nobody knows."""
    day = first(on)
    states = _on_the_day(_all_states(name, province), day)
    if not all(_ended(state, day) for state in states):
        return None
    found = {heir.name: _scattered(state, heir) for state in states for heir in _heirs(state, day, field_words)}
    return next(iter(found)) if list(found.values()) == [False] else None


def leads_after(name: str, province: str | None, field_words: str) -> Iterator[tuple[str, str, str]]:
    """Who has a body's task one after the other, once it is no more: (first day, day after the last, name), as `lead_now` tells it on these days."""
    for since, until in _days_after(name, province, field_words):
        now = lead_now(name, province, since, field_words)
        if now:
            yield since, until, now


def _days_after(name: str, province: str | None, field_words: str) -> Iterator[tuple[str, str]]:
    """The stretches of days, [first, end), after the end of a body, parted where one of its heirs ends."""
    states = _all_states(name, province)
    ends = [state.until for state in states]
    for _ in range(_LONGEST_CHAIN):
        known = [_day_after(end) for end in ends if end]
        if not known or len(known) < len(ends):
            return
        since = max(known)
        ends = [heir.until for state in _on_the_day(states, since) for heir in _heirs(state, since, field_words)]
        until = min((_day_after(end) for end in ends if end), default=ALWAYS)
        yield since, until
        ends = [end for end in ends if end and _day_after(end) == until]


def _day_after(end: str) -> str:
    """The first day on which it is certainly no more: after the month or year, where only that is known."""
    return f"{int(end) + 1:04}-01-01" if len(end) == len("2025") else first(following(end))


def _scattered(state: State, heir: State) -> bool:
    """Whether the tasks of a district that is not named went to its communes, which are several."""
    return _level(state) == "district" and _level(heir) == "commune" and (heir.unit is None or not heir.unit.name)
