"""Views and templates agree in both directions: a template uses exactly what its page offers."""

import pytest
from jinja2 import meta
from jinja2.filters import FILTERS

from briefgen import views
from briefgen.render import environment, theme_dir
from briefgen.views.part import Part

ENV = environment()
TEMPLATES = theme_dir() / "templates"


def names_used(template: str) -> set[str]:
    """Names that a template, and all it extends or imports, ask their caller for."""
    tree = ENV.parse((TEMPLATES / template).read_text("utf-8"))
    parts = (names_used(part) for part in meta.find_referenced_templates(tree) if part)
    return meta.find_undeclared_variables(tree).union(*parts)


def parts_of(template: str) -> set[str]:
    """A template with all that it extends, imports or includes."""
    tree = ENV.parse((TEMPLATES / template).read_text("utf-8"))
    return {template}.union(*(parts_of(part) for part in meta.find_referenced_templates(tree) if part))


@pytest.mark.parametrize(("page", "template"), views.TEMPLATES.items(), ids=lambda x: getattr(x, "__name__", ""))
def test_a_template_uses_exactly_what_its_page_offers(page: type, template: str) -> None:
    assert names_used(template) == views.names(page)


def test_every_template_is_used_by_a_page() -> None:
    there = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    assert set().union(*map(parts_of, views.TEMPLATES.values())) == there


@pytest.mark.parametrize("page", views.TEMPLATES, ids=lambda page: page.__name__)
def test_a_view_is_frozen(page: type) -> None:
    assert issubclass(page, Part)
    assert page.__struct_config__.frozen


def test_a_template_reaches_no_filter_of_ours_but_the_documented_and_of_functions_only_gettext() -> None:
    assert set(ENV.filters) - set(FILTERS) == {"json_ld"}
    assert set(ENV.globals) == {"_", "gettext", "ngettext", "pgettext", "npgettext"}
