"""Rendering: a site's own templates over the theme's, everything escaped, and a faulty template names its line."""

from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

from briefgen.errors import Refused
from briefgen.render import assets, environment, html, theme_dir
from briefgen.routes import Route
from briefgen.views.page import Page


@dataclass(frozen=True, slots=True)
class View:
    """A page with one name."""

    title: str


Render = Callable[[str], str]


def page(title: str = "Talks", template: str = "pages/own.html") -> Page:
    return Page(path=Route("own/index.html"), template=template, sources=("a",), make=lambda: View(title))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "templates" / "pages").mkdir(parents=True)
    return tmp_path / "templates"


@pytest.fixture
def rendered(folder: Path) -> Render:
    """rendered(source) -> the page of that template."""

    def render(source: str, title: str = "Talks") -> str:
        (folder / "pages" / "own.html").write_text(source, "utf-8")
        return html(environment(folder), page(title)).decode()

    return render


def refusal(folder: Path, name: str = "pages/own.html") -> str:
    with pytest.raises(Refused) as refused:
        html(environment(folder), page(template=name))
    [problem] = refused.value.problems
    return str(problem)


def test_a_template_of_the_site_replaces_the_themes_and_the_others_stay(folder: Path) -> None:
    (folder / "parts").mkdir()
    (folder / "parts" / "date.html").write_text("{% macro date(when) %}ours{% endmacro %}", "utf-8")
    env = environment(folder)
    assert env.get_template("parts/date.html").module.date(None) == "ours"  # type: ignore[attr-defined]
    theirs = environment().loader
    assert env.loader
    assert theirs
    assert env.loader.get_source(env, "base.html")[0] == theirs.get_source(env, "base.html")[0]


def test_a_site_without_templates_takes_the_themes(tmp_path: Path) -> None:
    assert "pages/home.html" in environment(tmp_path / "templates").list_templates()


@pytest.mark.parametrize("name", ["own.html", "own.html.j2", "own.atom", "own.txt", "own"])
def test_row_97_everything_is_escaped_whatever_the_suffix(folder: Path, name: str) -> None:
    (folder / name).write_text("<p>{{ title }}</p>", "utf-8")
    made = html(environment(folder), page("<script>'\"&", template=name)).decode()
    assert made == "<p>&lt;script&gt;&#39;&#34;&amp;</p>"


@pytest.mark.parametrize("text", ["{{ 7*7 }}", "{% include 'base.html' %}", "{# gone #}", "{{ title.__class__ }}"])
def test_row_55_what_looks_like_template_code_in_an_article_is_text(rendered: Callable[..., str], text: str) -> None:
    assert unescape(rendered("{{ title }}", text)) == text


@pytest.mark.parametrize(
    "source",
    [
        "{{ title.__class__.__mro__ }}",
        "{{ title.__init__.__globals__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ range(9) }}",
    ],
)
def test_a_template_reaches_nothing_but_its_view(rendered: Render, source: str) -> None:
    with pytest.raises(Refused):
        rendered(source)


def test_row_94_a_syntax_error_names_template_and_line(folder: Path) -> None:
    (folder / "pages" / "own.html").write_text("<p>\n{% if %}\n</p>", "utf-8")
    assert refusal(folder).startswith("templates/pages/own.html:2: ")
    (folder / "pages" / "own.html").write_text("<p>\n\n{{ title|sparkle }}</p>", "utf-8")
    said = refusal(folder)
    assert said.startswith("templates/pages/own.html:3: ")
    assert "sparkle" in said


def test_row_95_a_name_that_the_view_does_not_give_names_template_line_and_page(folder: Path) -> None:
    (folder / "pages" / "own.html").write_text("<p>\n{{ headline }}</p>", "utf-8")
    said = refusal(folder)
    assert said.startswith("templates/pages/own.html:2: ")
    assert "'headline' is undefined" in said
    assert "own/index.html" in said


def test_row_95_the_line_is_that_of_the_part_where_it_happens(folder: Path) -> None:
    (folder / "pages" / "own.html").write_text("\n\n{% include 'inner.html' %}", "utf-8")
    (folder / "inner.html").write_text("\n{{ absent }}", "utf-8")
    assert refusal(folder).startswith("templates/inner.html:2: ")


def test_row_96_a_template_that_includes_itself_is_refused(folder: Path) -> None:
    (folder / "pages" / "own.html").write_text("{% include 'pages/own.html' %}", "utf-8")
    assert "without end" in refusal(folder)


@pytest.mark.parametrize("source", ["{{ 1 / 0 }}", "{{ title + 1 }}", "{% include 'none.html' %}", "{{ title() }}"])
def test_a_template_that_fails_is_told_as_its_fault(folder: Path, source: str) -> None:
    (folder / "pages" / "own.html").write_text(source, "utf-8")
    assert refusal(folder).startswith("templates/pages/own.html")


def test_row_98_a_template_outside_of_its_folder_is_not_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret", "utf-8")
    (folder / "pages" / "own.html").symlink_to(tmp_path / "secret.html")
    with pytest.raises(Refused, match="leads out of templates/"):
        html(environment(folder), page())
    (folder / "pages" / "own.html").unlink()
    (folder / "pages" / "own.html").write_text("{% include '../secret.html' %}", "utf-8")
    assert "does not exist" in refusal(folder)


def test_files_of_the_site_lie_over_the_themes(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "a.woff2").write_bytes(b"\0font")
    (tmp_path / "style.css").write_text("own", "utf-8")
    for name in (".DS_Store", "style.css~", "#style.css#"):
        (tmp_path / name).write_text("left behind", "utf-8")
    made = dict(assets(tmp_path))
    assert made[Route("static/style.css")] == b"own"
    assert made[Route("static/fonts/a.woff2")] == b"\0font"
    assert made[Route("static/icon.svg")] == (theme_dir() / "static" / "icon.svg").read_bytes()
    assert not [r for r in made if r.name.startswith((".", "#")) or r.name.endswith("~")]


def test_row_98_a_static_file_that_is_a_link_out_is_refused(tmp_path: Path) -> None:
    static = tmp_path / "static"
    static.mkdir()
    (tmp_path / "secret").write_text("secret", "utf-8")
    (static / "x.txt").symlink_to(tmp_path / "secret")
    with pytest.raises(Refused, match="leads out of static/"):
        list(assets(static))
