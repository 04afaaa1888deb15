"""The container of a .docx: a ZIP archive of XML parts (ECMA-376 part 2), opened so that no hostile file costs more than its limits."""

from __future__ import annotations

import io
import lzma
import posixpath
import zipfile
import zlib
from typing import TypeAlias

from lxml import etree

from vanban.errors import ReadError

Element: TypeAlias = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # the namespace of "Strict Open XML", the same elements
_USUAL = W[1:-1].encode()
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_MOST_ENTRIES = 10_000
_MOST_BYTES = 64 << 20  # unpacked, of all parts that are read; a page takes about 10 kB
_MOST_RATIO = 300  # unpacked to packed; long tables of equal rows reach a hundred
_SMALL = 1 << 20  # bytes a part may have at any ratio
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 1  # bit of an entry's flags
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, OverflowError, NotImplementedError)


class Package:
    """An opened .docx: `main` is the root of its document, `part` the roots of what that refers to. Raises ReadError for what is damaged or hostile."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._left = _MOST_BYTES
        self._zip = _opened(name, data)
        self._entries = {_plain(entry.filename): entry for entry in self._zip.infolist()}
        path = next(iter(self._targets("").get("officeDocument", [])), "word/document.xml")
        main = self._root(path)
        if main is None or main.find(f"{W}body") is None:
            raise ReadError(name, "is no Word document, or a damaged one: there is no text part in it")
        self.main: Element = main
        self._parts = self._targets(path)

    def part(self, relation: str) -> Element | None:
        """The root of the part that the document refers to as this ("styles", "numbering", "footnotes" …), None when it has none."""
        return next((root for path in self._parts.get(relation, []) if (root := self._root(path)) is not None), None)

    def _targets(self, path: str) -> dict[str, list[str]]:
        """What a part refers to within the package, kind of relation → paths; the package's own relations for ""."""
        folder, file = posixpath.split(path)
        root = self._root(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, list[str]] = {}
        for relation in root.iter(_RELATIONS) if root is not None else ():
            if relation.get("TargetMode") != "External":
                kind = relation.get("Type", "").rpartition("/")[2]
                found.setdefault(kind, []).append(posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))))
        return found

    def _root(self, path: str) -> Element | None:
        entry = self._entries.get(_plain(path))
        return None if entry is None else _parsed(self._name, path, self._unpacked(entry).replace(_STRICT, _USUAL))

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        """The bytes of an entry, as long as they stay within the limits: what it says of its size is checked first, then what comes."""
        if entry.flag_bits & _ENCRYPTED:
            raise ReadError(self._name, "is protected with a password: save it without one")
        most = min(self._left, max(_SMALL, entry.compress_size * _MOST_RATIO))
        content = b""
        if entry.file_size <= most:
            try:
                with self._zip.open(entry) as stream:
                    content = stream.read(most + 1)
            except _DAMAGED as error:
                raise ReadError(self._name, f"is damaged: {entry.filename} cannot be unpacked ({error})") from None
        if max(entry.file_size, len(content)) > most:
            raise ReadError(
                self._name, f"is too large when unpacked ({entry.filename}, {entry.file_size:,} bytes): a ZIP bomb, or no document to be read at once"
            )
        self._left -= len(content)
        return content


def _opened(name: str, data: bytes) -> zipfile.ZipFile:
    if data.count(_ENTRY) > _MOST_ENTRIES:  # counted before each gets an object
        raise ReadError(name, f"holds more than {_MOST_ENTRIES:,} files: no Word document has so many")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED as error:
        raise ReadError(name, f"is damaged or cut off: its ZIP container cannot be opened ({str(error).lower()})") from None


def _plain(path: str) -> str:
    """The name of an entry as all writers would have it: some write backslashes, a slash in front, or capitals."""
    return path.replace("\\", "/").lstrip("/").lower()


def _parsed(name: str, path: str, content: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        deep = "depth" in str(error)
        raise ReadError(name, f"is nested too deeply ({path})" if deep else f"is damaged: {path} is no valid XML ({error})") from None
    if root.getroottree().docinfo.doctype:
        raise ReadError(name, f"declares entities of its own ({path}), which no Word document does: it may be hostile")
    return root
