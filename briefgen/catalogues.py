"""The catalogues: gettext .po files, the theme's in briefgen/locale/ and those of a site in its own locale/.

Reads  <language>/LC_MESSAGES/briefgen.po, for "pt-BR" first pt_BR, then pt. The site's own goes over the theme's; a
       text that neither has stays English. They are compiled where they are read: there is nothing to keep current.
Finds  all that would break a page in one go, each with its line: a file that is no catalogue, a %(name)s that the
       text does not have, a plural rule that is none. What is not translated yet is a warning.
The names of months and states, and the direction of writing, are those of the Unicode CLDR, by way of Babel. A site in
English loads none of this.
"""

import gettext
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.config import FILE, Settings
from briefgen.errors import Problem, Refused
from briefgen.texts import ENGLISH, Texts

if TYPE_CHECKING:
    from babel import Locale
    from babel.messages.catalog import Catalog, Message

THEME = Path(__file__).parent / "locale"
TEMPLATE = THEME / "briefgen.pot"  # every text of the theme, in English
INSIDE = Path("LC_MESSAGES", "briefgen.po")
MAX_BYTES = 4_000_000
_VALUES = re.compile(r"%\(\w+\)s|\{\w+\}")


def load_texts(root: Path, settings: Settings) -> tuple[Texts, tuple[Problem, ...]]:
    """The texts of the site's language, and the warnings of its own catalogue. Raises Refused with all its errors."""
    language = settings.interface_language
    own = _find(root / settings.locale, language)
    theirs = _find(THEME, language)
    if own is None and _is_english(language):
        return (ENGLISH if language == "en" else Texts(language)), ()
    if own is None and theirs is None:
        place = f"{settings.locale}/{_names(language)[-1]}/{INSIDE.as_posix()}"
        known = ", ".join(["en", *sorted(path.name for path in THEME.iterdir() if path.is_dir())])
        hint = f"briefgen has {known}; put a catalogue of your own at {place}"
        raise Refused([Problem(FILE, f"interface_language: there are no texts in {language!r}", hint=hint)])
    shown = own.relative_to(root).as_posix() if own else ""
    catalog, warnings = _own(own, shown) if own else (None, ())
    if catalog is not None and not _is_english(language):
        warnings += _untranslated(catalog, shown, theirs)
    translations = _compiled(catalog) if catalog is not None else gettext.NullTranslations()
    if theirs:
        translations.add_fallback(_compiled(_parsed(theirs)))
    return _texts(language, translations), warnings


def _texts(language: str, translations: gettext.NullTranslations) -> Texts:
    if _is_english(language):
        return Texts(language, translations)
    locale = _locale(language)
    months = locale.months
    return Texts(
        language,
        translations,
        is_rtl=locale.text_direction == "rtl",
        months=[months["format"]["wide"][n] for n in range(1, 13)],
        months_alone=[months["stand-alone"]["wide"][n] for n in range(1, 13)],
        states=dict(locale.territories),
    )


def _locale(language: str) -> "Locale":
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  a site in English does without

    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        hint = "write the tag of a language that the Unicode CLDR has, such as fr or pt-BR"
        message = f"interface_language: nothing is known of {language!r}, neither its months nor its direction"
        raise Refused([Problem(FILE, message, hint=hint)]) from None


def _is_english(language: str) -> bool:
    return language.split("-", maxsplit=1)[0].lower() == "en"


def _names(language: str) -> list[str]:
    """The folders that a language may have, the nearest first: pt_BR, pt."""
    first, *rest = language.split("-")
    parts = [first.lower(), *(p.title() if len(p) == 4 else p.upper() for p in rest)]  # noqa: PLR2004  a script
    return ["_".join(parts[:n]) for n in range(len(parts), 0, -1)]


def _find(folder: Path, language: str) -> Path | None:
    return next((path for name in _names(language) if (path := folder / name / INSIDE).is_file()), None)


def _own(path: Path, shown: str) -> tuple["Catalog", tuple[Problem, ...]]:
    """A catalogue of the site, checked."""
    from babel.messages.pofile import PoFileError  # noqa: PLC0415

    try:
        if path.stat().st_size > MAX_BYTES:
            raise Refused(
                [
                    Problem(
                        shown,
                        f"is longer than {MAX_BYTES:,} bytes, which no catalogue needs",
                        hint="is it the right file?",
                    )
                ]
            )
        catalog = _parsed(path)
    except PoFileError as error:
        raise Refused(
            [Problem(shown, "is no gettext catalogue", error.lineno + 1, "see docs/translating.md")]
        ) from error
    except UnicodeDecodeError as error:
        raise Refused([Problem(shown, "is not UTF-8", hint="save the file as UTF-8")]) from error
    except (ValueError, OSError) as error:
        raise Refused([Problem(shown, f"cannot be read: {error}", hint="see docs/translating.md")]) from error
    problems = [*_plural_problems(catalog, shown), *(p for m in catalog if m.id for p in message_problems(m, shown))]
    if problems:
        raise Refused(problems)
    return catalog, ()


def _parsed(path: Path) -> "Catalog":
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with path.open("rb") as file:
        return read_po(file, ignore_obsolete=True, abort_invalid=True)


def _compiled(catalog: "Catalog") -> gettext.NullTranslations:
    from babel.messages.mofile import write_mo  # noqa: PLC0415

    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _plural_problems(catalog: "Catalog", shown: str) -> Iterator[Problem]:
    try:
        gettext.c2py(catalog.plural_expr)  # what gettext itself reads it with
    except ValueError:
        yield Problem(shown, f"Plural-Forms: {catalog.plural_expr!r} is no rule", hint="copy the line of your language")


def message_problems(message: "Message", shown: str) -> Iterator[Problem]:
    """What would break a page: values that a translation asks for and its text does not have, or a loose %."""
    ids, strings = _forms(message.id), _forms(message.string)
    known = {name for text in ids for name in _VALUES.findall(text)}
    for string in strings:
        for name in sorted(set(_VALUES.findall(string)) - known):
            yield Problem(shown, f"{name} has no value in {ids[0]!r}", line=message.lineno, hint=_known(known))
        if "%" in re.sub(r"%\(\w+\)s", "", string):
            yield Problem(shown, f"a loose % in the translation of {ids[0]!r}", line=message.lineno, hint=_known(known))


def _forms(text: object) -> tuple[str, ...]:
    """The forms of a text that are there, for one and for many."""
    return tuple(str(form) for form in (text if isinstance(text, tuple | list) else (text,)) if form)


def _known(values: set[str]) -> str:
    return f"this text knows {', '.join(sorted(values))}" if values else "this text knows no values"


def _untranslated(catalog: "Catalog", shown: str, theirs: Path | None) -> tuple[Problem, ...]:
    """A warning with the number of texts that stay English."""
    done = Counter(_key(m) for path in (theirs,) if path for m in _parsed(path) if _is_done(m))
    done.update(_key(m) for m in catalog if _is_done(m))
    wanted = [_key(m) for m in _parsed(TEMPLATE) if m.id]
    missing = sum(key not in done for key in wanted)
    if not missing:
        return ()
    message = f"{missing} of {len(wanted)} texts are not translated and stay English"
    return (Problem(shown, message, severity="warning"),)


def _key(message: "Message") -> tuple[str | None, str]:
    one = message.id[0] if isinstance(message.id, tuple | list) else message.id
    return (message.context, one)


def _is_done(message: "Message") -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(message.id) and not message.fuzzy and all(strings)
