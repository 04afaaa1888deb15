"""Answers in time as pages show them: which documents and days a drawing has, in a language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from vanban import wording
from vanban.ask.uptake import Lane, Uptake, line
from vanban.export.html.words import number
from vanban.graph import Plan
from vanban.model import Level
from vanban.web.drawings import timeline
from vanban.web.site import address


@dataclass(frozen=True)
class Timeline:
    """Draws in a language: `say` translates."""

    say: Callable[[str], str]

    def draw(self, figures: Uptake, lanes: Sequence[Lane]) -> Markup:
        """The drawing of how units answered, and of the documents of each level that are dated."""
        drawn = [timeline.Lane(self._level(lane.level), [self._dot(*one) for one in lane.plans]) for lane in lanes if lane.plans]
        return timeline.draw(self._curve(figures), drawn, self.say("Biểu đồ thời gian trả lời"), self.span, self._count)

    def span(self, days: float) -> str:
        """Days in round words: "15 ngày", "6 tháng", "2 năm"."""
        months = days * 12 / 365.25
        if days < 60 or abs(months - round(months)) > 0.05:
            return self.say("{n} ngày").format(n=number(round(days)))
        years, rest = divmod(round(months), 12)
        return self.say("{n} tháng").format(n=round(months)) if rest else self.say("{n} năm").format(n=years)

    def _curve(self, figures: Uptake) -> timeline.Curve:
        wanted = figures.reach
        name = self.say("Số đơn vị {level} đã có văn bản").format(level=self._level(wanted.level)) if wanted else self.say("Số đơn vị đã trả lời")
        middle = "" if figures.median is None else self.say("trung vị: {n} ngày").format(n=number(figures.median))
        return timeline.Curve(name, figures.days, wanted.of if wanted else None, figures.median, middle)

    def _dot(self, plan: Plan, days: int) -> timeline.Dot:
        words = wording.called(plan.doc_type, plan.symbol, plan.title), plan.issuer, self.say("sau {n} ngày").format(n=number(days))
        return timeline.Dot(days, address(plan.id), ", ".join(filter(None, words)), line(plan) or "")

    def _count(self, documents: int, start: str, end: str) -> str:
        return self.say("{n} văn bản").format(n=number(documents)) + f": {start} – {end}"

    def _level(self, level: Level | None) -> str:
        return self.say(wording.LEVELS[level]) if level else self.say("chưa rõ cấp")
