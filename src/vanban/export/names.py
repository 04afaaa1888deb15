"""Names made of document ids and words: of files, in addresses, in XML. Whatever an id holds, it leads nowhere else and is no markup."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import quote

_PLAIN = re.compile(r"[a-z0-9~-]+(?:/[a-z0-9~-]+)*")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST = 180


def file_name(id: str) -> str:
    """The name of a document's file, without ending: "vn/tw/2023/21-ct" → "vn_tw_2023_21-ct". Two ids never have one name, on no file system.

    An id of other characters, or too long for a name, is cut down to those of ours and told from others by a hash.
    """
    if _PLAIN.fullmatch(id) and len(id) <= _LONGEST:
        return id.replace("/", "_")
    kept = re.sub(r"[^a-z0-9~-]+", "-", id.casefold())[: _LONGEST - 20].strip("-")
    return f"{kept}_-{sha256(id.encode()).hexdigest()[:16]}"


def address(id: str) -> str:
    """An id as a part of an IRI."""
    return quote(id, safe="/~-_.")


def xml_text(words: str) -> str:
    """Words as XML can hold them: characters that it has no place for (form feeds between pages) are blanks."""
    return _NOT_XML.sub(" ", words)
