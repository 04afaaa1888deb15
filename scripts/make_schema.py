"""Write schemas/record.schema.json from the model. Run it after a change of the model; a test holds file and code together."""

import json
from pathlib import Path

from vanban.records import schema

TARGET = Path(__file__).parent.parent / "schemas" / "record.schema.json"

if __name__ == "__main__":
    TARGET.write_text(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
