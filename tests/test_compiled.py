"""Short ways of compiled templates: they show what Jinja's own compiler shows, and fail where and as it fails."""

import gettext
from dataclasses import dataclass, replace
from pathlib import Path

import jinja2
import pytest
from jinja2.compiler import CodeGenerator
from markupsafe import Markup

from briefgen.catalogues import load_texts
from briefgen.compiled import escape_text, escaped
from briefgen.errors import Refused
from briefgen.render import compile_all, environment, html, take_compiled
from briefgen.routes import Route
from briefgen.texts import ENGLISH, Texts
from briefgen.views.page import Page
from tests import corpora
from tests.made import site_pages


@dataclass(frozen=True, slots=True)
class Thing:
    """A value with a field, and one that the sandbox gives in another way."""

    name: str
    inner: "Thing | None" = None

    @property
    def loud(self) -> str:
        return self.name.upper() + "<"


@dataclass(frozen=True, slots=True)
class View:
    """A page with values of all kinds."""

    title: str
    things: tuple[Thing, ...]
    table: dict[str, object]
    markup: Markup
    nothing: None = None
    number: int = 3


PAGE = Page(
    path=Route("own/index.html"),
    template="own.html",
    sources=("a",),
    make=lambda: View(
        "A <b> & \"c\" 'd'", (Thing("x<"), Thing("y", Thing("z"))), {"name": "<t>", "href": 1}, Markup("<i>")
    ),
)
MACROS = """
{% macro one(a, b=7) %}[{{ a }}|{{ b }}]{% endmacro %}
{% macro many(a) %}{{ a }}{{ varargs|length }}{{ kwargs|length }}{% endmacro %}
{% macro wrap() %}<{{ caller() }}>{% endmacro %}
{% macro own(a) %}{% from "macros.html" import one %}{{ one(a) }}{% endmacro %}
"""
BASE = "{{ _('Main') }}{% block head %}{{ title }}{% endblock %}|{% block body %}{% endblock %}"


class Odd(gettext.NullTranslations):
    """A catalogue whose texts hold what templates must not take for markup, or for places of values."""

    def gettext(self, message: str) -> str:
        return {
            "Search": "<Suche> & 100 %",
            "named": "%(b)s kommt vor %(a)s <",
            "lost": "nichts",
            "twice": "%(a)s%(a)s",
        }.get(message, message)


def env(folder: Path, texts: Texts = ENGLISH, *, plain: bool) -> jinja2.Environment:
    """The environment of a site, or the same with Jinja's own compiler."""
    made = environment(folder, texts)
    if plain:
        made.code_generator_class = CodeGenerator
    return made


def test_the_short_ways_are_what_a_site_is_made_with(tmp_path: Path) -> None:
    source = "{{ _('Go') }}{{ things[0].name }}"
    assert "'Go'" in env(tmp_path, plain=True).compile(source, raw=True)
    assert "gettext" not in env(tmp_path, plain=False).compile(source, raw=True)


def outcome(folder: Path, source: str, texts: Texts, *, plain: bool) -> str:
    """The page of a template, or what is said of its fault; rendered twice, since the first time teaches the second."""
    (folder / "own.html").write_text(source, "utf-8")
    (folder / "macros.html").write_text(MACROS, "utf-8")
    (folder / "frame.html").write_text(BASE, "utf-8")
    made, found = env(folder, texts, plain=plain), []
    for _ in range(2):
        try:
            found.append(html(made, PAGE).decode())
        except Refused as refused:
            found.append(str(refused.problems[0]))
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", ["corpus", "hostile"])
def test_every_page_is_what_jinjas_own_compiler_makes_of_it(kind: str, language: str, tmp_path: Path) -> None:
    settings = replace(corpora.SETTINGS, interface_language=language)
    texts, _ = load_texts(tmp_path, settings)
    ours, theirs = (env(tmp_path, texts, plain=plain) for plain in (False, True))
    pages = list(site_pages(getattr(corpora, kind)(), settings, corpora.AS_OF, corpora.COLOPHON, texts))
    assert len({page.template for page in pages}) > 10
    for page in pages:
        assert html(ours, page) == html(theirs, page), page.path


