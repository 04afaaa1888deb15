"""Who is who among units and bodies, through levels and time: names, successors, members of collective bodies.

The knowledge is in the tables of `vanban.lexicon`; old communes are loaded when first asked for. What a name may mean several times has several answers,
and the caller chooses.
"""

from vanban.registry.collectives import is_collective, members
from vanban.registry.model import Heir, UnitRef, Who, whois_json
from vanban.registry.succession import lead_now, leads_after, whois
from vanban.registry.territory import heirs_on, successor_province, unit_of, units_on

__all__ = [
    "Heir",
    "UnitRef",
    "Who",
    "heirs_on",
    "is_collective",
    "lead_now",
    "leads_after",
    "members",
    "successor_province",
    "unit_of",
    "units_on",
    "whois",
    "whois_json",
]
