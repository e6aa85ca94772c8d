"""Looks of one's own: a file replaces the one of its name and nothing else, a setting shows where it should, and what
docs/theming.md says of the style sheet and shows as examples holds."""

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from lxml import html as parser

from briefgen import routes
from briefgen.build import build
from briefgen.catalogues import load_texts
from briefgen.config import Settings, load_settings
from briefgen.errors import Refused
from briefgen.render import assets, check_static, environment, html, theme_dir
from briefgen.routes import Route
from tests.conftest import ROOT
from tests.corpora import AS_OF, COLOPHON, SETTINGS, corpus
from tests.made import site_pages

EXAMPLES = re.findall(r"```(\w+)\n(.*?)```", (ROOT / "docs" / "theming.md").read_text("utf-8"), re.DOTALL)
SHEET = (theme_dir() / "static" / "style.css").read_text("utf-8")
PERSON = "people/"


def pages(root: Path, settings: Settings = SETTINGS) -> dict[str, str]:
    """The pages of a small site by address, with the templates and catalogues of root over the theme's."""
    texts, _ = load_texts(root, settings)
    env = environment(root / settings.templates, texts)
    found = site_pages(corpus(), settings, AS_OF, COLOPHON, texts)
    return {str(page.path): html(env, page).decode() for page in found}


def own(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, "utf-8")


def changed(ours: Mapping[str, str], theirs: Mapping[str, str]) -> set[str]:
    assert ours.keys() == theirs.keys()
    return {path for path in theirs if ours[path] != theirs[path]}


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return pages(tmp_path_factory.mktemp("plain"))


# Templates ---------------------------------------------------------------------------------------------------------


def test_a_page_template_of_ones_own_changes_the_pages_of_its_kind_and_no_other(
    tmp_path: Path, theirs: dict[str, str]
) -> None:
    own(
        tmp_path,
        "templates/pages/person.html",
        '{% extends "base.html" %}{% block content %}<h1>Who is {{ name }}?</h1>{% endblock %}',
    )
    ours = pages(tmp_path)
    people = {path for path in theirs if path.startswith(PERSON) and path != str(routes.PEOPLE)}
    assert changed(ours, theirs) == people != set()
    for path in people:
        assert "<h1>Who is " in ours[path]
        mast = [re.findall(r'<a class="skip".*<main', page[path], re.DOTALL) for page in (ours, theirs)]
        assert mast[0] == mast[1] != []


def test_a_part_of_ones_own_changes_what_it_makes_wherever_it_is_used_and_nothing_else(
    tmp_path: Path, theirs: dict[str, str]
) -> None:
    own(
        tmp_path,
        "templates/parts/date.html",
        '{% from "theme/parts/date.html" import date as theirs %}'
        '{% macro date(when) %}<i class="day">{{ theirs(when) }}</i>{% endmacro %}',
    )
    ours = pages(tmp_path)
    assert changed(ours, theirs) == {path for path, text in theirs.items() if 'class="masthead"' in text}
    assert {path: re.sub(r'<i class="day">(.*?)</i>', r"\1", text) for path, text in ours.items()} == theirs


def test_the_example_of_a_block_changes_that_block_of_every_page_but_the_home_page(
    tmp_path: Path, theirs: dict[str, str]
) -> None:
    [example] = [text for kind, text in EXAMPLES if kind == "jinja" and "extends" in text]
    own(tmp_path, "templates/base.html", example)
    ours = pages(tmp_path)
    framed = {path for path, text in theirs.items() if 'class="masthead"' in text}
    assert changed(ours, theirs) == framed - {str(routes.HOME)}
    name = re.compile(r'<p class="site-name">.*?</p>')
    assert all("– the desk" in name.findall(ours[path])[0] for path in framed - {str(routes.HOME)})
    assert {path: name.sub("", text) for path, text in ours.items()} == {
        path: name.sub("", text) for path, text in theirs.items()
    }


