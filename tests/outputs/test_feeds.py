"""The feeds: Atom, JSON Feed and their list in OPML, read back by feedparser and by lxml."""

import dataclasses
import json

import feedparser
from lxml import etree

from briefgen import routes
from briefgen.config import Settings
from briefgen.frozen import replace
from briefgen.model import Corpus, StatusReport
from briefgen.outputs.atom import feeds
from briefgen.outputs.jsonfeed import json_feed
from briefgen.outputs.opml import opml
from briefgen.views.catalogue import around
from tests.corpora import SETTINGS, corpus, empty, hostile


def atom(of: Corpus, settings: Settings = SETTINGS) -> dict[str, bytes]:
    return {str(route): data for route, data in feeds(of, settings)}


def test_the_site_each_event_and_each_person_has_a_feed() -> None:
    made, of = atom(corpus()), corpus()
    wanted = {"feed.atom", "changes.atom"} | {f"events/{e.id}/feed.atom" for e in of.events}
    assert set(made) == wanted | {f"people/{p.id}/feed.atom" for p in of.people}


def test_every_feed_is_well_formed_and_has_what_atom_asks_for() -> None:
    for name, data in atom(corpus()).items():
        read = feedparser.parse(data)
        assert not read.bozo, name
        assert {"id", "title", "updated"} <= set(read.feed), name
        assert all({"id", "title", "updated", "link"} <= set(entry) for entry in read.entries), name
        links = {link["rel"]: link["href"] for link in read.feed.links}
        assert links["self"] == SETTINGS.base_url + name


def test_a_library_that_has_read_a_feed_writes_the_same() -> None:
    for data in (*atom(corpus()).values(), *atom(hostile()).values()):
        root = etree.fromstring(data)
        assert etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n" == data
        etree.indent(root, " ")
        assert etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n" == data


def test_row_109_hostile_text_gives_valid_xml() -> None:
    for data in atom(hostile()).values():
        assert not feedparser.parse(data).bozo
        etree.fromstring(data)
    etree.fromstring(opml(hostile(), SETTINGS))


def test_row_111_a_new_address_keeps_the_ids() -> None:
    moved = dataclasses.replace(SETTINGS, base_url="https://elsewhere.example/")
    here, there = (feedparser.parse(atom(corpus(), s)["feed.atom"]) for s in (SETTINGS, moved))
    assert here.feed.id == there.feed.id
    assert [e.id for e in here.entries] == [e.id for e in there.entries]
    assert [e.link for e in here.entries] != [e.link for e in there.entries]


def test_updated_is_the_newest_articles_date() -> None:
    read = feedparser.parse(atom(corpus())["feed.atom"])
    assert read.feed.updated == max(entry.updated for entry in read.entries)


def test_an_undated_article_is_in_no_feed() -> None:
    plain = corpus()
    undated = replace(plain.briefings[0], article=replace(plain.briefings[0].article, published=None, updated=None))
    of = replace(plain, briefings=(undated, *plain.briefings[1:]))
    assert len(feedparser.parse(atom(of)["feed.atom"]).entries) == len(plain.briefings) - 1
    assert len(json.loads(json_feed(of, SETTINGS))["items"]) == len(plain.briefings) - 1


def test_the_feed_of_changes_tells_of_each_status_once_with_its_sentence() -> None:
    plain = corpus()
    event = max(plain.events, key=lambda e: len(e.history))
    source = event.history[-1].source
    planned = StatusReport(status="planned", asserted="2025-08-29T10:12:00Z", source=source)
    held = StatusReport(status="held", asserted="2025-09-01", source=source)
    told = next(b for b in plain.briefings if b.id == held.source.briefing)
    of = replace(plain, events=(replace(event, history=(planned, planned, held, held)),))
    read = feedparser.parse(atom(of)["changes.atom"])
    assert [(e.title, e.updated) for e in read.entries] == [
        (f"{event.name}: planned → held", "2025-09-01T00:00:00Z"),
        (f"{event.name}: planned", "2025-08-29T10:12:00Z"),
    ]
    assert len({entry.id for entry in read.entries}) == 2
    for entry in read.entries:
        links = {link["rel"]: link["href"] for link in entry.links}
        assert links["alternate"] == routes.address(SETTINGS.base_url, routes.event(event.id))
        assert links["related"].endswith(f"{held.source.briefing}/#{held.source.evidence.sentence}")
        assert entry.summary == "".join(around(told, held.source.evidence))


def test_what_no_article_dates_to_the_day_is_in_no_feed_of_changes() -> None:
    plain = corpus()
    events = tuple(
        replace(e, history=tuple(replace(report, asserted="2025-08") for report in e.history)) for e in plain.events
    )
    assert feedparser.parse(atom(plain)["changes.atom"]).entries
    assert not feedparser.parse(atom(replace(plain, events=events))["changes.atom"]).entries


def test_json_feed_tells_the_same_as_atom() -> None:
    document = json.loads(json_feed(corpus(), SETTINGS))
    read = feedparser.parse(atom(corpus())["feed.atom"])
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert document["feed_url"] == SETTINGS.base_url + "feed.json"
    assert [(i["id"], i["url"], i["title"]) for i in document["items"]] == [
        (e.id, e.link, e.title) for e in read.entries
    ]
    assert all("content_text" in item or "content_html" in item for item in document["items"])
    assert all(value is not None for item in document["items"] for value in item.values())


def test_the_list_of_feeds_names_every_feed_once() -> None:
    outlines = etree.fromstring(opml(corpus(), SETTINGS)).findall(".//outline[@type='rss']")
    wanted = {routes.address(SETTINGS.base_url, routes.Route(name)) for name in atom(corpus())}
    assert sorted(o.get("xmlUrl", "") for o in outlines) == sorted(wanted)
    assert all(o.get("text") and o.get("htmlUrl") for o in outlines)


def test_an_empty_site_has_empty_feeds() -> None:
    read = feedparser.parse(atom(empty())["feed.atom"])
    assert (read.bozo, read.entries) == (False, [])
    assert json.loads(json_feed(empty(), SETTINGS))["items"] == []
