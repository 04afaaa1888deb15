"""Texts from before Unicode: what was typed in TCVN3, VNI or VIQR, or misread from UTF-8, comes out in its letters; what is good stays as it is."""

import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.readers import read_bytes
from vanban.readers.legacy import Charset, charset_of, decoded, guess, repaired
from vanban.readers.legacy.letters import letters
from vanban.readers.legacy.syllables import is_syllable

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "legacy.jsonl").read_text(encoding="utf-8").splitlines()]
EVERY_LETTER = "".join(letters("vni"))
SENTENCES = (
    "Ủy ban nhân dân xã tổ chức tập huấn phòng cháy cho lực lượng dân phòng.",
    "Đảng ủy giao các chi bộ kiểm điểm việc thực hiện nghị quyết, hoàn thành trước ngày 15 tháng 6.",
    "Những hộ nuôi thủy sản ở vùng ngập mặn được hỗ trợ giống và vốn vay lãi suất thấp.",
    "Ở thị trấn, mỗi tổ dân phố cử một người quản lý kho vật tư, giữ chìa khóa và sổ xuất nhập.",
)
TCVN3, VNI, VIQR = Charset("tcvn3"), Charset("vni"), Charset("viqr")


def typed(text: str, charset: Charset) -> str:
    """The text as it was typed in the charset; capitals with tones as small letters where it has none."""
    table = letters(charset.name)
    return "".join(table.get(c) or table.get(c.lower(), c) for c in text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_cases(case: dict[str, str]) -> None:
    text, doubts = repaired(case["text"])
    assert text == case.get("expected", case["text"])
    assert [d.code for d in doubts] == ["encoding_guessed"] * int(case["doubts"])
    assert repaired(text) == (text, ())


@pytest.mark.parametrize("case", [case for case in CASES if not case["doubts"]], ids=lambda case: case["why"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_what_is_good_is_guessed_nothing_of(case: dict[str, str], form: str) -> None:
    text = unicodedata.normalize(form, case["text"])  # type: ignore[arg-type]
    assert repaired(text) == (text, ())
    assert not any(guess(line) for line in case["text"].split("\n"))


@pytest.mark.parametrize("charset", [TCVN3, VNI, VIQR], ids=lambda charset: charset.name)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_round_trip(charset: Charset, sentence: str) -> None:
    wanted = sentence[0].lower() + sentence[1:] if charset == TCVN3 and sentence[0] in "ỦỞ" else sentence
    legacy = typed(sentence, charset)
    assert guess(legacy) == charset
    assert decoded(legacy, charset) == wanted
    assert repaired(legacy)[0] == wanted


@pytest.mark.parametrize("charset", [TCVN3, VNI], ids=lambda charset: charset.name)
def test_every_letter_has_its_code(charset: Charset) -> None:
    table = letters(charset.name)
    assert len(set(table.values())) == len(table)
    assert all(decoded(code, charset) == letter for letter, code in table.items())
    assert decoded("".join(table.values()), charset) == "".join(table)


def test_capitals_of_tcvn3_fonts() -> None:
    assert decoded("KÕ ho¹ch n\xadíc", Charset("tcvn3", capitals=True)) == "KẾ HOẠCH NƯỚC"
    assert {c for c in EVERY_LETTER if c.isupper()} & set(letters("tcvn3")) == set("ĂÂÊÔƠƯĐ")


SYLLABLES = st.builds(
    lambda onset, rime, tone: unicodedata.normalize("NFC", onset + rime[0] + tone + rime[1:]),
    st.sampled_from(["", "b", "c", "đ", "gh", "kh", "nh", "ph", "t", "tr", "v", "x"]),
    st.sampled_from(["a", "ăn", "âm", "e", "ê", "i", "o", "ông", "ơi", "ung", "ư", "y"]),
    st.sampled_from(["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]),
)


@given(st.lists(SYLLABLES, min_size=1, max_size=8), st.sampled_from([TCVN3, VNI]))
def test_words_round_trip_in_every_view(words: list[str], charset: Charset) -> None:
    text = " ".join(words)
    legacy = typed(text, charset)
    assert decoded(legacy, charset) == text
    assert decoded("".join(chr(0xF000 + ord(c)) if c > " " else c for c in legacy), charset) == text


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("charset", [TCVN3, VNI], ids=lambda charset: charset.name)
@pytest.mark.parametrize("form", [None, "NFC"])
def test_bytes_seen_as_windows_1258(sentence: str, charset: Charset, form: str | None) -> None:
    seen = typed(sentence, charset).encode("latin-1").decode("cp1258")
    if form:
        seen = unicodedata.normalize("NFC", seen)
    assert decoded(seen, charset).lower() == sentence.lower()


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    new, doubts = repaired(text)
    assert all(0 <= d.start <= d.end <= len(new) for d in doubts)
    for charset in TCVN3, VNI, VIQR:
        decoded(text, charset)


@pytest.mark.parametrize(
    ("font", "charset"),
    [
        (".VnTime", TCVN3),
        (".VnTimeH", Charset("tcvn3", capitals=True)),
        ("ABCDEF+.VnTimeH,Bold", Charset("tcvn3", capitals=True)),
        (".VnArial NarrowH", Charset("tcvn3", capitals=True)),
        (".VnArial-BoldItalic", TCVN3),
        (".VNTIMEH", Charset("tcvn3", capitals=True)),
        ("VnTime", TCVN3),
        ("VNI-Times", VNI),
        ("VNI Times", VNI),
        ("VNI-Helve-Condense", VNI),
        ("ABCDEF+VNI-Times-Bold", VNI),
        ("VNI-Internet Mail", None),
        ("VNtimes new roman", None),
        ("VnTimes", None),
        ("Times New Roman", None),
        ("SVN-Arial", None),
        ("Univers", None),
        ("", None),
    ],
)
def test_fonts(font: str, charset: Charset | None) -> None:
    assert charset_of(font) == charset


@pytest.mark.parametrize("word", ["nghiêng", "quyết", "giếng", "gì", "khuỷu", "ủy", "uỷ", "hòa", "hoà", "Ở", "Đắk", "ý"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ["quôc", "kàt", "ngê", "ce", "gộalement", "fỹr", "âà", "", "strong", "bb", "ă"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("text", ["a" * 300_000, "a." * 150_000, "Ã" * 300_000, "µ" * 300_000, "CñA " * 75_000, "a^" + " " * 300_000, "µa\n" * 50_000])
def test_hostile_texts_take_no_longer_than_others(text: str) -> None:
    start = time.process_time()
    repaired(text)
    assert time.process_time() - start < 5


def test_a_doubt_covers_its_run() -> None:
    first, second = SENTENCES[0], SENTENCES[2]
    text, doubts = repaired(f"{first}\n{typed(second, VNI)}\n\n{typed(second, VNI)}\n{first}")
    assert [text[d.start : d.end] for d in doubts] == [f"{second}\n\n{second}"]
    assert "VNI" in doubts[0].reason


@pytest.mark.parametrize("charset", [TCVN3, VNI], ids=lambda charset: charset.name)
def test_files_of_bytes(charset: Charset) -> None:
    source = read_bytes("a.txt", typed("\n".join(SENTENCES[1:3]), charset).encode("latin-1"))
    assert source.text == "\n".join(SENTENCES[1:3])
    assert [d.code for d in source.doubts] == ["encoding_guessed"]
