"""English opinions for eyecite, composed by chance: prose with citations of all of its kinds, about one in 375 characters, wrapped and ruled as printed.

Names, volumes and pages are drawn anew each time, so that no document repeats another; which kind how often is our estimate of what opinions have.
"""

import textwrap
import tomllib
from pathlib import Path
from random import Random
from typing import Any

EVERY = 330
"""Characters of prose between citations; with those of the citations themselves one comes every 375."""
_WIDTH = 78
_WORDS: dict[str, list[Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_KINDS = {"full": 34, "id": 24, "short": 14, "law": 16, "supra": 6, "journal": 3, "section": 3}


def opinion(seed: int, size: int) -> str:
    """A document of about `size` characters."""
    writer, parts, length = _Writer(Random(seed)), list[str](), 0
    while length < size:
        parts.append(writer.paragraph())
        length += len(parts[-1]) + 2
    return "\n\n".join(parts)[:size]


class _Writer:
    """Writes one opinion, and remembers what it has cited."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.cited: list[tuple[str, str]] = []  # short name, "345 U.S. {page}"

    def paragraph(self) -> str:
        pick, words = self.chance, list[str]()
        for _ in range(pick.randint(2, 5)):
            length = 0
            while length < EVERY * pick.uniform(0.5, 1.5):
                words.append(self.sentence())
                length += len(words[-1])
            words.append(self.citation())
        rule = "\n____________\n" if pick.random() < 0.05 else ""
        return textwrap.fill(" ".join(words), _WIDTH, break_on_hyphens=False) + rule

    def sentence(self) -> str:
        pick = self.chance
        return f"{pick.choice(_WORDS['who']).capitalize()} {pick.choice(_WORDS['did'])} {pick.choice(_WORDS['what'])}, {pick.choice(_WORDS['tail'])}."

    def citation(self) -> str:
        kind = self.chance.choices(list(_KINDS), list(_KINDS.values()))[0]
        if not self.cited and kind in ("id", "short", "supra"):
            kind = "full"
        return str(getattr(self, f"_{kind}")())

    def _full(self) -> str:
        pick = self.chance
        one = pick.choice(_WORDS["people"])
        against = pick.choice(_WORDS["firms"]).format(pick.choice(_WORDS["people"])) if pick.random() < 0.6 else pick.choice(_WORDS["people"])
        form, court = (pick.choice(_WORDS["supreme"]), "") if pick.random() < 0.4 else pick.choice(_WORDS["lower"])
        volume, page = pick.randint(2, 590), pick.randint(1, 1200)
        numbers = {name: pick.randint(2, 900) for name in ("v2", "p2", "v3", "p3")}
        reporter = form.format(v=volume, p=page, **numbers)
        pin = f", {page + pick.randint(1, 30)}" if pick.random() < 0.6 else ""
        said = f" ({pick.choice(_WORDS['holding'])})" if pick.random() < 0.25 else ""
        self.cited.append((one, form.split(",")[0].replace("{p}", "at {{page}}").format(v=volume)))
        cir = pick.choice(("1st", "2d", "5th", "7th", "9th", "D.C."))
        return f"{pick.choice(_WORDS['signals'])}{one} v. {against}, {reporter}{pin} ({court.format(c=cir)}{pick.randint(1925, 2019)}){said}."

    def _short(self) -> str:
        name, reporter = self.chance.choice(self.cited[-12:])
        return f"{self.chance.choice(_WORDS['signals'])}{name}, {reporter.format(page=self.chance.randint(2, 1200))}."

    def _supra(self) -> str:
        return f"See {self.chance.choice(self.cited)[0]}, supra, at {self.chance.randint(2, 900)}."

    def _id(self) -> str:
        return self.chance.choice((f"Id. at {self.chance.randint(2, 900)}.", "Ibid.", f"See id., at {self.chance.randint(2, 900)}."))

    def _law(self) -> str:
        return f"See {self.chance.choice(_WORDS['laws']).format(n=self.chance.randint(100, 2900), k=self.chance.randint(1, 60))}."

    def _journal(self) -> str:
        pick = self.chance
        title = f"{pick.choice(_WORDS['what']).title()} Reconsidered"
        where = pick.choice(_WORDS["journals"]).format(v=pick.randint(20, 120), p=pick.randint(1, 1500))
        return f"See {pick.choice(_WORDS['people'])}, {title}, {where} ({pick.randint(1950, 2015)})."

    def _section(self) -> str:
        return f"Nothing in § {self.chance.randint(2, 900)} says otherwise."
