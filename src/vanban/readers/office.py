"""Old Word files (.doc), RTF and OpenDocument texts: LibreOffice turns them into .docx, and the reader of Word documents reads that.

It works in a folder and with a profile of its own, for a limited time, without macros, links or the network; nothing is written beside a source.
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib.resources import files as resources
from pathlib import Path

from vanban.errors import ReadError
from vanban.model import Source
from vanban.readers import docx, kind
from vanban.readers.beat import Beat, silent

CONVERTED = frozenset({".doc", ".dot", ".rtf", ".odt"})
"""Endings (by content, `kind.suffix_of`) of the files that LibreOffice must convert."""

_PROGRAMS = ("soffice", "libreoffice")
_MISSING = "is read through LibreOffice, which is not installed (Debian, Ubuntu: apt install libreoffice-writer-nogui)"
_BROKEN = "is read through LibreOffice, which does not work here: it cannot convert a file of two words either"
_UNREADABLE = "cannot be converted: LibreOffice finds no text document in it, or a damaged one"
_PROBE = rb"{\rtf1 Xin ch\'e0o}"
_BATCH = 40  # files a call: to start takes as long as to convert twenty
_POLL = 0.1  # seconds
_MOST_XML = 64 << 20  # bytes, unpacked, as in a .docx: LibreOffice takes minutes for more, and the others wait
_LIMITS = ("sh", "-c", 'ulimit -v 6000000; ulimit -f 2000000; ulimit -t "$0"; exec "$@"')  # kB of memory, blocks of 512 bytes a file, seconds of work


def read(source: Source, data: bytes, beat: Beat) -> Source:
    """The source with text and rows of one file. For many files, `convert` them together and pass each result to `read_converted`."""
    [result] = convert([(source.name, data)], beat)
    if isinstance(result, ReadError):
        raise result
    return read_converted(source, result, beat)


def read_converted(source: Source, converted: bytes, beat: Beat) -> Source:
    """The source, which names and hashes the file as it came, with text and rows of the .docx that `convert` made of it."""
    return docx.read(source, converted, beat)


def convert(files: Sequence[tuple[str, bytes | Path]], beat: Beat = silent, seconds: float = 120) -> list[bytes | ReadError]:
    """Each file (name to be shown, content or path) as a .docx, or why it cannot be converted; in the order given.

    `seconds` is the time for one file, and for the program to start. A file on which LibreOffice hangs or dies is tried once more alone, and
    costs the others nothing. Content that is .docx already comes back as it is.
    """
    work = _Work(files, beat)
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        office = _Office(program, Path(folder), seconds) if program else None
        waiting = [[*range(k, min(k + _BATCH, len(files)))] for k in range(0, len(files), _BATCH)]
        while waiting:
            again = work.run(office, Path(folder), waiting.pop(0))
            waiting[:0] = [part for part in (again[:1], again[1:]) if part]
    return [work.results[k] for k in range(len(files))]


class _Work:
    """Files on their way: `results` by their place."""

    def __init__(self, files: Sequence[tuple[str, bytes | Path]], beat: Beat) -> None:
        self._files = files
        self._beat = beat
        self.results: dict[int, bytes | ReadError] = {}

    def run(self, office: _Office | None, folder: Path, batch: list[int]) -> list[int]:
        """Convert these in one call. Returns those to be tried again: of a call that ended badly, all that it left."""
        with tempfile.TemporaryDirectory(dir=folder) as place:
            inputs = self._laid_out(Path(place), batch)
            if not inputs:
                return []
            fault = office.call([*inputs.values()], Path(place, "out"), self._report) if office else _MISSING
            for k in inputs:
                made = Path(place, "out", f"{k}.docx")
                if zipfile.is_zipfile(made):  # what was being written when the call ended is none
                    self.results[k] = made.read_bytes()
        left = [k for k in inputs if k not in self.results]
        if office and fault and len(left) > 1 and (len(left) < len(inputs) or office.works()):
            return left
        for k in left:
            self.results[k] = ReadError(self._files[k][0], _BROKEN if office and not office.sound else fault or _UNREADABLE)
        return []

    def _report(self, made: int) -> None:
        self._beat(len(self.results) + made, len(self._files))

    def _laid_out(self, place: Path, batch: list[int]) -> Mapping[int, Path]:
        """The files of a batch that LibreOffice shall convert, written in a place of their own. The others have their results now."""
        inputs = {}
        for k in batch:
            name, content = self._files[k]
            try:
                data = content if isinstance(content, bytes) else content.read_bytes()
                suffix = _suffix(name, data)
            except OSError as error:
                self.results[k] = ReadError(name, (error.strerror or str(error)).lower())
            except ReadError as error:
                self.results[k] = error
            else:
                if suffix in CONVERTED:
                    inputs[k] = place / f"{k}{suffix}"
                    inputs[k].write_bytes(data)
                else:
                    self.results[k] = data
        return inputs


class _Office:
    """LibreOffice with a profile of its own. `sound` is whether it works at all, as far as was asked."""

    def __init__(self, program: str, folder: Path, seconds: float) -> None:
        self._folder = folder
        self._seconds = seconds
        self._options = [program, f"-env:UserInstallation={folder.as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nologo", "--nodefault"]
        self._probed = False
        self.sound = True
        settings = folder / "user" / "registrymodifications.xcu"
        settings.parent.mkdir()
        settings.write_bytes(resources(__package__).joinpath("office.xcu").read_bytes())

    def works(self) -> bool:
        """Whether it converts a file that is surely good. Asked once, when a call has ended badly without any result."""
        if not self._probed:
            self._probed = True
            probe = self._folder / "probe.rtf"
            probe.write_bytes(_PROBE)
            self.sound = self.call([probe], self._folder, lambda _: None) is None and zipfile.is_zipfile(self._folder / "probe.docx")
        return self.sound

    def call(self, inputs: Sequence[Path], out: Path, report: Callable[[int], None]) -> str | None:
        """Convert these, one after the other. Returns what went wrong with the call as a whole."""
        command = [*self._options, "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), *map(str, inputs)]
        process = subprocess.Popen(
            [*_LIMITS, str(int(self._seconds * (len(inputs) + 1)) + 1), *command] if os.name == "posix" else command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(self._folder), "TMPDIR": str(self._folder), "SAL_USE_VCLPLUGIN": "svp"},
            start_new_session=True,
        )
        try:
            return self._watched(process, out, report)
        finally:
            _end(process)

    def _watched(self, process: subprocess.Popen[bytes], out: Path, report: Callable[[int], None]) -> str | None:
        """Wait for the call as long as it goes on: every file has its time."""
        made, until = 0, time.monotonic() + self._seconds
        while process.poll() is None:
            ready = sum(1 for _ in out.glob("*.docx"))
            if ready > made:
                made, until = ready, time.monotonic() + self._seconds
            if time.monotonic() > until:
                return f"cannot be converted: LibreOffice was not done with it after {self._seconds:g} seconds"
            report(made)
            time.sleep(_POLL)
        return None if process.returncode == 0 else f"cannot be converted: LibreOffice broke off (code {process.returncode})"


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the call with all it has started."""
    with suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


