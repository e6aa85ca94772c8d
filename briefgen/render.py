"""View -> HTML: Jinja with the site's own templates over the theme's. The only module that knows Jinja.

Everything is escaped in every template, whatever its suffix, the texts of a catalogue too; a name that the view does
not give is an error that says where; nothing is global but the gettext functions. A template outside of its folder is
not read, not even through a link.
"""

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from briefgen import routes
from briefgen.compiled import LOOP, Compiled, Directly, DirectMacro, Generator, Place
from briefgen.config import FILE, Settings
from briefgen.errors import Problem, Refused
from briefgen.routes import Route
from briefgen.texts import ENGLISH, Texts
from briefgen.views.page import Page
from briefgen.views.part import fields_of

THEME = "theme/"  # before the name of a template: the theme's, though the site has one of that name
IGNORED = (".", "~", "#")  # first or last character of files that editors and systems leave behind
_json = msgspec.json.Encoder(order="sorted")  # several times as fast as json.dumps; writes NaN as null
_COMPARE = "compare it with the theme's own template of this name; docs/theming.md lists what each page has"


def theme_dir() -> Path:
    """The folder with the theme's templates/ and static/: inside the installed package, or the repository itself."""
    here = Path(__file__).parent
    packaged = here / "_theme"
    return packaged if packaged.is_dir() else here.parent


