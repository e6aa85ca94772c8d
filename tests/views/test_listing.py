"""The list of pages: made again it is what it would be anew, and what has not changed is the very same."""

from unittest.mock import patch

from hypothesis import given, settings

from briefgen.link import link
from briefgen.merge import merge
from briefgen.model import Briefing
from briefgen.views import Catalogue, PageLister, Pages
from briefgen.views.event import SHOWN
from tests.corpora import AS_OF, COLOPHON, SETTINGS, corpus
from tests.link.test_linker import editions


def catalogue(told: list[Briefing]) -> Catalogue:
    return Catalogue(merge(link(told)), SETTINGS, AS_OF, COLOPHON)


@settings(max_examples=50)
@given(editions())
def test_listing_again_gives_what_listing_anew_gives(folders: list[list[Briefing]]) -> None:
    lister = PageLister()
    with patch.dict(SHOWN, dict.fromkeys(SHOWN, 1)):  # lists are soon too long for the page of their event
        for told in folders:
            known = catalogue(told)
            again, anew = lister.list(known), PageLister().list(known)
            assert [(p.path, p.template, p.sources) for p in again] == [(p.path, p.template, p.sources) for p in anew]
            assert [p.of(known).view() for p in again] == [p.of(known).view() for p in anew]


def test_what_has_not_changed_is_the_very_same_entry() -> None:
    lister = PageLister()
    once, twice = (lister.list(Catalogue(corpus(), SETTINGS, AS_OF, COLOPHON)) for _ in range(2))
    same = [one for one, other in zip(once, twice, strict=True) if one is other]
    assert [str(one.path) for one in same if str(one.path).startswith(("briefings/", "events/", "people/"))]


def test_pages_are_looked_up_by_name_home_first() -> None:
    known = Catalogue(corpus(), SETTINGS, AS_OF, COLOPHON)
    listed = PageLister().list(known)
    pages = Pages({page.path: page for page in listed}, known)
    assert [*pages] == [page.path for page in listed]
    assert str(next(iter(pages))) == "index.html"
    assert all(pages[path].path == path for path in pages)
