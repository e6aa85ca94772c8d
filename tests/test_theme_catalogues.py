"""The catalogues that come with briefgen are whole: no text is missing, no value of a text is lost."""

import gettext
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from briefgen.catalogues import INSIDE, TEMPLATE, THEME, message_problems

ROOT = Path(__file__).parent.parent
FILES = sorted(THEME.glob(f"*/{INSIDE.as_posix()}"))
VALUES = re.compile(r"%\(\w+\)s|\{\w+\}")


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def last_form(text: object) -> str:
    return str(text[-1] if isinstance(text, tuple | list) else text)


def test_the_template_and_every_catalogue_are_current() -> None:
    done = subprocess.run(
        [sys.executable, "tools/texts.py", "--check"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_arabic_comes_with_briefgen() -> None:
    assert THEME / "ar" / INSIDE in FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.parent.name)
def test_a_catalogue_has_every_text_in_all_its_forms(path: Path) -> None:
    catalog = read(path)
    for wanted in (message for message in read(TEMPLATE) if message.id):
        one = wanted.id[0] if isinstance(wanted.id, tuple) else wanted.id
        found = catalog.get(one, wanted.context)
        assert found is not None, one
        assert not found.fuzzy, one
        forms = found.string if isinstance(found.string, tuple) else (found.string,)
        assert len(forms) == (catalog.num_plurals if isinstance(wanted.id, tuple) else 1), one
        assert all(forms), one


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.parent.name)
def test_a_translation_has_the_values_of_its_text(path: Path) -> None:
    for message in (message for message in read(path) if message.id):
        assert not list(message_problems(message, path.name))
        # One and two may be told by the noun alone; the last form tells the number.
        assert Counter(VALUES.findall(last_form(message.string))) == Counter(VALUES.findall(last_form(message.id)))


def test_arabic_counts_by_the_rule_of_the_cldr() -> None:
    """Zero, one, two, few (3-10), many (11-99), other (100-102), by n modulo 100 from three on."""
    form = gettext.c2py(read(THEME / "ar" / INSIDE).plural_expr)
    assert [form(n) for n in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111)] == [0, 1, 2, 3, 3, 4, 4, 5, 5, 3, 4]
