"""Old Word files, RTF and OpenDocument texts through LibreOffice: all of a batch are read, whatever one of them does."""

import io
import os
import shutil
import socket
import stat
import sys
import threading
import zipfile
from pathlib import Path

import docx
import pytest

from vanban.errors import ReadError
from vanban.readers import kind, office, read, read_bytes

WORDS = "Kế hoạch số 15/KH-UBND của Ủy ban nhân dân xã Tân Phú"
INSTALLED = shutil.which("soffice") is not None
real = pytest.mark.skipif(not INSTALLED, reason="LibreOffice is not installed (apt install libreoffice-writer-nogui)")


def rtf(words: str) -> bytes:
    return b"{\\rtf1\\ansi " + "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in words).encode() + b"\\par}"


def odt(content: str) -> bytes:
    names = {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible"}
    spaces = "".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" ' for short, name in names.items())
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        entry = '<m:file-entry m:full-path="{}" m:media-type="{}"/>'
        entries = entry.format("/", "application/vnd.oasis.opendocument.text") + entry.format("content.xml", "text/xml")
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entries}</m:manifest>')
        root = f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        archive.writestr("content.xml", f"{root}<office:body><office:text>{content}</office:text></office:body></office:document-content>")
    return data.getvalue()


def text_of(converted: bytes | ReadError) -> str:
    assert isinstance(converted, bytes), converted
    return read_bytes("a.docx", converted).text.strip()


