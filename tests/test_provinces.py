"""Provinces as people type them, in the tables and in every command that takes one."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from vanban import lexicon, registry
from vanban.cli.commands import app

TYPED = [
    ("lai chau", "Lai Châu"),
    ("LAI CHÂU", "Lai Châu"),
    ("tỉnh Lai Châu", "Lai Châu"),
    ("tinh lai chau", "Lai Châu"),
    ("ha noi", "Hà Nội"),
    ("Hanoi", "Hà Nội"),
    ("thanh pho ha noi", "Hà Nội"),
    ("tp ho chi minh", "Hồ Chí Minh"),
    ("TP.HCM", "Hồ Chí Minh"),
    ("hcm", "Hồ Chí Minh"),
    ("sai gon", "Hồ Chí Minh"),
    ("thua thien hue", "Thừa Thiên Huế"),
    ("tp hue", "Huế"),
    ("ba ria vung tau", "Bà Rịa - Vũng Tàu"),
    ("thanh hoa", "Thanh Hóa"),
    ("thành phố Lai Châu", None),
    ("lai", None),
    ("tỉnh", None),
    ("thành phố", None),
    ("", None),
    ("x" * 10_000, None),
]


@pytest.mark.parametrize(("typed", "name"), TYPED, ids=lambda value: str(value)[:20])
def test_a_province_as_people_type_it(typed: str, name: str | None) -> None:
    found = lexicon.typed_province(typed)
    assert (found.name if found else None) == name


def test_texts_are_read_with_their_tones() -> None:
    assert lexicon.province("lai chau") is None


@pytest.mark.parametrize("typed", ["lai chau", "tỉnh Lai Châu"])
def test_the_registry_takes_a_province_as_it_is_typed(typed: str) -> None:
    day, known = "2026-01-01", "Lai Châu"
    assert registry.units_on("commune", day, typed) == registry.units_on("commune", day, known) != []
    assert registry.members("các sở, ban, ngành", day, typed) == registry.members("các sở, ban, ngành", day, known) != []
    assert registry.whois("Sở Kế hoạch và Đầu tư", day, None, typed) == registry.whois("Sở Kế hoạch và Đầu tư", day, None, known) != []
    before, now = (registry.lead_now("Sở Kế hoạch và Đầu tư", where, day, "") for where in (typed, known))
    assert before == now is not None


COMMANDS = [
    ("plans", "21-CT/TW"),
    ("show", "21-CT/TW"),
    ("coverage", "21-CT/TW"),
    ("cascade", "21-CT/TW"),
    ("whois", "Sở Y tế"),
    ("gaps",),
    ("search", "nghề"),
    ("tasks",),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command[0]))
def test_a_province_that_nobody_knows_is_refused(command: tuple[str, ...], tmp_path: Path) -> None:
    done = CliRunner().invoke(app, [*command, "--province", "Atlantis" * 1000, "--db", str(tmp_path / "x.db")])
    assert done.exit_code == 2
    assert "no province is called Atlantis" in " ".join(done.stderr.replace("│", " ").split())
    assert len(done.stderr) < 1500