@pytest.mark.parametrize(
    "source",
    [
        "{{ title }}{{ markup }}{{ number }}{{ nothing }}{{ things }}{{ table }}",
        "{% for t in things %}{{ t.name }}{{ t.loud }}{{ t.inner.name if t.inner }}{{ loop.index }}{% endfor %}",
        "{% for t in things %}{{ loop.index0 }}{{ loop.first }}{{ ', ' if not loop.last }}{% endfor %}",
        "{% for t in things %}{{ loop.length }}{{ loop.revindex }}{{ loop.cycle('a<', 'b') }}{% endfor %}",
        "{% for t in things if t.inner %}{{ loop.last }}{{ t.name }}{% else %}none{% endfor %}",
        "{% for t in () %}{{ loop.last }}{% else %}none{% endfor %}{% for t in title %}{{ loop.index }}{{ t }}{% endfor %}",
        "{% for t in things recursive %}{{ t.name }}{{ loop((t.inner,)) if t.inner }}{% endfor %}",
        "{% for t in things %}{% for u in things %}{{ loop.last }}{{ u.name }}{% endfor %}{{ loop.index }}{% endfor %}",
        "{{ table.name }}{{ table.href }}{{ table['name'] }}{{ title.upper() }}{{ markup.upper() }}{{ title[:3]|upper }}",
        "{% from 'macros.html' import one %}{{ one(title) }}{{ one(markup, 2) }}{{ one(b=1, a=title) }}{{ one() }}",
        "{% from 'macros.html' import one %}{{ one() if number > 3 else one('<') ~ title ~ one(1) }}{{ one(one(title)) }}",
        "{% from 'macros.html' import many, own as mine %}{{ many(1, 2, 3) }}{{ many(1, c=2) }}{{ mine('<') }}",
        "{% from 'macros.html' import wrap %}{% call wrap() %}{{ title }}{% endcall %}",
        "{% import 'macros.html' as m %}{{ m.one(title) }}{% for t in things %}{{ m.one(t.name) }}{% endfor %}",
        "{% from 'macros.html' import one with context %}{{ one(title) }}",
        "{% set name = 'macros.html' %}{% from name import one %}{{ one(title) }}",
        "{% macro here(a, b='<') %}{{ a }}{{ b }}{% endmacro %}{{ here(title) }}{{ here(title, markup) }}",
        "{{ _('Search') }}{{ _('Search') if number else 1 }}{% set s = _('Search') %}{{ s }}{{ gettext('Search') }}",
        "{{ _('named', a=title, b=markup) }}{{ _('named', a=number if number > 5, b=things[0].name) }}",
        "{{ _('lost', a=title) }}{{ _('twice', a=title) }}{{ _('100 %% of %(a)s', a=title) }}{{ _('Go') ~ title }}",
        "{{ _('%(a)s and %(b)s', a=title) }}",
        "{{ _('100 %') }}",
        "{{ _('%(a)d of it', a=number) }}",
        "{{ _(title) }}{{ ngettext('%(num)s of %(a)s', '%(num)s', number, a=title) }}{{ pgettext('x', 'Search') }}",
        "{% trans a=title %}named {{ a }}{% endtrans %}",
        "{% set _ = title %}{{ _ }}",
        "{% macro _(a) %}{{ a }}!{% endmacro %}{{ _('Search') }}",
        "{% from 'macros.html' import one as gettext %}{{ gettext('Search') }}",
        "{% autoescape false %}{{ title }}{{ _('named', a=title, b=markup) }}{{ 'a' if number }}{% endautoescape %}{{ title }}",
        "{% autoescape false %}{% from 'macros.html' import one %}{{ one(title) }}{% endautoescape %}",
        "{% extends 'frame.html' %}{{ absent if absent }}{% block body %}{{ title if number }}{{ super() }}{% endblock %}",
        "{% extends 'frame.html' %}{% block head %}{{ super() }}{{ self.body() }}{{ _('Go') }}{% endblock %}",
        "{% set ns = table %}{{ ns.name ~ ' ' ~ number ~ markup }}{{ (title ~ markup)|length }}{{ title|e|e }}",
        "{{ 'a' if number > 5 }}{{ ('a' if number > 5) ~ 'b' }}",
        "{ {{ title }} }} {{ '{x}' }} \\\\n ' \" {% if number %}{}{{ title }}{% endif %}{# gone #}{{ '' }}",
        "{% if number > 5 %}<{{ title }}{% elif things %}{% if nothing %}a{% else %}{{ number }}{% endif %}{% endif %}|",
        "{% if nothing %}a{% endif %}{% if number %}{% endif %}{% if number %}{% set a = title %}{{ a }}{% endif %}{{ 1 }}",
        "{% for t in things %}a{% if loop.last %}{{ t.name }}{% else %},{% endif %}{% set b = t.name %}{{ b }}{% endfor %}",
        "{% macro m(a) %}{% if a %}{{ a }}{% for t in things %}{{ t.name }}{% endfor %}{% endif %}.{% endmacro %}{{ m(1) }}",
        "{% macro m(a) %}{% endmacro %}[{{ m(1) }}]{% macro n(a) %}{% set b = a %}<{{ b }}{% endmacro %}{{ n(markup) }}",
        "{% for t in () %}{{ loop.index }}{% else %}no{% endfor %}{% for t in things * 60 %}{{ loop.last }}{% endfor %}",
        "{% macro m() %}{{ caller(title) }}!{% endmacro %}{% call(x) m() %}{{ x }}{% if x %}{{ markup }}{% endif %}{% endcall %}",
    ],
)
@pytest.mark.parametrize("texts", [ENGLISH, Texts("de", Odd())], ids=["english", "odd"])
def test_a_template_means_what_it_means_to_jinja(source: str, texts: Texts, tmp_path: Path) -> None:
    assert outcome(tmp_path, source, texts, plain=False) == outcome(tmp_path, source, texts, plain=True)


