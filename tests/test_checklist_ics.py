"""The checklist as a calendar: which days, what comes again, and words that cannot leave their property."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from checklists import HOSTILE, PLAN, TITLES, hostile, row
from vanban.checklist.about import About
from vanban.checklist.ics import write
from vanban.checklist.recurring import rule
from vanban.checklist.rows import clean

ON = "2026-11-22"
ABOUT = About("của Sở Nội vụ", on=ON)


def calendar(*tasks: Any, about: About = ABOUT) -> Calendar:
    found = Calendar.from_ical(write(tasks, TITLES, about))
    assert isinstance(found, Calendar)
    return found


def events(*tasks: Any, about: About = ABOUT) -> list[Event]:
    return [event for event in calendar(*tasks, about=about).walk("VEVENT") if isinstance(event, Event)]


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"deadline": "2026-12-15"}, [("t1@vanban", "2026-12-15", None)]),
        ({"deadline": "2027-Q1"}, [("t1@vanban", "2027-03-31", None)]),
        ({"deadline": "2025-2030"}, [("t1@vanban", "2030-12-31", None)]),
        ({"deadline": "2024-06-30"}, [("t1@vanban", "2024-06-30", None)]),
        ({"deadline": "2026-12-15", "extended": "2027-01-31"}, [("t1@vanban", "2027-01-31", None)]),
        ({"deadline": "2026-12-15", "extended": "9999-12-31"}, []),
        ({"deadline": "2026-02-30"}, []),
        ({"deadline": "ngay sau khi ban hành"}, []),
        ({"recurrence": "periodic"}, []),
        ({}, []),
        ({"recurrence": "annual"}, [("t1-annual@vanban", "2026-12-31", "FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=12")]),
        ({"recurrence": "semiannual"}, [("t1-semiannual@vanban", "2026-12-31", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1")]),
        ({"recurrence": "quarterly"}, [("t1-quarterly@vanban", "2026-12-31", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1")]),
        ({"recurrence": "monthly"}, [("t1-monthly@vanban", "2026-11-30", "FREQ=MONTHLY;BYMONTHDAY=-1")]),
        (
            {"recurrence": "annual", "deadline": "trước ngày 20/01 hằng năm", "deadline_text": "trước ngày 20/01 hằng năm"},
            [("t1-annual@vanban", "2027-01-20", "FREQ=YEARLY;BYMONTHDAY=20;BYMONTH=1")],
        ),
        (  # the period of the deadline bounds what comes again
            {"recurrence": "annual", "deadline": "2025-2030", "deadline_text": "giai đoạn 2025-2030"},
            [("t1-annual@vanban", "2026-12-31", "FREQ=YEARLY;UNTIL=20301231;BYMONTHDAY=31;BYMONTH=12")],
        ),
        ({"recurrence": "annual", "deadline": "2025", "deadline_text": "năm 2025"}, []),  # over
        (  # two duties in one sentence
            {"recurrence": "quarterly", "deadline": "2026-12-20", "deadline_text": "trước ngày 20/12/2026"},
            [("t1@vanban", "2026-12-20", None), ("t1-quarterly@vanban", "2026-12-31", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1")],
        ),
        (  # this time later, then as ever
            {"recurrence": "annual", "extended": "2027-01-31"},
            [("t1@vanban", "2027-01-31", None), ("t1-annual@vanban", "2027-12-31", "FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=12")],
        ),
        (  # done for this quarter
            {"recurrence": "quarterly", "state": "done"},
            [("t1-quarterly@vanban", "2027-03-31", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1")],
        ),
        (  # done after this year's day: the next is that of next year
            {"recurrence": "annual", "state": "done", "deadline_text": "trước ngày 15/11 hằng năm"},
            [("t1-annual@vanban", "2027-11-15", "FREQ=YEARLY;BYMONTHDAY=15;BYMONTH=11")],
        ),
    ],
)
def test_the_days_of_a_task(fields: dict[str, Any], days: list[tuple[str, str, str | None]]) -> None:
    found = events(row(**fields))
    assert [(str(e["uid"]), e.start.isoformat(), e["rrule"].to_ical().decode() if "rrule" in e else None) for e in found] == days
    assert all(e.end - e.start == timedelta(days=1) and e["transp"] == "TRANSPARENT" for e in found)


@pytest.mark.parametrize(
    ("recurrence", "words", "days"),
    [
        ("annual", "Tháng 4 hằng năm", ["2027-04-30", "2028-04-30"]),
        ("annual", "trước ngày 05 tháng 12 hằng năm", ["2026-12-05", "2027-12-05"]),
        ("annual", "ngày 29/02 hằng năm", ["2027-02-28", "2028-02-29"]),
        ("annual", "trước ngày 30/2 hằng năm", ["2026-12-31", "2027-12-31"]),
        ("annual", "trong quý I hằng năm", ["2027-03-31", "2028-03-31"]),
        ("annual", "quý IV hằng năm", ["2026-12-31", "2027-12-31"]),
        ("annual", "trước ngày 15/6 và ngày 15/12 hằng năm", ["2026-12-15", "2027-06-15"]),
        ("annual", "trước ngày 15/6 và 15/12 hằng năm", ["2026-12-15", "2027-06-15"]),
        ("annual", "trước ngày 15/6", ["2027-06-15", "2028-06-15"]),
        ("quarterly", "trước ngày 15/12 hằng năm", ["2026-12-15", "2027-12-15"]),
        ("semiannual", "trước ngày 15/6", ["2026-12-15", "2027-06-15"]),
        ("quarterly", "ngày 20 của tháng đầu mỗi quý", ["2027-01-20", "2027-04-20"]),
        ("quarterly", "trước ngày 25 tháng cuối quý", ["2026-12-25", "2027-03-25"]),
        ("monthly", "trước ngày 25 hằng tháng", ["2026-11-25", "2026-12-25"]),
        ("monthly", "ngày 30 hằng tháng", ["2026-11-30", "2026-12-31"]),
        (None, "ngày 20 hằng quý", ["2026-12-20", "2027-03-20"]),
        ("semiannual", None, ["2026-12-31", "2027-06-30"]),
        ("annual", "ngày 99/99 hằng năm", ["2026-12-31", "2027-12-31"]),
    ],
)
def test_the_days_of_what_comes_again(recurrence: str | None, words: str | None, days: list[str]) -> None:
    found = rule(recurrence, words)
    assert found
    first = found.on_or_after(date.fromisoformat(ON))
    assert [first.isoformat(), found.on_or_after(first + timedelta(days=1)).isoformat()] == days


@given(st.sampled_from(["annual", "semiannual", "quarterly", "monthly"]), st.integers(1, 31), st.integers(1, 12), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_the_next_day_is_the_first_that_its_rule_gives(recurrence: str, day: int, month: int, first: date) -> None:
    found = rule(recurrence, f"ngày {day}/{month}")
    assert found
    start = found.on_or_after(first)
    written = events(row(recurrence=recurrence, deadline_text=f"ngày {day}/{month}"), about=About("", on=first.isoformat()))[0]["rrule"].to_ical().decode()
    assert start >= first and (start - first).days <= 366 + 1
    days = list(rrulestr(f"DTSTART:{start:%Y%m%d}T000000\nRRULE:{written};COUNT=3"))
    assert [d.date() for d in days[:2]] == [start, found.on_or_after(start + timedelta(days=1))]


def test_the_period_of_the_document_bounds_what_comes_again() -> None:
    [event] = events(row(recurrence="annual"), about=About("", on=ON, ends={PLAN: "2030-12-31"}))
    assert event["rrule"]["until"] == [date(2030, 12, 31)]
    assert not events(row(recurrence="annual"), about=About("", on=ON, ends={PLAN: "2025-12-31"}))


def test_a_later_list_moves_the_event() -> None:
    [first] = events(row(deadline="2026-12-15"))
    [moved] = events(row(deadline="2026-12-15", extended="2027-01-31"))
    [later] = events(row(deadline="2026-12-15"), about=About("", on="2026-11-23"))
    assert first["uid"] == moved["uid"] == later["uid"]
    assert first["sequence"] < moved["sequence"] < later["sequence"] and first["dtstamp"].dt < later["dtstamp"].dt


@pytest.mark.parametrize(
    ("fields", "alarms"),
    [({"deadline": "2026-12-15"}, 1), ({"deadline": ON}, 1), ({"deadline": "2026-11-21"}, 0), ({"deadline": "2026-12-15", "state": "done"}, 0)],
)
def test_no_alarm_goes_off_for_what_is_past_or_done(fields: dict[str, Any], alarms: int) -> None:
    [event] = events(row(**fields))
    assert len(event.walk("VALARM")) == alarms


def test_an_event_says_all_of_its_task() -> None:
    task = row(
        task="chủ trì rà soát, bổ sung; trình",
        lead="Sở Lao động",
        lead_now="Sở Nội vụ",
        coordinate=("Sở Tài chính",),
        product="Đề án",
        deadline="2026-12-15",
        deadline_text="trước ngày 15/12/2026",
        state="in_progress",
        note="đã có dự thảo",
    )
    [event] = events(task)
    assert event["summary"] == "Sở Lao động: Chủ trì rà soát, bổ sung; trình"
    assert event["description"].splitlines() == [
        "Nhiệm vụ: Chủ trì rà soát, bổ sung; trình",
        "Cơ quan chủ trì: Sở Lao động (nay là Sở Nội vụ)",
        "Cơ quan phối hợp: Sở Tài chính",
        "Sản phẩm: Đề án",
        "Thời hạn: trước ngày 15/12/2026",
        "Trạng thái: Đang thực hiện",
        "Ghi chú: đã có dự thảo",
        "Căn cứ: mục V/4, Kế hoạch số 184-KH/TU ngày 27/6/2023: “Sở Nội vụ”",
    ]
    assert event["categories"].cats == ["Nhiệm vụ", "Đang thực hiện"]


def test_the_calendar_says_what_it_is_and_what_it_left_out() -> None:
    found = calendar(row(1, deadline="2026-12-15"), row(2), row(3, recurrence="periodic"))
    assert (found["method"], found["version"], found["x-wr-timezone"]) == ("PUBLISH", "2.0", "Asia/Ho_Chi_Minh")
    assert found["x-wr-calname"] == "Nhiệm vụ của Sở Nội vụ"
    assert "3 nhiệm vụ (2 nhiệm vụ không có trong lịch" in found["x-wr-caldesc"]
    assert calendar().walk("VEVENT") == []


@pytest.mark.parametrize("words", HOSTILE)
def test_words_cannot_leave_their_property(words: str) -> None:
    data = write([hostile(words)], {words: words}, About(words, on=ON))
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75 and not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()  # no letter is cut
    names = {line.partition(b":")[0].partition(b";")[0] for line in lines if line and not line.startswith(b" ")}
    assert names <= {
        *(b"BEGIN END VERSION PRODID CALSCALE METHOD X-WR-CALNAME X-WR-CALDESC X-WR-TIMEZONE UID DTSTAMP SEQUENCE DTSTART DTEND SUMMARY".split()),
        *(b"DESCRIPTION CATEGORIES STATUS TRANSP ACTION TRIGGER X-MICROSOFT-CDO-ALLDAYEVENT X-MICROSOFT-CDO-BUSYSTATUS".split()),
    }
    [event] = Calendar.from_ical(data).walk("VEVENT")
    assert event["description"].splitlines()[0][len("Nhiệm vụ: ") :].casefold()[:1500] == clean(words).casefold()[:1500]


def test_the_same_list_is_the_same_file() -> None:
    tasks = [row(n, recurrence="annual", deadline="2026-12-15") for n in range(5)]
    assert write(tasks, TITLES, ABOUT) == write(tasks, TITLES, ABOUT)
