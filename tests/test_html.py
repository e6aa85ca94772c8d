"""Every page is valid HTML by the strict parser, and sound in what a parser does not see."""

import itertools
from collections import Counter
from pathlib import Path
from typing import Any

import html5lib
import pytest
from html5lib.constants import E as SENTENCES
from lxml import html

from tests import made


def faults(page: str) -> list[str]:
    """What the HTML standard calls a parse error, each with its line."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(page)
    return [f"{line}: {SENTENCES[code] % given}" for (line, _), code, given in parser.errors]


def unsound(page: str) -> list[str]:
    """Ids that stand twice, labels that name nothing, headings that leave out a level, languages that are missing."""
    tree: Any = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    ids = Counter(tree.xpath("//@id"))
    found = [f"id {name} stands {count} times" for name, count in ids.items() if count > 1]
    for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
        found += [
            f"{attribute}={name} names nothing"
            for value in tree.xpath(f"//@{attribute}")
            for name in value.split()
            if name not in ids
        ]
    levels = [int(heading.tag[1]) for heading in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    found += [f"h{a} is followed by h{b}" for a, b in itertools.pairwise(levels) if b > a + 1]
    found += [] if levels.count(1) == 1 else [f"{levels.count(1)} headings of the first level"]
    found += [] if tree.get("lang") else ["no language"]
    found += [
        f"<{e.tag}> has no words" for e in tree.iter("title", "h1", "h2", "h3", "a") if not e.text_content().strip()
    ]
    return found


def test_the_parser_that_judges_finds_faults() -> None:
    assert faults("<!doctype html><title>x</title><p><div></p>")
    assert unsound('<!doctype html><p id="a"><b id="a">')


@pytest.mark.parametrize("kind", made.KINDS)
def test_every_page_of_the_test_corpora_is_valid(kind: str) -> None:
    pages = made.pages(made.site(kind))
    assert pages
    assert {str(path): found for path, page in pages.items() if (found := faults(page))} == {}


@pytest.mark.parametrize("kind", made.KINDS)
def test_every_page_of_the_test_corpora_is_sound(kind: str) -> None:
    assert {str(p): found for p, page in made.pages(made.site(kind)).items() if (found := unsound(page))} == {}


def test_every_page_of_the_demonstration_is_valid_and_sound(demonstration_site: Path) -> None:
    pages = {str(path.relative_to(demonstration_site)): path for path in demonstration_site.rglob("*.html")}
    assert len(pages) > 50
    wrong = {name: faults(text) + unsound(text) for name, path in pages.items() if (text := path.read_text("utf-8"))}
    assert {name: found for name, found in wrong.items() if found} == {}