@pytest.fixture(scope="module")
def old_word(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A Word 97 file with a numbered list and a table, made from a .docx by LibreOffice."""
    if not INSTALLED:
        pytest.skip("LibreOffice is not installed (apt install libreoffice-writer-nogui)")
    folder = tmp_path_factory.mktemp("doc")
    made = docx.Document()
    made.add_paragraph(WORDS)
    made.add_paragraph("Mục đích", style="List Number")
    made.add_paragraph("Yêu cầu", style="List Number")
    cells = made.add_table(2, 2).rows
    for row, words in zip(cells, ("STT|Nhiệm vụ", "1|Rà soát"), strict=True):
        for cell, word in zip(row.cells, words.split("|"), strict=True):
            cell.text = word
    made.add_paragraph("Nơi nhận: Lưu VT.")
    made.save(str(folder / "a.docx"))
    os.system(
        f"soffice -env:UserInstallation={(folder / 'p').as_uri()} --headless --convert-to 'doc:MS Word 97' --outdir {folder} {folder}/a.docx >/dev/null 2>&1"
    )
    return (folder / "a.doc").read_bytes()


def test_an_old_word_file_is_read_as_word_shows_it(old_word: bytes, tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.doc"
    path.write_bytes(old_word)
    source = read(path)
    assert [line for line in source.text.split("\n") if line] == [
        WORDS,
        "1. Mục đích",
        "2. Yêu cầu",
        "| STT | Nhiệm vụ |",
        "| 1 | Rà soát |",
        "Nơi nhận: Lưu VT.",
    ]
    assert (source.name, source.media_type, len(source.rows)) == ("kế hoạch.doc", "application/msword", 2)
    assert [*tmp_path.iterdir()] == [path]


@real
@pytest.mark.parametrize("name", ["a.doc", "a.docx", "a.rtf", "stdin"])
def test_content_chooses_not_the_ending(name: str, old_word: bytes) -> None:
    assert WORDS in read_bytes(name, old_word).text
    source = read_bytes(name, rtf(WORDS))
    assert (source.text.strip(), source.media_type) == (WORDS, "application/rtf")


@real
def test_many_at_once_in_the_order_given(tmp_path: Path) -> None:
    beats: list[tuple[int, int]] = []
    path = tmp_path / "a.rtf"
    path.write_bytes(rtf("hai"))
    good = io.BytesIO()
    docx.Document().save(good)
    files: list[tuple[str, bytes | Path]] = [
        ("x/a.rtf", rtf("một")),
        ("y/a.rtf", path),
        ("ba.odt", odt("<text:p>ba</text:p>")),
        ("hỏng.rtf", b"\0\1\2"),
        ("trống.odt", odt("")[:200]),
        ("mất.doc", tmp_path / "mất.doc"),
        ("đã là.docx", good.getvalue()),
        ("bốn.rtf", rtf("bốn")),
    ]
    found = office.convert(files, lambda done, of: beats.append((done, of)))
    assert [text_of(found[k]) for k in (0, 1, 2, 7)] == ["một", "hai", "ba", "bốn"]
    assert found[6] == good.getvalue()
    failed = [str(found[k]) for k in (3, 4, 5)]
    assert failed == [
        "hỏng.rtf: is damaged, or no document: what it holds is of no known kind",
        "trống.odt: cannot be converted: LibreOffice finds no text document in it, or a damaged one",
        "mất.doc: no such file or directory",
    ]
    assert beats and all(done <= of == len(files) for done, of in beats)
    assert office.convert([]) == []


@real
def test_nothing_is_fetched_from_elsewhere(tmp_path: Path) -> None:
    """Images and sections that a document links, on the web or on this computer, stay where they are."""
    asked: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            asked.append(connection.recv(80))
            connection.close()

    threading.Thread(target=listen, daemon=True).start()
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật")
    web = f"http://127.0.0.1:{server.getsockname()[1]}"
    frame = '<draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="{}/a.png" xlink:type="simple" xlink:actuate="onLoad"/></draw:frame>'
    section = '<text:section text:name="{}"><text:section-source xlink:href="{}"/><text:p>cũ</text:p></text:section>'
    linked = odt(f"<text:p>{frame.format(web)}còn</text:p>{section.format('a', secret.as_uri())}{section.format('b', web + '/b.txt')}")
    found = office.convert([("a.odt", linked)])
    server.close()
    assert text_of(found[0]).split() == ["còn", "cũ", "cũ"]
    assert asked == []


def protected() -> bytes:
    """The head of a Word 97 file whose flag says that it is encrypted."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    return head + b"\xec\xa5\xc1\0\0\0\0\0\0\0\0\x01" + b"\0" * 500 + "WordDocument".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (protected(), "protected with a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "a spreadsheet"),
        (b"\0" * 600, "damaged, or no document"),
        (b"", "empty"),
    ],
)
def test_what_cannot_be_converted_is_refused_by_name_and_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=f"a.doc: .*{reason}"):
        read_bytes("a.doc", data)


def test_without_the_program_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(ReadError, match=r"a\.rtf: .*libreoffice-writer-nogui"):
        read_bytes("a.rtf", rtf("a"))


