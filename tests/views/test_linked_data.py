"""JSON-LD: what a search engine is told is what the page says."""

import dataclasses
import json
from typing import Any

import pytest
from pyld import jsonld

from briefgen import routes
from briefgen.frozen import replace
from briefgen.model import EventStatus
from briefgen.render import environment, html, json_ld
from briefgen.views.catalogue import Catalogue
from briefgen.views.linked_data import briefing_node, event_node, place_node
from tests.corpora import AS_OF, COLOPHON, HOSTILE, SETTINGS, corpus, hostile
from tests.made import site_pages

OF = corpus()
CATALOGUE = Catalogue(OF, SETTINGS, AS_OF, COLOPHON)
EVENT = next(e for e in OF.events if e.end)


def values(node: Any) -> list[Any]:
    """Every value of a document, however deep."""
    if isinstance(node, dict):
        return [x for v in node.values() for x in values(v)]
    return [x for v in node for x in values(v)] if isinstance(node, list) else [node]


def test_an_event_has_what_the_event_rich_result_asks_for() -> None:
    node = event_node(CATALOGUE, EVENT)
    assert node is not None
    assert {"@type", "name", "startDate", "location", "eventStatus"} <= set(node)
    assert {"name", "address"} <= set(node["location"])
    assert node["eventStatus"].startswith("https://schema.org/Event")


@pytest.mark.parametrize("status", ["possible", "ruled_out"])
def test_what_may_not_happen_is_no_event(status: EventStatus) -> None:
    assert event_node(CATALOGUE, replace(EVENT, status=status)) is None


@pytest.mark.parametrize(("status", "word"), [("cancelled", "EventCancelled"), ("postponed", "EventPostponed")])
def test_what_was_called_off_says_so(status: EventStatus, word: str) -> None:
    node = event_node(CATALOGUE, replace(EVENT, status=status))
    assert node
    assert node["eventStatus"] == f"https://schema.org/{word}"


def test_a_date_that_is_not_known_to_the_day_is_left_out() -> None:
    node = event_node(CATALOGUE, replace(EVENT, precision="approximate"))
    assert node
    assert not {"startDate", "endDate"} & set(node)


def test_no_key_is_empty() -> None:
    for node in (event_node(CATALOGUE, EVENT), *(briefing_node(CATALOGUE, b) for b in OF.briefings)):
        assert None not in values(node)
        assert "" not in values(node)


def test_every_quote_of_a_briefing_is_a_quotation_with_its_speaker() -> None:
    for briefing in OF.briefings:
        parts = briefing_node(CATALOGUE, briefing).get("hasPart", [])
        assert [p["text"] for p in parts] == [q.text for q in briefing.findings.quotes]
        named = [bool(q.speaker or q.speaker_name) for q in briefing.findings.quotes]
        assert ["creator" in p for p in parts] == named


def test_a_place_without_coordinates_has_none() -> None:
    node = place_node(CATALOGUE, replace(OF.places[0], lat=None, lon=None))
    assert "geo" not in node


@pytest.mark.parametrize("of", [corpus(), hostile()], ids=["plain", "hostile"])
def test_row_56_the_script_element_ends_where_it_should_and_reads_back(of: Any) -> None:
    env = environment()
    for page in site_pages(of, SETTINGS, AS_OF, COLOPHON):
        view = page.view()
        text = html(env, page).decode()
        if not view.frame.linked_data:
            continue
        inside = text.split('<script type="application/ld+json">')[1].split("</script>")[0]
        assert json.loads(inside) == json.loads(json.dumps(view.frame.linked_data))
        assert "<" not in inside


def test_row_56_what_could_end_the_element_is_escaped() -> None:
    written = str(json_ld({"a": HOSTILE}))
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"a": HOSTILE}


# What schema.org's own context comes to for the words that we use; pyld is given it, so that nothing is fetched.
_OFFLINE = {
    "contextUrl": None,
    "documentUrl": "https://schema.org/",
    "contentType": "application/ld+json",
    "document": {
        "@context": {
            "@vocab": "http://schema.org/",
            "id": "@id",
            "type": "@type",
            **{
                name: {"@id": f"http://schema.org/{name}", "@type": "@id"}
                for name in ("url", "eventStatus", "eventAttendanceMode", "image", "item", "isBasedOn")
            },
        }
    },
}
SCHEMA_ORG = "http://schema.org/"
# https://developers.google.com/search/docs/appearance/structured-data/event: required, then recommended ones that the
# articles can tell. Offers and performer are for sales and shows.
REQUIRED = {"name", "startDate", "location"}
RECOMMENDED = {"description", "endDate", "eventStatus", "image"}


def expanded(document: Any) -> list[dict[str, Any]]:
    """The nodes of a document as pyld, which did not write it, understands them."""

    def load(address: str, _: Any) -> Any:
        assert address.rstrip("/") == "https://schema.org"
        return _OFFLINE

    found = jsonld.expand(document, {"documentLoader": load, "base": SETTINGS.base_url})
    assert isinstance(found, list)
    return found


def named(node: dict[str, Any]) -> set[str]:
    return {key.removeprefix(SCHEMA_ORG) for key in node if not key.startswith("@")}


@pytest.mark.parametrize("of", [corpus(), hostile()], ids=["plain", "hostile"])
def test_every_document_expands_and_each_node_keeps_its_type_and_properties(of: Any) -> None:
    types = set()
    for page in site_pages(of, SETTINGS, AS_OF, COLOPHON):
        document = page.view().frame.linked_data
        if document is None:
            continue
        nodes = expanded(document)
        assert len(nodes) == len(document["@graph"])
        for node, written in zip(nodes, document["@graph"], strict=True):
            assert node["@type"] == [SCHEMA_ORG + written["@type"]]
            assert named(node) == {key for key in written if not key.startswith("@")}
            types.add(written["@type"])
    assert {"NewsArticle", "Person", "BreadcrumbList"} <= types


def test_a_reader_of_json_ld_finds_what_the_event_rich_result_asks_for() -> None:
    wanted = dataclasses.replace(SETTINGS, share_images=True)
    pages = {page.path: page for page in site_pages(OF, wanted, AS_OF, COLOPHON)}
    nodes = expanded(pages[routes.event(EVENT.id)].view().frame.linked_data)
    [node] = [n for n in nodes if n["@type"] == [SCHEMA_ORG + "Event"]]
    assert named(node) >= REQUIRED | RECOMMENDED
    [place] = node[SCHEMA_ORG + "location"]
    assert {"name", "address"} <= named(place)
    assert node[SCHEMA_ORG + "startDate"] == [{"@value": EVENT.start}]
    assert node[SCHEMA_ORG + "eventStatus"] == [{"@id": "https://schema.org/EventScheduled"}]
    picture = routes.address(SETTINGS.base_url, routes.event_picture(EVENT.id))
    assert node[SCHEMA_ORG + "image"] == [{"@id": picture}]
