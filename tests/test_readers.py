"""Files as people have them: every encoding that can be told is read, everything else is refused by name and reason."""

import unicodedata
from pathlib import Path

import pytest

from vanban.errors import ReadError
from vanban.pipeline import parse
from vanban.readers import read, read_bytes, suffixes

TEXT = "Thực hiện Chỉ thị số 12-CT/TW ngày 06/7/2022 của Ban Bí thư về công tác thú y ở đồng bằng.\n"


@pytest.mark.parametrize("data", [TEXT.encode(), TEXT.encode("utf-8-sig"), b"\xff\xfe" + TEXT.encode("utf-16-le"), b"\xfe\xff" + TEXT.encode("utf-16-be")])
def test_encodings(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert read(path).text == TEXT


def test_windows_1258_keeps_tones_as_marks() -> None:
    """Windows-1258 has ư, ơ, đ as letters and most tones as combining marks: "thư" + dot below."""
    text = "Ban Bi\u0301 thư, Đảng ủy xã Tân Hưng ban hành Chỉ thị số 12-CT/ĐU"
    parts = unicodedata.normalize("NFD", text)
    for letter in "ăâêôơưĂÂÊÔƠƯ":  # these it has as letters of their own
        parts = parts.replace(unicodedata.normalize("NFD", letter), letter)
    data = parts.encode("cp1258")
    source = read_bytes("a.txt", data)
    assert unicodedata.normalize("NFC", source.text) == unicodedata.normalize("NFC", text)
    assert [c.symbol for c in parse(source).citations] == ["12-CT/ĐU"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str) -> None:
    source = read_bytes("a.txt", TEXT.encode(encoding))
    assert (source.text, source.doubts) == (TEXT, ())


def test_tcvn3_in_a_file() -> None:
    source = read_bytes("a.txt", "K\xd5 ho\xb9ch tri\xd3n khai \xae\xb5o t\xb9o ngh\xd2".encode("latin-1"))
    assert source.text == "Kế hoạch triển khai đào tạo nghề"
    assert [(d.code, d.start, d.end) for d in source.doubts] == [("encoding_guessed", 0, len(source.text))]


def test_utf_8_that_was_misread_and_saved_again() -> None:
    source = read_bytes("a.txt", TEXT.encode().decode("latin-1").encode())
    assert source.text == TEXT
    assert [d.code for d in source.doubts] == ["encoding_guessed"]


@pytest.mark.parametrize("data", [TEXT.encode().rstrip() + "ệ".encode()[:2], TEXT.encode().replace("ú".encode(), b"\xc3")])
def test_a_broken_byte_is_shown_and_doubted(data: bytes) -> None:
    source = read_bytes("a.txt", data)
    assert [source.text[d.start : d.end] for d in source.doubts] == ["\ufffd"]
    assert source.text.replace("\ufffd", "").startswith(TEXT[:40])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "not a text file"),
        (b"PK\x03\x04abc", "not a text file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not a text file"),
        (b"abc\x00def", "not a text file"),
        (b"\xff\xfe\x00\xd8", "damaged"),
        (bytes(range(128, 256)) * 4, "cannot be told"),
        ("Über größere Straßen für Müller, schöne Häuser".encode("latin-1"), "cannot be told"),
        ((TEXT.encode()[:20] + b"\xff\xfe\xfd") * 9, "cannot be told"),
    ],
)
def test_what_is_no_text_is_refused_by_name_and_reason(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=reason) as caught:
        read(path)
    assert "kế hoạch.txt" in str(caught.value)


def test_missing_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        read(tmp_path / "nothing.txt")
    with pytest.raises(ReadError, match="folder"):
        read(tmp_path)


def test_source_says_where_the_text_came_from(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(TEXT, encoding="utf-8")
    source = read(path)
    assert (source.name, source.media_type, len(source.sha256)) == ("a.md", "text/markdown", 64)
    assert {".txt", ".md"} <= suffixes()