_FIB = 512  # where the text stream of nearly every .doc begins
_FIB_SIGN, _FIB_FLAGS, _FIB_ENCRYPTED = b"\xec\xa5", 10, 0x0100  # [MS-DOC] 2.5.2 FibBase


def _suffix(name: str, data: bytes) -> str:
    """What a file is (".docx" or one of CONVERTED). Raises ReadError for what LibreOffice would ask a password for, or would not open as a text."""
    suffix = kind.suffix_of(name, data)
    fib = data[_FIB : _FIB + _FIB_FLAGS + 2]
    if suffix == ".doc" and fib.startswith(_FIB_SIGN) and int.from_bytes(fib[_FIB_FLAGS:], "little") & _FIB_ENCRYPTED:
        raise ReadError(name, "is protected with a password: save it without one")
    if suffix == ".odt" and (unpacked := _unpacked(data)) > _MOST_XML:
        raise ReadError(name, f"is too large when unpacked: {unpacked:,} bytes of XML, and at most {_MOST_XML:,} are read; divide it")
    if suffix not in CONVERTED and suffix not in kind.PACKAGED:
        raise ReadError(name, f"is {kind.called(suffix)}, which LibreOffice is not asked to convert")
    return suffix


def _unpacked(data: bytes) -> int:
    """The bytes of XML that an OpenDocument text says it holds; 0 where LibreOffice has to say what is wrong with it."""
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(entry.file_size for entry in archive.infolist() if entry.filename.endswith(".xml"))
    return 0