def test_the_example_of_a_macro_changes_quotes_and_leaves_the_other_macros_of_the_part(
    tmp_path: Path, theirs: dict[str, str]
) -> None:
    [example] = [text for kind, text in EXAMPLES if kind == "jinja" and "macro" in text]
    own(tmp_path, "templates/parts/quote.html", example)
    ours = pages(tmp_path)
    quoting = {path for path, text in theirs.items() if '<figure class="quote"' in text}
    assert changed(ours, theirs) == quoting != set()
    figures = re.compile(r'<figure class="quote" id="(.*?)">.*?</figure>', re.DOTALL)
    for path in quoting:
        assert '<figure class="quote"' not in ours[path]
        assert all(f'<blockquote id="{anchor}"' in ours[path] for anchor in figures.findall(theirs[path]))


def test_a_theme_template_is_found_under_both_names_and_a_faulty_one_under_its_own(tmp_path: Path) -> None:
    env = environment(tmp_path / "templates")
    assert env.loader
    names = env.list_templates()
    assert {"base.html", "theme/base.html"} <= set(names)
    assert env.loader.get_source(env, "theme/base.html")[0] == env.loader.get_source(env, "base.html")[0]
    own(tmp_path, "templates/base.html", '\n{% extends "theme/none.html" %}')
    with pytest.raises(Refused, match=r"theme/none\.html, which does not exist"):
        pages(tmp_path)


# Files -------------------------------------------------------------------------------------------------------------


def test_a_style_sheet_of_ones_own_replaces_that_file_and_no_other(tmp_path: Path) -> None:
    own(tmp_path, "static/style.css", "body { color: navy }")
    ours, theirs = dict(assets(tmp_path / "static")), dict(assets())
    assert {route for route in theirs if ours[route] != theirs[route]} == {routes.STYLE}
    assert ours.keys() == theirs.keys()


def test_a_built_site_has_what_is_its_own_and_the_rest_of_the_theme(tmp_path: Path) -> None:
    own(
        tmp_path,
        "content/a.md",
        "---\ntitle: Talks\npublished: 2026-03-04T09:10:00Z\n---\n\nAna Lee met Bo Roe in Oslo.\n",
    )
    own(tmp_path, "briefgen.yml", "style: desk.css\nlogo: logo.svg\n")
    own(tmp_path, "static/desk.css", ":root { --link: #00518f }")
    own(tmp_path, "static/logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    own(tmp_path, "templates/pages/404.html", '{% extends "theme/pages/404.html" %}{% block search %}{% endblock %}')
    build(tmp_path, load_settings(tmp_path), as_of="2026-03-05")
    site = tmp_path / "site"
    assert (site / "static" / "style.css").read_text("utf-8") == SHEET
    assert (site / "static" / "desk.css").read_text("utf-8") == ":root { --link: #00518f }"
    assert 'role="search"' not in (site / "404.html").read_text("utf-8")
    home = (site / "index.html").read_text("utf-8")
    assert 'role="search"' in home
    assert parser.fromstring(home).xpath("//link[@rel='stylesheet']/@href") == ["static/style.css", "static/desk.css"]
    assert '<img class="logo" src="static/logo.svg" alt="">' in home


@pytest.mark.parametrize(("setting", "name"), [("logo", "logo.svg"), ("style", "desk.css")])
def test_a_file_that_a_setting_names_and_static_lacks_is_told(tmp_path: Path, setting: str, name: str) -> None:
    with pytest.raises(Refused, match=f"{setting}: there is no file static/{name}"):
        check_static(tmp_path / "static", Settings(**{setting: name}))  # type: ignore[arg-type]
    own(tmp_path, f"static/{name}", "")
    check_static(tmp_path / "static", Settings(**{setting: name}))  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["desk.txt", "../desk.css", "/desk.css", "https://example.org/desk.css"])
def test_a_style_sheet_is_a_css_file_of_the_site(tmp_path: Path, value: str) -> None:
    own(tmp_path, "briefgen.yml", f"style: {value}\n")
    with pytest.raises(Refused, match="style"):
        load_settings(tmp_path)


# Settings ----------------------------------------------------------------------------------------------------------

