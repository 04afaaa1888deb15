"""The deadlines of a checklist for calendars (iCalendar, RFC 5545).

Each is an all-day VEVENT on its last day that leaves the day free: Outlook and Google drop VTODO when they import a file. A duty that comes again has a rule,
which begins with the next day on which it is due, and ends with the period of its document where that is known; else it goes on, as the text says, and the
next list replaces it. A task may have both: "ban hành kế hoạch trước ngày 30/6/2025; hằng quý báo cáo".

A later list moves what an earlier one put into a calendar: ids stay, and SEQUENCE and DTSTAMP grow with the day that the list was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event, vText

from vanban import wording
from vanban.checklist.about import About
from vanban.checklist.recurring import Rule, rule
from vanban.checklist.rows import STATES, capital, clean, due, place
from vanban.tasks import Task, is_day, last_day
from vanban.tasks.days import MONTHS, period_start

_REMIND = timedelta(days=5) - timedelta(hours=8)  # at eight in the morning, five days before
_SUMMARY = 120  # characters: what a month's view and a telephone show
_WORDS = 2000  # characters of a line in the description; telephones cut what is longer


def write(tasks: Sequence[Task], titles: Mapping[str, str], about: About) -> bytes:
    """The calendar. What has no day, or whose period is over, is no event: the calendar's description says how many these are."""
    calendar = Calendar()
    events = [list(_events(task, titles, about)) for task in tasks]
    without = sum(not found for found in events)
    left_out = f" ({without} nhiệm vụ không có trong lịch vì chưa xác định được ngày hoặc đã hết thời kỳ)" if without else ""
    for name, value in (
        ("prodid", "-//vanban//checklist//VI"),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", vText(_cut(f"Nhiệm vụ {about.subject}", _SUMMARY))),
        ("x-wr-caldesc", vText(f"Lập ngày {wording.day(about.on)}: {len(tasks)} nhiệm vụ{left_out}.")),
        ("x-wr-timezone", vText("Asia/Ho_Chi_Minh")),
    ):
        calendar.add(name, value)
    for event in (event for found in events for event in found):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(task: Task, titles: Mapping[str, str], about: About) -> Iterator[Event]:
    """The event of a task's deadline, and that of its returns."""
    if day := _once(task):
        yield _event(task, titles, about, task.id, day)
    if again := rule(task.recurrence, None if _computed(task) else task.deadline_text):
        start, until = _next(task, again, date.fromisoformat(about.on)), _day(_bound(task, about))
        if until is None or start <= until:
            event = _event(task, titles, about, f"{task.id}-{task.recurrence}", start)
            event.add("rrule", again.recur(until))
            yield event


def _next(task: Task, again: Rule, today: date) -> date:
    """When a duty is due next: after what people moved to a later day, and not again in the period in which it was done."""
    moved = None if _computed(task) else _day(task.extended)
    start = again.on_or_after(max(today, moved + timedelta(days=1)) if moved else today)
    return again.on_or_after(start + timedelta(days=1)) if task.state == "done" and _same_period(task, today, start) else start


def _same_period(task: Task, today: date, start: date) -> bool:
    """Whether what is done today is also done on a later day; where no period is known it is."""
    known = task.recurrence in MONTHS and task.recurrence
    return not known or period_start(today.isoformat(), known) == period_start(start.isoformat(), known)


_PERIOD = re.compile(r"\d{4}(?:-\d{4})?")


def _computed(task: Task) -> bool:
    """Whether the deadline is one day, month or quarter; a year or period of what comes again only says how long it does."""
    return last_day(task.deadline) is not None and not (task.recurrence and _PERIOD.fullmatch(task.deadline or ""))


def _once(task: Task) -> date | None:
    return _day(task.due if _computed(task) or not task.recurrence else task.extended)


_LAST_YEAR = 2200  # later days are slips, and some calendars cannot hold them


def _day(iso: str | None) -> date | None:
    day = last_day(iso)
    return date.fromisoformat(day) if day and is_day(day) and int(day[:4]) < _LAST_YEAR else None


def _bound(task: Task, about: About) -> str | None:
    """The last day on which a duty may come again: of the period that its deadline names, else of its document's."""
    named = None if _computed(task) else last_day(task.deadline)
    return min(filter(None, (named, about.ends.get(task.basis.document))), default=None)


def _event(task: Task, titles: Mapping[str, str], about: About, uid: str, day: date) -> Event:
    made = date.fromisoformat(about.on)
    event = Event()
    fields: dict[str, Any] = {
        "uid": f"{clean(uid)}@vanban",
        "dtstamp": datetime.combine(made, time(), UTC),
        "sequence": 2 * (made - date(2020, 1, 1)).days + bool(task.extended),  # of two lists of one day, that with the moved deadline
        "dtstart": day,
        "dtend": day + timedelta(days=1),
        "summary": _summary(task),
        "description": _description(task, titles),
        "categories": ["Nhiệm vụ", STATES[task.state]],
        "status": "CONFIRMED",
        "transp": "TRANSPARENT",
        "x-microsoft-cdo-busystatus": vText("FREE"),
        "x-microsoft-cdo-alldayevent": vText("TRUE"),
    }
    for name, value in fields.items():
        event.add(name, value)
    if day >= made and (task.state != "done" or task.recurrence):  # no alarm goes off for what is past
        event.add_component(_alarm(_summary(task)))
    return event


def _alarm(words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -_REMIND)
    alarm.add("description", words)
    return alarm


def _summary(task: Task) -> str:
    """ "Sở Nội vụ: Rà soát …", with "[Hoàn thành]" before what is done."""
    done = "[Hoàn thành] " if task.state == "done" and not task.recurrence else ""
    return done + _cut(": ".join(filter(None, (task.lead, capital(task.task)))), _SUMMARY)


def _description(task: Task, titles: Mapping[str, str]) -> str:
    """All of the task, a line each; the basis with the words that prove it."""
    lines = {
        "Nhiệm vụ": capital(task.task),
        "Cơ quan chủ trì": f"{task.lead} (nay là {task.lead_now})" if task.lead and task.lead_now else task.lead,
        "Cơ quan phối hợp": "; ".join(task.coordinate),
        "Sản phẩm": task.product,
        "Thời hạn": due(task),
        "Định kỳ": wording.RECURRENCE.get(task.recurrence or "") if task.deadline else None,
        "Trạng thái": STATES[task.state],
        "Ghi chú": task.note,
        "Căn cứ": f"{_basis(task, titles)}: “{task.basis.quote}”",
    }
    return "\n".join(f"{name}: {_cut(value, _WORDS)}" for name, value in lines.items() if value)


def _basis(task: Task, titles: Mapping[str, str]) -> str:
    """The place and the document, which an event has to name: it stands under no heading."""
    where = place(task.basis.section) if task.basis.section else ""
    return ", ".join(filter(None, (where, titles.get(task.basis.document, task.basis.document))))


def _cut(text: str, longest: int) -> str:
    """At most so many characters, cut between words where there are any."""
    words = clean(text)
    if len(words) <= longest:
        return words
    head, blank, _ = words[: longest - 1].rpartition(" ")
    return f"{head if blank and len(head) > longest // 2 else words[: longest - 1]}…"
