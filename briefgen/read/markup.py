"""Markup: a tree of HTML elements -> blocks of text.

Reads  what lxml made of a web page or of Markdown.
Finds  the text of paragraphs, headings, list items, quotations; emphasis and links leave their words.
Misses, on purpose, all that is no running text: scripts, forms, tables, code, pictures with their captions, navigation.
"""

from collections.abc import Iterator
from itertools import islice

from lxml import etree, html

from briefgen.read.characters import collapse, normalize
from briefgen.read.paragraphs import Block, parts_of

# Elements that end a paragraph where they begin and end; head, item, lb ... are those of TEI, which trafilatura gives.
# fmt: off
_BREAKING = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "th", "tr", "ul", "head", "item", "lb", "list", "quote", "row", "cell",
})
_LEFT_OUT = frozenset({
    "applet", "area", "aside", "audio", "base", "button", "canvas", "datalist", "dialog", "embed", "fieldset",
    "figure", "footer", "form", "frame", "frameset", "iframe", "input", "link", "map", "math", "menu", "meta",
    "meter", "nav", "noembed", "noframes", "noscript", "object", "option", "output", "param", "picture", "pre",
    "progress", "script", "select", "source", "style", "svg", "table", "template", "textarea", "title", "track",
    "video",
})
_LEFT_OUT_CLASSES = frozenset({
    "footnote", "footnote-ref", "footnote-backref", "screen-reader-text", "sr-only", "visually-hidden",
})
# fmt: on


# To decide what on a page is its article takes 50 microseconds an element (measured); saved pages have some thousand.
MOST_ELEMENTS = 20_000


class TooComplexError(Exception):
    """The markup takes its parsers further than any text that somebody wrote; says why."""


def parse_html(text: str) -> html.HtmlElement | None:
    """The tree of a page or a fragment, without comments; None where there is nothing in it. Raises TooComplexError."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    if next(islice(tree.iter(), MOST_ELEMENTS, None), None) is not None:
        raise TooComplexError(f"more than {MOST_ELEMENTS:,} elements")
    return tree


def blocks_in(tree: etree._Element, first_line: int = 1) -> list[Block]:
    """The blocks of a tree in order. first_line: the file's line that the tree's text begins on."""
    found: list[Block] = []
    words: list[str] = []
    line = first_line

    def flush() -> None:
        found.extend(Block(part, line) for part in parts_of(collapse(normalize("".join(words)))))
        words.clear()

    for kind, element in _walk(tree):
        breaking = element.tag in _BREAKING
        if breaking:
            flush()
        if kind == "start":
            if breaking:
                line = first_line + (getattr(element, "sourceline", None) or 1) - 1
            words.append(element.text or "")
        elif element is not tree:
            words.append(element.tail or "")
    flush()
    return found


def _walk(tree: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Start and end of every element that holds running text; only the end of one that is left out, for its tail."""
    walker = etree.iterwalk(tree, events=("start", "end"))
    left_out: etree._Element | None = None
    for kind, element in walker:
        if left_out is not None:
            if element is left_out and kind == "end":
                left_out = None
                yield "end", element
            continue
        if kind == "start" and element is not tree and _is_left_out(element):
            left_out = element
            continue
        yield kind, element


def _is_left_out(element: etree._Element) -> bool:
    return (
        element.tag in _LEFT_OUT
        or "hidden" in element.attrib
        or not _LEFT_OUT_CLASSES.isdisjoint((element.get("class") or "").lower().split())
    )
