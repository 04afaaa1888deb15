"""Who somebody means by the name of a body or unit."""

from __future__ import annotations

from typing import Any

from vanban import registry


def whois(name: str, on: str, field: str | None = None, province: str | None = None) -> list[dict[str, Any]]:
    """All bodies and units of that name, each with its successors on an ISO day (for a `field` of work); of a collective body its members on that day.

    `[{"name", "kind", "level", "province", "district", "until", "successors": [{"name", "from", "field", "rule"}]}]`; a collective has `members` besides, which
    may be none where they differ by province. Empty when nobody is known by that name.
    """
    found = [registry.whois_json(who) for who in registry.whois(name, on, field, province)]
    if found or not registry.is_collective(name):
        return found
    members = registry.members(name, on, province)
    return [{"name": name, "kind": "collective", "level": None, "province": province, "until": None, "successors": [], "members": members}]
