"""kill -9 at any moment: the store opens, nothing that was finished is lost, and the next build completes to the same content."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random
from time import sleep, time
from typing import Any

import pytest

from builders import SECRETARIAT, make, party
from vanban.store import Store

TEXT = """TỈNH ỦY {province}
*
Số {n}-KH/TU

ĐẢNG CỘNG SẢN VIỆT NAM

{place}, ngày 27 tháng 6 năm 2023

KẾ HOẠCH
thực hiện Chỉ thị số {above}-CT/TW, ngày 04/5/2023 của Ban Bí thư về giáo dục nghề nghiệp
-----

Thực hiện Chỉ thị số {above}-CT/TW, ngày 04/5/2023 của Ban Bí thư, Ban Thường vụ Tỉnh ủy {place} ban hành Kế hoạch như sau:

I- MỤC TIÊU

Thu hút ít nhất {n}% học sinh vào học nghề.
"""
PLACES = ("Lai Châu", "Cao Bằng", "Sơn La", "Hà Tĩnh")
FILES, SEED = 120, 20230504


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("texts")
    for n in range(FILES):
        place = PLACES[n % len(PLACES)]
        text = TEXT.format(n=n // len(PLACES) + 1, place=place, province=place.upper(), above=21 + n % 3)
        (made / f"{n:03}.txt").write_text(text, encoding="utf-8")
    return made


def content(store: Store) -> object:
    return store.nodes(), store.edges(), store.counts(), list(store.records())


def started(*command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, start_new_session=True)


def killed(process: subprocess.Popen[bytes], after: float) -> bool:
    """Whether the process was still at work when it was killed."""
    sleep(after)
    working = process.poll() is None
    if working:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return working


def test_a_build_killed_at_random_moments_completes_to_the_same_content(folder: Path, tmp_path: Path) -> None:
    random, cut, whole = Random(SEED), tmp_path / "cut.db", tmp_path / "whole.db"
    build = ("-m", "vanban", "build", str(folder), "--format", "json", "--db")
    begun = time()
    assert started(*build, str(whole)).wait() == 0
    seconds, kept, kills = time() - begun, 0, 0
    while kills < 6:
        working = killed(started(*build, str(cut)), random.uniform(0.1, 0.9) * seconds)
        kills += working
        if cut.exists() and cut.stat().st_size:
            with Store(cut) as store:
                now = store.counts()["documents"]
            assert now >= kept, "what was finished is lost"
            kept = now
        if not working or kept == FILES:  # it is done: begin anew
            cut.unlink(missing_ok=True)
            kept = 0
    done = subprocess.run([sys.executable, *build, str(cut)], check=True, capture_output=True)
    assert json.loads(done.stdout)["documents"] == FILES
    with Store(cut) as a, Store(whole) as b:
        assert content(a) == content(b)


def plans(count: int) -> Any:
    """Plans of all kinds of links: chains, mentions that are open, one number in many provinces."""
    directive = {"symbol": "21-CT/TW", "date": "2023-05-04", "issuer": SECRETARIAT}
    for n in range(count):
        province, number = PLACES[n % len(PLACES)], n // len(PLACES) + 1
        above = {"symbol": f"{number}-KH/TU", "date": "2023-06-27" if n % 5 else None, "issuer": party(province)}
        yield make(f"{number}-KH/TU", "2023-06-27", party(province), cites=(directive,), says=(("self", "implements", "c1"),))
        yield make(f"{number}-KH/HU", "2024-08-13", party(province, "district", "Phong Thổ"), cites=(above,), says=(("self", "implements", "c1"),))


def test_linking_killed_at_random_moments_completes_to_the_same_content(tmp_path: Path) -> None:
    random, cut, whole = Random(SEED), tmp_path / "cut.db", tmp_path / "whole.db"
    made = list(plans(1500))
    for path in (cut, whole):
        with Store(path) as store:
            for start in range(0, len(made), 500):
                store.add(made[start : start + 500], str(start))
    link = ("-c", "import sys; from vanban.store import Store; s = Store(sys.argv[1]); print('ready', flush=True); s.link()")
    begun = time()
    with Store(whole) as store:
        store.link()
    seconds, kills = time() - begun, 0
    for _ in range(8):
        process = subprocess.Popen([sys.executable, *link, str(cut)], stdout=subprocess.PIPE, start_new_session=True)
        assert process.stdout is not None and process.stdout.readline() == b"ready\n"
        kills += killed(process, random.uniform(0.02, 0.3) * seconds)
        process.stdout.close()
    assert kills >= 2, "nothing was killed at work"
    with Store(cut) as a, Store(whole) as b:
        a.link()
        assert content(a) == content(b)
