"""A web page as a tree of what it shows: no scripts, no styles, nothing hidden. lxml parses, bounded in depth; nothing is ever fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

_UNSHOWN = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "title",
        "meta",
        "link",
        "object",
        "embed",
        "iframe",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "map",
        "select",
        "option",
        "textarea",
        "button",
        "datalist",
        "xml",
    ]
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"])
_ENDS_ITSELF = frozenset(["p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dd", "dt", "option", "colgroup"])
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:.-]*+)([^<>]*)>")
_SELF_CLOSED = re.compile(r"<([a-zA-Z][\w:.-]*+)([^<>]*)/>")
_PARTING = frozenset(["br", "p", "div", "td", "li", "tr"])
_DEEP = 200  # open tags; deeper ones are left out, with their text kept: libxml2 stops reading a page at 2048
_DEEPEST = 100  # levels of the tree that is walked
_LONG_TAG, _MANY_ATTRIBUTES = 20_000, 500  # the parser compares each attribute of a tag with all before it
_NAMES = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NAMELESS: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
_GLUE = re.compile(r"[-_]")


@dataclass(slots=True)
class Element:
    """An element that is shown. `size` counts the letters in it, `linked` those in links, `links` the links; set by `measure`."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)
    size: int = 0
    linked: int = 0
    links: int = 0

    def nodes(self) -> Iterator[Element | str]:
        """The element and all below it, words too, in reading order."""
        stack: list[Element | str] = [self]
        while stack:
            node = stack.pop()
            yield node
            if isinstance(node, Element):
                stack += reversed(node.children)

    def walk(self) -> Iterator[Element]:
        """The element and all elements below it, in reading order."""
        return (node for node in self.nodes() if isinstance(node, Element))

    def text(self) -> str:
        """Its words on one line."""
        spoken = (node if isinstance(node, str) else " " if node.tag in _PARTING else "" for node in self.nodes())
        return " ".join("".join(spoken).split())

    def names(self) -> tuple[frozenset[str], frozenset[str]]:
        """Its classes, its id and what a CMS calls its type, in lower case: whole without hyphens, and the words they are made of."""
        if not self.attributes:
            return _NAMELESS
        said = " ".join(self.attributes.get(name, "") for name in ("class", "id", "type"))[:1000]
        return frozenset(_GLUE.sub("", said).lower().split()), frozenset(word.lower() for word in _NAMES.findall(said))

    def style(self) -> str:
        """Its style attribute, in lower case without blanks."""
        return "".join(self.attributes.get("style", "").lower().split())


@dataclass(frozen=True, slots=True)
class Page:
    """The body of a page and what the rest says of it: `meta` by name or property, `linked_data` the scripts of JSON-LD, `address` where it was saved from."""

    body: Element
    title: str
    meta: dict[str, str]
    linked_data: tuple[str, ...]
    address: str | None


def parse(text: str, is_xml: bool = False) -> Page | None:
    """The page of a text; None when there is no element in it. Entities other than HTML's own stay as they are written."""
    if is_xml:
        text = _SELF_CLOSED.sub(lambda m: m.group() if m[1].lower() in _VOID else f"<{m[1]}{m[2]}></{m[1]}>", text)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_pis=True)
    parser.feed(_bounded(text.replace("\x00", "")).encode("utf-8", "replace"))
    root = parser.close()
    if root is None:
        return None
    body = Element("body", {})
    _grow(root, body)
    measure(body)
    scripts = root.iter("script")
    linked_data = tuple(s.text for s in scripts if s.text and "ld+json" in (s.get("type") or "").lower())
    return Page(body, " ".join((root.findtext(".//title") or "").split()), _meta(root), linked_data, _address(root))


def _bounded(text: str) -> str:
    """The page without the tags that stand deeper than any real page has them, and without the attributes of monstrous ones."""
    depth = 0

    def kept(m: re.Match[str]) -> str:
        nonlocal depth
        closing, name, rest = m[1], m[2].lower(), m[3]
        if name in _VOID or name in _ENDS_ITSELF:
            pass
        elif closing:
            depth = max(depth - 1, 0)
            if depth >= _DEEP:
                return " "
        else:
            depth += 1
            if depth > _DEEP:
                return " "
        return f"<{closing}{m[2]}>" if len(rest) > _LONG_TAG and rest.count("=") > _MANY_ATTRIBUTES else m.group()

    return _TAG.sub(kept, text)


def _grow(root: etree._Element, body: Element) -> None:
    """Copy what is shown. What stands deeper than the tree may be is hung on its lowest level."""
    stack: list[tuple[etree._Element, Element, int]] = [(root, body, 0)]
    while stack:
        node, here, depth = stack.pop()
        if node.text:
            here.children.append(node.text)
        for child in node:
            shown = isinstance(child.tag, str) and _is_shown(child)
            if shown and depth < _DEEPEST:
                element = Element(child.tag.lower(), {k: v for k, v in child.attrib.items() if len(v) < _LONG_TAG})
                here.children.append(element)
                stack.append((child, element, depth + 1))
            elif shown:
                here.children.append(" ".join(_words(child)))
            if child.tail:
                here.children.append(child.tail)


def _words(node: etree._Element) -> Iterator[str]:
    """What is shown of a node, without its structure."""
    stack: list[etree._Element | str] = [node]
    while stack:
        top = stack.pop()
        if isinstance(top, str):
            yield top
            continue
        parts = [top.text or ""]
        for child in top:
            parts += [child] if isinstance(child.tag, str) and _is_shown(child) else []
            parts.append(child.tail or "")
        stack += reversed(parts)


def _is_shown(node: etree._Element) -> bool:
    if node.tag in ("html", "body"):
        return True
    return node.tag.lower() not in _UNSHOWN and node.get("hidden") is None and not _HIDDEN_STYLE.search((node.get("style") or "")[:_LONG_TAG])


def measure(body: Element) -> None:
    """Set the sizes of the element and all below it."""
    elements = [body]
    for element in elements:  # it grows: level by level, so that what is below comes behind
        elements += [child for child in element.children if isinstance(child, Element)]
    for element in reversed(elements):
        below = [child for child in element.children if isinstance(child, Element)]
        letters = sum(len("".join(child.split())) for child in element.children if isinstance(child, str))
        element.size = letters + sum(child.size for child in below)
        is_link = element.tag == "a" and "href" in element.attributes
        element.linked = element.size if is_link else sum(child.linked for child in below)
        element.links = is_link + sum(child.links for child in below)


def _meta(root: etree._Element) -> dict[str, str]:
    """What the page's meta elements say, by name, property or itemprop; of two that say the same, the first. And `canonical`."""
    said: dict[str, str] = {}
    for node in root.iter("meta"):
        name, content = node.get("property") or node.get("name") or node.get("itemprop"), node.get("content")
        if name and content:
            said.setdefault(name.lower(), content.strip())
    for node in root.iter("link"):
        if (node.get("rel") or "").lower() == "canonical" and node.get("href"):
            said.setdefault("canonical", node.get("href") or "")
    return said


_SAVED_FROM = re.compile(r"\s*saved from url=\(\d+\)(\S+)")


def _address(root: etree._Element) -> str | None:
    """The address in the comment that browsers write at the head of a page they save."""
    tree = root.getroottree()
    comments = (c for c in tree.xpath("//comment()[position() < 20]") if c.text)
    return next((m[1] for c in comments if (m := _SAVED_FROM.match(c.text))), None)