@pytest.mark.parametrize(
    "source",
    [
        "\n{{ absent }}",
        "\n{{ absent.name }}",
        "\n{{ table.absent }}",
        "\n{{ things[0].absent }}",
        "\n{{ things[0].inner.name }}",
        "\n{{ things[0].__class__ }}",
        "\n{{ things[0].inner.__class__.__mro__ }}",
        "\n{{ title.__class__ }}{{ title.class }}",
        "\n{{ title() }}",
        "\n{{ nothing(1) }}",
        "\n{{ absent(1) }}",
        "\n{{ table.update(1) }}",
        "\n{% for t in things %}{{ loop.absent }}{% endfor %}",
        "\n{% for t in absent %}{{ loop.last }}{% endfor %}",
        "\n{% for t in number %}{{ loop.last }}{% endfor %}",
        "{% from 'macros.html' import one %}\n{{ one(1, 2, 3) }}",
        "{% from 'macros.html' import one %}\n{{ one(absent) }}",
        "{% from 'macros.html' import one, absent %}\n{{ absent(1) }}",
        "{% from 'absent.html' import one %}\n{{ one(1) }}",
        "\n{{ _('%(a)s', a=absent) }}",
        "\n{{ _(absent) }}",
        "\n{{ _('named', a=title) }}",
        "{{ title }}\n{% if number %}a\n{{ absent }}\n{% endif %}{{ title }}",
        "{{ title }}\n{% if nothing %}a{% elif absent %}\n{{ title }}{% endif %}",
        "{% if number %}\n{{ title }}\n{% if title %}\n{{ things[0].absent }}{% endif %}{% endif %}\n{{ absent }}",
        "{% macro m(a) %}\n{{ a }}\n{% if a %}{{ a.absent }}{% endif %}{% endmacro %}\n\n{{ m(title) }}",
    ],
)
def test_a_fault_is_the_fault_that_jinja_finds(source: str, tmp_path: Path) -> None:
    texts = Texts("de", Odd())
    said = outcome(tmp_path, source, texts, plain=False)
    assert said.startswith("templates/")
    assert said == outcome(tmp_path, source, texts, plain=True)


def test_what_one_value_may_be_asked_another_may_not(tmp_path: Path) -> None:
    """`loud` is a field of nothing; that `name` is one of Thing says nothing about a str."""
    source = "{{ things[0].name }}{% for x in (things[1], title) %}{{ x.name }}{% endfor %}"
    assert "has no attribute 'name'" in outcome(tmp_path, source, ENGLISH, plain=False)


@pytest.mark.parametrize("text", ["", "plain", "<a href='x'>\"&amp;\"</a>", "é\u2028\0"])
def test_the_quick_escape_is_the_public_one(text: str) -> None:
    assert escape_text(text) == escaped(text)


def test_what_another_process_has_compiled_is_taken_and_a_faulty_template_is_left_to_its_page(tmp_path: Path) -> None:
    (tmp_path / "own.html").write_text("{{ title }}{{ _('Go') }}", "utf-8")
    (tmp_path / "faulty.html").write_text("{% if %}", "utf-8")
    ours = env(tmp_path, plain=False)
    take_compiled(ours, list(compile_all(env(tmp_path, plain=False))))
    ours.compile = None  # type: ignore[assignment,method-assign]  # nothing is compiled any more
    assert html(ours, PAGE) == html(env(tmp_path, plain=False), PAGE)


def test_a_template_that_has_changed_since_is_compiled_anew(tmp_path: Path) -> None:
    (tmp_path / "own.html").write_text("before", "utf-8")
    made = list(compile_all(env(tmp_path, plain=False)))
    (tmp_path / "own.html").write_text("after", "utf-8")
    ours = env(tmp_path, plain=False)
    take_compiled(ours, made)
    assert html(ours, PAGE) == b"after"
