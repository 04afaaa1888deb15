"""English opinions for eyecite, composed by chance: prose with citations of all of its kinds, about one in 375 characters, wrapped and ruled as printed.

Names, volumes and pages are drawn anew each time, so that no document repeats another; which kind how often is our estimate of what opinions have.
"""

import textwrap
from random import Random

EVERY = 330
"""Characters of prose between citations; with those of the citations themselves one comes every 375."""
_WIDTH = 78
_PEOPLE = (
    "Abbott Alvarez Ashford Barlow Bennett Calder Carrasco Castellan Danforth Delgado Easton Fairbanks Garrity Gould Halloran Hathaway Ibarra Jessup Kessler "
    "Kowalski Lindqvist Lockhart Marchetti McAllister Navarro Oakes Pemberton Quigley Radcliffe Rosenthal Sandoval Thibodeaux Underhill Vance Whitcomb Yarrow"
).split()
_FIRMS = ("{} Steel Corp.", "{} & Sons, Inc.", "{} Shipping Co.", "{} Mutual Ins. Co.", "{} Cnty. Bd. of Educ.", "City of {}", "State", "United States", "{} Hosp. Ass'n")
_SUPREME = ("{v} U.S. {p}", "{v} U.S. {p}, {v2} S. Ct. {p2}, {v3} L. Ed. 2d {p3}", "{v} S. Ct. {p}")
_LOWER = (
    ("{v} F.2d {p}", "{c} Cir. "),
    ("{v} F.3d {p}", "{c} Cir. "),
    ("{v} F. Supp. {p}", "S.D.N.Y. "),
    ("{v} F. Supp. 2d {p}", "N.D. Cal. "),
    ("{v} N.E.2d {p}", "Ill. "),
    ("{v} P.3d {p}", "Colo. "),
    ("{v} Cal. App. 4th {p}", ""),
    ("{v} So. 2d {p}", "Fla. "),
)
_LAWS = ("42 U.S.C. § {n}", "28 U.S.C. § {n}(a)({k})", "29 C.F.R. § {n}.{k}", "Mass. Gen. Laws ch. {k}, § {n}", "Cal. Penal Code § {n}", "Pub. L. No. 104-{n}")
_JOURNALS = ("{v} Harv. L. Rev. {p}", "{v} Yale L.J. {p}", "{v} Colum. L. Rev. {p}", "{v} Stan. L. Rev. {p}")
_WHO = "the court|the panel|the petitioner|the respondent|the government|the jury|the agency|the trustee|the district court|counsel|the dissent|the legislature".split("|")
_DID = (
    "declined to reach|relied upon|gave too little weight to|assumed without deciding|was asked to reconsider|took a narrower view of|set aside|overlooked|"
    "set out at some length|treated as settled|had every reason to question|read too much into"
).split("|")
_WHAT = (
    "the question of standing|the terms of the settlement|the officer's account of the stop|the duty to warn|the record made below|the burden of proof|"
    "the plain words of the statute|the finding of bad faith|the notice that was mailed in March|the scope of the consent decree|the measure of damages"
).split("|")
_TAIL = (
    "although nothing in the briefs required it to do so|because the parties had stipulated to the contrary|and the motion was denied the same day|"
    "which is where the matter now stands|after a hearing that lasted most of a week|and we see no error in that|so far as the transcript shows|"
    "a point that was raised for the first time on appeal|whatever may be said of the remedy|in terms that leave little room for doubt"
).split("|")
_HOLDING = ("holding that the claim was barred", "reversing in part", "noting the split of authority", "per curiam", "collecting cases")
_SIGNALS = ("See ", "See, e.g., ", "Cf. ", "", "", "But see ", "Accord ")
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
        return f"{pick.choice(_WHO).capitalize()} {pick.choice(_DID)} {pick.choice(_WHAT)}, {pick.choice(_TAIL)}."

    def citation(self) -> str:
        kind = self.chance.choices(list(_KINDS), list(_KINDS.values()))[0]
        if not self.cited and kind in ("id", "short", "supra"):
            kind = "full"
        return str(getattr(self, f"_{kind}")())

    def _full(self) -> str:
        pick = self.chance
        one = pick.choice(_PEOPLE)
        against = pick.choice(_FIRMS).format(pick.choice(_PEOPLE)) if pick.random() < 0.6 else pick.choice(_PEOPLE)
        form, court = (pick.choice(_SUPREME), "") if pick.random() < 0.4 else pick.choice(_LOWER)
        volume, page = pick.randint(2, 590), pick.randint(1, 1200)
        numbers = {name: pick.randint(2, 900) for name in ("v2", "p2", "v3", "p3")}
        reporter = form.format(v=volume, p=page, **numbers)
        pin = f", {page + pick.randint(1, 30)}" if pick.random() < 0.6 else ""
        said = f" ({pick.choice(_HOLDING)})" if pick.random() < 0.25 else ""
        self.cited.append((one, form.split(",")[0].replace("{p}", "at {{page}}").format(v=volume)))
        cir = pick.choice(("1st", "2d", "5th", "7th", "9th", "D.C."))
        return f"{pick.choice(_SIGNALS)}{one} v. {against}, {reporter}{pin} ({court.format(c=cir)}{pick.randint(1925, 2019)}){said}."

    def _short(self) -> str:
        name, reporter = self.chance.choice(self.cited[-12:])
        return f"{self.chance.choice(_SIGNALS)}{name}, {reporter.format(page=self.chance.randint(2, 1200))}."

    def _supra(self) -> str:
        return f"See {self.chance.choice(self.cited)[0]}, supra, at {self.chance.randint(2, 900)}."

    def _id(self) -> str:
        return self.chance.choice((f"Id. at {self.chance.randint(2, 900)}.", "Ibid.", f"See id., at {self.chance.randint(2, 900)}."))

    def _law(self) -> str:
        return f"See {self.chance.choice(_LAWS).format(n=self.chance.randint(100, 2900), k=self.chance.randint(1, 60))}."

    def _journal(self) -> str:
        pick = self.chance
        title = f"{pick.choice(_WHAT).title()} Reconsidered"
        return f"See {pick.choice(_PEOPLE)}, {title}, {pick.choice(_JOURNALS).format(v=pick.randint(20, 120), p=pick.randint(1, 1500))} ({pick.randint(1950, 2015)})."

    def _section(self) -> str:
        return f"Nothing in § {self.chance.randint(2, 900)} says otherwise."