def environment(templates: Path | None = None, texts: Texts = ENGLISH) -> jinja2.Environment:
    """The environment of a site. templates: its own folder, where each file replaces the theme's of the same name.

    A template of the site can build on the one that it replaces: that is found as theme/base.html, and so on.
    texts: what the templates' _(), ngettext(), pgettext() and npgettext() give.
    """
    theme = theme_dir() / "templates"
    folders = [_Folder(folder) for folder in (templates, theme) if folder is not None and folder.is_dir()]
    env = _Environment(
        loader=jinja2.ChoiceLoader([*folders, _Folder(theme, THEME)]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # one environment a build
        bytecode_cache=Compiled(),
    )
    env.globals.clear()
    env.filters["json_ld"] = json_ld
    env.directly = Directly(env, lambda text: escape(texts.translations.gettext(text)))
    _install(env, texts)
    return env


def _install(env: jinja2.Environment, texts: Texts) -> None:
    """Give the templates the gettext functions. Jinja puts the values in, escaped; the texts are escaped here."""

    def escaped(find: Callable[..., str]) -> Callable[..., str]:
        return lambda *asked: escape(find(*asked))

    found = texts.translations
    env.install_gettext_callables(  # type: ignore[attr-defined]
        escaped(found.gettext),
        escaped(found.ngettext),
        newstyle=True,
        pgettext=escaped(found.pgettext),
        npgettext=escaped(found.npgettext),
    )
    env.globals["_"] = env.globals["gettext"]


def keep_templates(env: jinja2.Environment) -> None:
    """Let later pages of an environment be rendered with the templates as they are now."""
    for folder in getattr(env.loader, "loaders", ()):
        folder.keep(env)


def compile_all(env: jinja2.Environment) -> Iterator[tuple[tuple[str, str], bytes]]:
    """Compile the templates that can be, and give what take_compiled() takes in another process."""
    for name in (name for name in env.list_templates() if not name.startswith(THEME)):
        with contextlib.suppress(OSError, ValueError, Refused, RecursionError, jinja2.TemplateError):
            env.get_template(name)  # what is faulty is told of where it is used
    assert isinstance(env.bytecode_cache, Compiled)  # noqa: S101
    yield from env.bytecode_cache.made()


def take_compiled(env: jinja2.Environment, made: Iterable[tuple[tuple[str, str], bytes]]) -> None:
    """Know what compile_all() gave in another process for the same environment."""
    assert isinstance(env.bytecode_cache, Compiled)  # noqa: S101
    env.bytecode_cache.take(made)


def json_ld(document: Mapping[str, Any]) -> Markup:
    """A document as JSON that no HTML parser mistakes for markup: what could end its script element is escaped."""
    text = _json.encode(document).decode()
    if "null" in text:  # no value, or no number, which is an error
        text = json.dumps(document, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  nothing in it is markup any more


def html(env: jinja2.Environment, page: Page) -> bytes:
    """The page as UTF-8. Raises Refused naming template, line and page where the template is at fault."""
    view = page.view()
    kind: Any = type(view)
    names = {name: getattr(view, name) for name in fields_of(kind)}
    try:
        return env.get_template(page.template).render(names).encode()
    except jinja2.TemplateSyntaxError as error:
        raise _refused(error.name or page.template, error.lineno, error.message or "is faulty", page) from error
    except jinja2.TemplateNotFound as error:
        raise _refused(
            page.template, None, f"asks for the template {error.message}, which does not exist", page
        ) from error
    except (jinja2.TemplateError, RecursionError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        name, line = _where(error, env, page.template)
        reason = "includes itself without end" if isinstance(error, RecursionError) else str(error)
        raise _refused(name, line, reason, page) from error


def assets(static: Path | None = None) -> Iterator[tuple[Route, bytes]]:
    """The files of the theme's static/, and of the site's own over them, with their routes, sorted."""
    yield from ((route, path.read_bytes()) for route, path in asset_files(static).items())


def asset_files(static: Path | None = None) -> dict[Route, Path]:
    """Where the files of assets() lie. Raises Refused for a link that leads out of its folder."""
    found: dict[Route, Path] = {}
    for folder in (theme_dir() / "static", static):
        if folder is None or not folder.is_dir():
            continue
        for path in folder.rglob("*"):
            parts = path.relative_to(folder).parts
            if path.is_file() and not any(p.startswith(IGNORED) or p.endswith(IGNORED[1:]) for p in parts):
                _check_inside(path, folder)
                found[routes.static(Route(*parts).as_posix())] = path
    return dict(sorted(found.items()))


def check_static(static: Path, settings: Settings) -> None:
    """Raises Refused where the settings name a logo or a style sheet that is not in the site's static folder."""
    named = {"logo": (settings.logo, "the picture"), "style": (settings.style, "the style sheet")}
    problems = [
        Problem(FILE, f"{setting}: there is no file {static.name}/{name}", hint=f"put {what} there")
        for setting, (name, what) in named.items()
        if name and not ((static / name).is_file() or (theme_dir() / "static" / name).is_file())
    ]
    if problems:
        raise Refused(problems)


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, with a short way to what templates do most: ask a view for a field, and call a macro.

    A third of the time of a page went into the sandbox's questions; for everything else they are still asked. What was
    answered is told to the compiled templates, which ask no second time for a field of the same class.
    """

    code_generator_class = Generator
    directly: Directly

    def getattr(self, obj: Any, attribute: str) -> Any:
        kind: Any = type(obj)
        if attribute in _askable(kind):
            self.directly.having[attribute].add(kind)
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call(self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: PYI063  Jinja's own names
        if type(__obj) is DirectMacro:
            kwargs.pop("_block_vars", None)  # of use to functions that ask for the context only
            kwargs.pop("_loop_vars", None)
            return __obj(*args, **kwargs)
        return super().call(__context, __obj, *args, **kwargs)


@cache
def _askable(kind: type) -> frozenset[str]:
    """The attributes that are plain values in every object of a class."""
    if kind in {LoopContext, Place}:
        return LOOP
    return frozenset(fields_of(kind))


class _Folder(jinja2.FileSystemLoader):
    """A folder of templates that links cannot lead out of. prefix: what stands before their names."""

    def __init__(self, folder: Path, prefix: str = "") -> None:
        super().__init__(folder)
        self.prefix = prefix

    _kept: Mapping[str, tuple[str, str, Callable[[], bool]] | None] | None = None

    def keep(self, environment: jinja2.Environment) -> None:
        """Read all templates that can be read, and give them, and no others, as they are now from here on."""
        kept: dict[str, tuple[str, str, Callable[[], bool]] | None] = dict.fromkeys(self.list_templates())
        for name in kept:
            with contextlib.suppress(OSError, ValueError, Refused, jinja2.TemplateError):  # told of where one is used
                kept[name] = self.get_source(environment, name)
        self._kept = kept

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        if self._kept is not None:
            if template not in self._kept:
                raise jinja2.TemplateNotFound(template)
            if source := self._kept[template]:
                return source
        if not template.startswith(self.prefix):
            raise jinja2.TemplateNotFound(template)
        found = super().get_source(environment, template.removeprefix(self.prefix))
        _check_inside(Path(found[1]), Path(self.searchpath[0]))
        return found

    def list_templates(self) -> list[str]:
        return [self.prefix + name for name in super().list_templates()]


def _check_inside(path: Path, folder: Path) -> None:
    if not path.resolve().is_relative_to(folder.resolve()):
        hint = f"put the file itself into {folder.name}/"
        raise Refused([Problem(str(path), f"is a link that leads out of {folder.name}/", hint=hint)])


def _refused(template: str, line: int | None, reason: str, page: Page) -> Refused:
    return Refused([Problem(f"templates/{template}", f"{reason} (page {page.path})", line, _COMPARE)])


def _where(error: BaseException, env: jinja2.Environment, outermost: str) -> tuple[str, int | None]:
    """The innermost template and its line in a traceback that Jinja has rewritten to the templates' own lines."""
    name, line = outermost, None
    folders = tuple(str(f) for loader in getattr(env.loader, "loaders", ()) for f in loader.searchpath)
    trace = error.__traceback__
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        for folder in folders:
            if filename.startswith(folder):
                name, line = Path(filename).relative_to(folder).as_posix(), trace.tb_lineno
        trace = trace.tb_next
    return name, line
