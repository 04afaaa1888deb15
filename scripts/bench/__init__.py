"""How fast vanban is, beside the programs that people would use instead and beside what no program can be faster than: `python scripts/bench`."""
