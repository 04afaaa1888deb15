"""The site in a real browser: each page's main use, on a desk and on a phone."""

from __future__ import annotations

import pytest

from browser import Look

PLAN = "/document/vn/lai-chau/tinh-uy/2023/184-kh"


@pytest.mark.parametrize("place", ["/", "/search?q=giao+duc", PLAN, "/document/vn/tw/2023/21-ct", "/review", "/reviewed", "/nowhere"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_are_sound(look: Look, place: str, language: str) -> None:
    look.open(f"{place}{'&' if '?' in place else '?'}lang={language}")
    assert look.page.locator("h1").count() == 1
    look.check()


def test_searching_without_tones_leads_to_a_document(look: Look) -> None:
    page = look.open("/")
    page.locator("main input[name=q]").fill("giao duc nghe nghiep")
    page.locator("main button").first.click()
    page.locator(".results a").first.click()
    page.wait_for_url("**/document/**")
    assert page.locator("#text").inner_text().strip()
    look.check()
