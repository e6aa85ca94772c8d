"""Routes: one place for file names and links; a link leads from any page to any other, served or from the disk."""

from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen import routes
from briefgen.routes import Route, address, way_from, way_from_anywhere

FIXED = [value for value in vars(routes).values() if isinstance(value, Route)]
PARTS = st.text(min_size=1, max_size=12).filter(lambda name: name not in {".", ".."} and not set(name) & {"/", "\0"})
PAGES = st.lists(PARTS, min_size=1, max_size=3).map(lambda parts: Route(*parts, "index.html"))


def test_no_two_things_have_one_file() -> None:
    made = [f("x") for f in (routes.briefing, routes.event, routes.person, routes.place, routes.organization)]
    made += [routes.briefing_data("x"), routes.event_data("x"), routes.event_feed("x"), routes.event_calendar("x")]
    made += [routes.person_feed("x"), routes.place_map("x"), routes.series("x"), routes.calendar_of("event", "x")]
    assert len({*FIXED, *made}) == len(FIXED) + len(made)


@pytest.mark.parametrize(
    ("page", "target", "anchor", "link"),
    [
        ("index.html", "people/a/index.html", "", "people/a/index.html"),
        ("people/a/index.html", "index.html", "", "../../index.html"),
        ("people/a/index.html", "people/b/index.html", "", "../b/index.html"),
        ("people/a/index.html", "people/a/index.html", "s1", "#s1"),
        ("people/a/index.html", "people/a/index.html", "", "index.html"),
        ("people/a/index.html", "briefings/x/index.html", "s1", "../../briefings/x/index.html#s1"),
    ],
)
def test_a_link_is_relative_and_names_the_file(page: str, target: str, anchor: str, link: str) -> None:
    assert way_from(Route(page))(Route(target), anchor) == link


@given(PAGES, PAGES)
def test_row_17_a_link_leads_there_whatever_the_names(page: Route, target: Route) -> None:
    """Followed as a browser would, from the page's own address."""
    base = "https://example.org/site/"
    here = address(base, page) + "index.html"
    link = way_from(page)(target)
    assert not set(link) & set(" \"'<>?#\\\n")
    followed = urljoin(here, link)
    assert followed.isascii()
    assert unquote(followed) == unquote(base) + str(target)


PAGE = "https://news.example/talks"


@pytest.mark.parametrize(
    ("address", "words", "text", "wanted"),
    [
        (PAGE, "They met.", "They met. It rained.", f"{PAGE}#:~:text=They%20met."),
        (f"{PAGE}?a=1#top", "They met.", "They met.", f"{PAGE}?a=1#top:~:text=They%20met."),
        (PAGE, "5-6 days, & more", "for 5-6 days, & more", f"{PAGE}#:~:text=5%2D6%20days%2C%20%26%20more"),
        (PAGE, "They\n met.", "They\n met.", f"{PAGE}#:~:text=They%20met."),
        (PAGE, "They met.", "They met. They met.", PAGE),
        (PAGE, "x" * (routes.LONGEST_POINTED + 1), "x" * (routes.LONGEST_POINTED + 1), PAGE),
        (PAGE, "", "They met.", PAGE),
    ],
)
def test_a_link_to_an_article_points_at_words_that_stand_in_it_once(
    address: str, words: str, text: str, wanted: str
) -> None:
    assert routes.pointed(address, words, text) == wanted


@given(st.text(min_size=1, max_size=routes.LONGEST_POINTED).filter(lambda words: words.split()))
def test_no_words_can_leave_the_fragment_that_points_at_them(words: str) -> None:
    directive = routes.pointed(PAGE, words, words).removeprefix(f"{PAGE}#:~:text=")
    assert not set(directive) & set("-,&#\"'<> ")
    assert unquote(directive) == " ".join(words.split())


def test_a_page_shown_at_any_address_links_from_the_root_below_the_sites_own() -> None:
    way = way_from_anywhere("https://example.org/desk")
    assert way(routes.STYLE) == "/desk/static/style.css"
    assert way_from_anywhere("")(routes.HOME) == "/index.html"


@pytest.mark.parametrize(
    ("base", "target", "wanted"),
    [
        ("https://example.org", "index.html", "https://example.org/"),
        ("https://example.org/a/", "people/b/index.html", "https://example.org/a/people/b/"),
        ("https://example.org/a/", "feed.atom", "https://example.org/a/feed.atom"),
        ("https://example.org/", "people/Жук/index.html", "https://example.org/people/%D0%96%D1%83%D0%BA/"),
    ],
)
def test_addresses_for_the_outside_are_whole_and_leave_out_index(base: str, target: str, wanted: str) -> None:
    assert address(base, Route(target)) == wanted


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\0b"])
def test_row_41_no_name_leads_out_of_its_folder(name: str) -> None:
    with pytest.raises(ValueError, match="folder's name"):
        routes.briefing(name)


@given(st.text(max_size=30), st.text(max_size=30))
def test_row_111_ids_hold_no_address_and_differ_as_names_do(one: str, other: str) -> None:
    assert (routes.tag("event", one) == routes.tag("event", other)) == (one == other)
    assert routes.tag("event", one).isascii()
    assert routes.uid("event", one).endswith("@briefgen.invalid")
    assert not set(routes.uid("event", one)) & set(",;:\\\r\n ")


@pytest.mark.parametrize("name", [":", "!?", "…"])
def test_a_series_without_a_letter_has_an_address_of_its_own(name: str) -> None:
    assert routes.series(name).parts[0] == "series"
    assert routes.series(name) != routes.series(f"{name}{name}")


def test_ways_to_write_a_series_that_differ_in_case_or_marks_share_an_address() -> None:
    assert routes.series("Quad Leaders' Summit") == routes.series("quad leaders summit")