# A program in the place of LibreOffice that hangs, dies or does not work, as the file says; it starts a helper, as LibreOffice does.
STAND_IN = f"""#!{sys.executable}
import subprocess, sys, time, pathlib, zipfile, os, signal
folder = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
folder.mkdir(exist_ok=True)
helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path({{pids!r}}).open("a").write(f"{{{{helper.pid}}}}\\n")
with pathlib.Path({{calls!r}}).open("a") as log:
    log.write("call\\n")
for path in map(pathlib.Path, sys.argv[sys.argv.index("--outdir") + 2 :]):
    words = path.read_bytes()
    if b"HANG" in words or {{broken}}:
        made = folder / (path.stem + ".docx")
        made.write_bytes(b"PK half")
        time.sleep(60)
    if b"DIE" in words:
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"BAD" not in words:
        with zipfile.ZipFile(folder / (path.stem + ".docx"), "w") as made:
            made.writestr("a", words)
helper.kill()
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    install(tmp_path, monkeypatch, broken=False)
    return tmp_path


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, broken: bool) -> None:
    program = folder / "soffice"
    program.write_text(STAND_IN.format(pids=str(folder / "pids"), calls=str(folder / "calls"), broken=broken))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def outcome(result: bytes | ReadError) -> str:
    return "done" if isinstance(result, bytes) else str(result).split(": ", 1)[0] + ": " + str(result).rsplit(": ", 1)[1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a b c", "done done done"),
        ("a HANG c", "done hang done"),
        ("HANG b c", "hang done done"),
        ("a DIE c", "done die done"),
        ("BAD a DIE c", "bad done die done"),
        ("HANG", "hang"),
        ("HANG DIE c HANG e", "hang die done hang done"),
    ],
)
def test_a_file_that_hangs_or_kills_it_is_named_and_costs_the_others_nothing(words: str, expected: str, stand_in: Path) -> None:
    files = [(f"{k}.rtf", b"{\\rtf1 " + word.encode() + b"}") for k, word in enumerate(words.split())]
    told = {
        "hang": "LibreOffice was not done with it after 1 seconds",
        "die": "LibreOffice broke off (code -11)",
        "bad": "LibreOffice finds no text document in it, or a damaged one",
    }
    wanted = ["done" if word == "done" else f"{k}.rtf: {told[word]}" for k, word in enumerate(expected.split())]
    assert [outcome(result) for result in office.convert(files, seconds=1)] == wanted
    for pid in map(int, (stand_in / "pids").read_text().split()):
        with pytest.raises(ProcessLookupError):  # nothing of a call is left behind
            wait_for_end(pid)


def wait_for_end(pid: int) -> None:
    for _ in range(50):
        os.kill(pid, 0)
        if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
            raise ProcessLookupError
        threading.Event().wait(0.02)


def test_a_program_that_does_not_work_is_found_out_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, broken=True)
    found = office.convert([(f"{k}.rtf", rtf("a")) for k in range(30)], seconds=0.5)
    assert {str(result).split(": ", 1)[1][:60] for result in found} == {"is read through LibreOffice, which does not work here: it ca"}
    assert len((tmp_path / "calls").read_text().split()) <= 3


@real
def test_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_BATCH", 2)
    found = office.convert([(f"{k}.rtf", rtf(f"số {k}")) for k in range(5)])
    assert [text_of(result) for result in found] == [f"số {k}" for k in range(5)]


WORD_2003 = (
    '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p></w:body></w:wordDocument>'
).encode()


@pytest.mark.parametrize(
    ("name", "data", "suffix"),
    [
        ("a.doc", b"<html><body>a</body></html>", ".html"),
        ("a.doc", b"\xff\xfe" + "\r\n<!DOCTYPE html><p>a".encode("utf-16-le"), ".html"),
        ("a.docx", b"  {\\rtf1 a}", ".rtf"),
        ("a.DOC", b"%PDF-1.7", ".pdf"),
        ("a.doc", WORD_2003, ".doc"),
        ("a.doc", "Kế hoạch <html> số 3".encode(), ".txt"),
        ("a.docm", b"PK\x03\x04 word/document.xml", ".docm"),
        ("a", odt("a"), ".odt"),
        ("a.txt", b"{\\rtf1 a}", ".txt"),
        ("a.docx", b"PK\x03\x04 word/document.xml PK\x03\x04 xl/workbook.xml", ".docx"),
        ("a.docx", b"PK\x03\x04 xl/workbook.xml PK\x03\x04 word/document.xml", ".xlsx"),
        ("a.doc", b"\xff\xd8\xff\xe0\0\x10JFIF", ".jpg"),
        ("a.doc", b"MM\0*\0\0", ".tif"),
        ("a.pdf", b"\0\0\0", ".pdf"),
        ("a", b"a", ""),
    ],
)
def test_what_a_file_is(name: str, data: bytes, suffix: str) -> None:
    assert kind.suffix_of(name, data) == suffix


@real
def test_word_2003_xml() -> None:
    assert read_bytes("a.doc", WORD_2003).text.strip() == "Kế hoạch"
