"""feeds.opml (OPML 2.0): the list of all feeds of the site, for a reader that subscribes to many at once."""

from collections.abc import Iterable
from itertools import groupby

from lxml import etree

from briefgen import routes
from briefgen.config import Settings
from briefgen.model import Corpus
from briefgen.outputs.atom import Channel, channels
from briefgen.outputs.values import for_xml
from briefgen.texts import ENGLISH, Texts


def opml(corpus: Corpus, settings: Settings, texts: Texts = ENGLISH) -> bytes:
    """The list. settings.base_url is not empty."""
    folders = {"events": texts.gettext("Events"), "people": texts.gettext("People")}
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = for_xml(settings.title)
    body = etree.SubElement(root, "body")
    for folder, group in groupby(channels(corpus, settings, texts), lambda c: c.file.parts[0]):
        parent = body
        if folder in folders:
            parent = etree.SubElement(body, "outline", text=folders[folder])
        _outlines(parent, group, settings)
    etree.indent(root, " ")
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"


def _outlines(parent: etree._Element, group: Iterable[Channel], settings: Settings) -> None:
    for channel in group:
        etree.SubElement(
            parent,
            "outline",
            type="rss",
            text=for_xml(channel.title),
            xmlUrl=routes.address(settings.base_url, channel.file),
            htmlUrl=routes.address(settings.base_url, channel.page),
        )