# What is seen of a setting: its value, and where it shows (XPath) on the home page and on a page below it.
SHOWS: dict[str, tuple[Any, str, str]] = {
    "title": (
        "Summit desk",
        "//*[@class='site-name'][contains(., 'Summit desk')]",
        "//title[contains(., 'Summit desk')]",
    ),
    "description": ("Who met.", "//main/p[@class='lede'][.='Who met.']", "//meta[@name='description']"),
    "base_url": (
        "https://desk.example/",
        "//link[@rel='canonical'][@href='https://desk.example/']",
        "//link[@rel='alternate'][contains(@href, 'feed.atom')]",
    ),
    "interface_language": ("ar", "/html[@lang='ar'][@dir='rtl']", "//nav//a[.='الجدول الزمني']"),
    "logo": ("a/l.svg", "//h1/img[@src='static/a/l.svg']", "//p/a/img[@src='../static/a/l.svg']"),
    "style": (
        "desk.css",
        "//link[@rel='stylesheet'][2][@href='static/desk.css']",
        "//link[@rel='stylesheet'][2][@href='../static/desk.css']",
    ),
    "footer": ("Desk <Three>", "//footer/p[.='Desk <Three>']", "//footer/p[.='Desk <Three>']"),
    "search": (False, "//header[not(.//form)]", "//header[not(.//form)]"),
}
# Settings that say what is read, from where, and where it goes; share_images draws files (tests/outputs/test_share.py).
NOT_OF_PAGES = {
    "language", "timezone", "model", "content", "output", "templates", "static", "locale", "max_article_bytes", "publish",
    "share_images",
}  # fmt: skip


def test_every_setting_is_known_to_show_or_not_to() -> None:
    assert {setting.name for setting in fields(Settings)} == SHOWS.keys() | NOT_OF_PAGES


@pytest.mark.parametrize("setting", SHOWS)
def test_a_setting_shows_on_the_home_page_and_below_it(tmp_path: Path, setting: str) -> None:
    value, on_home, below = SHOWS[setting]
    plain, with_it = pages(tmp_path, Settings()), pages(tmp_path, Settings(**{setting: value}))
    for path, where in ((str(routes.HOME), on_home), (str(routes.EVENTS), below)):
        assert parser.fromstring(with_it[path]).getroottree().xpath(where), path
        if setting != "description" or path == str(routes.HOME):
            assert not parser.fromstring(plain[path]).getroottree().xpath(where), path


def test_without_search_there_is_no_search_page(tmp_path: Path) -> None:
    assert str(routes.SEARCH) in pages(tmp_path, Settings())
    assert str(routes.SEARCH) not in pages(tmp_path, Settings(search=False))


# The style sheet ---------------------------------------------------------------------------------------------------


def rules(sheet: str) -> str:
    """A style sheet without comments and without what it sets on :root."""
    return re.sub(r":root \{[^}]*\}", "", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL))


def test_every_colour_and_every_typeface_of_the_screen_is_a_property() -> None:
    screen = rules(SHEET).split("@page")[0]
    assert not re.findall(r"#[0-9a-f]{3,8}\b(?=[^{}]*;)|\brgba?\(|\bhsla?\(", screen)
    assert set(re.findall(r"font-family: ([^;]+);", screen)) == {"var(--sans)", "var(--head)"}
    assert set(re.findall(r"font: [^;]*?(var\(--\w+\)|\w+);", screen)) <= {"inherit", "var(--serif)", "var(--sans)"}


def test_every_property_is_used_and_every_one_that_is_used_is_set_and_described() -> None:
    described = re.findall(r"^\| `(--\w+)` \| \w", (ROOT / "docs" / "theming.md").read_text("utf-8"), re.MULTILINE)
    assert len(described) == len(set(described)) > 15
    assert set(re.findall(r"var\((--\w+)\)", SHEET)) == set(described)
    assert set(re.findall(r"(--\w+):", SHEET)) == set(described)


def test_the_example_style_sheet_sets_only_properties_that_there_are() -> None:
    [example] = [text for kind, text in EXAMPLES if kind == "css"]
    assert set(re.findall(r"(--\w+):", example)) <= set(re.findall(r"(--\w+):", SHEET)), example
    assert Route("static/style.css") == routes.STYLE
