"""What all tests share: the loaded pipeline, and a short way from words to a parsed text."""

import gc
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from briefgen import nlp as language_side
from briefgen.build import build
from briefgen.config import Settings
from briefgen.extract.text import Text
from briefgen.model import Article, Dateline, Span

hypothesis.settings.register_profile("any machine", deadline=None)  # how long an example takes is no test
hypothesis.settings.load_profile("any machine")

if TYPE_CHECKING:
    from spacy.language import Language

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"  # labelled real articles; a user's clone has none


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="take the sites as they are built now for right")


@pytest.fixture(scope="module", autouse=True)
def _collector() -> Iterator[None]:
    """Commands run in this process and change the collector for a process that ends soon: undone after each module."""
    before = gc.get_threshold()
    yield
    if gc.get_freeze_count() or gc.get_threshold() != before or not gc.isenabled():
        gc.enable()
        gc.unfreeze()
        gc.set_threshold(*before)
        gc.collect()


@pytest.fixture(scope="session", autouse=True)
def _one_pipeline() -> Iterator[None]:
    """Builds of this process share one pipeline: a new one for each takes seconds and hundreds of MB, seldom given back.

    What an article gives does not rest on what was read before it (tests/engines/test_here.py); builds by the command
    line load their own.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language_side, "load", cache(language_side.load))
        yield


@pytest.fixture(scope="session")
def nlp() -> "Language":
    return language_side.load(language_side.model_name(None))


@pytest.fixture(scope="session")
def demonstration_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of content/, built once; tests only look at it."""
    root = tmp_path_factory.mktemp("demonstration")
    settings = Settings(content=str(ROOT / "content"), timezone="UTC", base_url="https://example.org/")
    build(root, settings, as_of="2025-09-10T06:00:00Z")
    return root / "site"


def article(
    body: str, *, headline: str | None = None, published: str | None = None, dateline: str | None = None
) -> Article:
    """An article of these paragraphs (parted by blank lines). dateline: the characters the first one opens with."""
    text = f"{headline}\n\n{body}" if headline else body
    paragraphs: list[Span] = []
    at = len(headline) + 2 if headline else 0
    for part in body.split("\n\n"):
        if part:
            paragraphs.append(Span(at, at + len(part)))
        at += len(part) + 2
    first = paragraphs[0].start if paragraphs else 0
    head = headline and Span(0, len(headline))
    opening = dateline and Span(first, first + len(dateline))
    place = dateline and Span(first, first + len(dateline.split(",")[0].split(" (")[0].rstrip(" -—")))
    return Article(
        path="content/test.txt", format="wire", title=headline or "Test", body=text, headline=head or None,
        dateline=Dateline(span=opening, place=place or None, date=None) if opening else None,
        paragraphs=tuple(paragraphs), published=published, updated=None, language="en", outlet=None, url=None,
        byline=None, tags=(), slug=None, draft=False, note=None,
    )  # fmt: skip


@pytest.fixture(scope="session")
def read_text(nlp: "Language") -> Callable[..., Text]:
    """read_text(body, headline=…, published=…, dateline=…) -> the parsed Text."""

    def read(body: str, **about: str | None) -> Text:
        made = article(body, **about)
        [(_, doc)] = language_side.parse(nlp, [made])
        return Text(made, doc)

    return read
