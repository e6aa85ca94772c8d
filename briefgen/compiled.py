"""How templates become Python: Jinja's own compiler, told what is fixed for a site, so that pages take half the time.

What a template means stays as Jinja defines it, the sandbox's questions too: each short way is taken only where they
have been answered before, for the same kind of value, and everything else goes Jinja's way.

- A text of the catalogue is looked up when the template is compiled: the catalogue of an environment never changes.
- What is shown is escaped without a call where it is a plain text, and not at all where it is markup.
- A field of a view is asked for directly once the environment has said that values of its class have it.
- A macro that is shown is called directly where it takes what it is given.
- What stands side by side, and is shown whatever comes of the loops around it, is put together by one f-string: a page
  is made of hundreds of pieces and not of thousands.
- What `{% from "…" import … %}` gives is remembered, and `loop` knows only what the template asks it for.

Tested by rendering the same pages with Jinja's own compiler: tests/test_compiled.py.
"""

import marshal
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, TypeVar

import markupsafe
from jinja2 import nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from jinja2.environment import Environment, TemplateModule

N = TypeVar("N", bound=nodes.Node)
LOOP = frozenset({"first", "last", "index", "index0"})  # what a Place knows of a loop
SHORT = 100  # items of a loop whose places are remembered
TEXTS = frozenset({"_", "gettext"})
_VALUE = re.compile(r"%\((\w+)\)s|%%")  # in a text of the catalogue


def escaped(text: str) -> str:
    """The text as HTML, as a plain str: what escape() does before it marks its result as markup."""
    return str(escape(text))


# The same in C. It is private to MarkupSafe, so the public way stands where a version lacks it.
escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escaped)


class Directly:
    """What compiled templates ask an environment for. One for an environment."""

    def __init__(self, environment: "Environment", find: Callable[[str], Markup]) -> None:
        self.find = find  # a text of the catalogue, escaped
        self.having: defaultdict[str, set[type]] = defaultdict(set)  # classes whose values have a field, by its name
        self.modules: dict[str, TemplateModule] = {}
        self._environment = environment

    def module(self, name: str, parent: str, context: Context) -> "TemplateModule":
        """The macros of a template, which see nothing of the page."""
        found = self._environment.get_template(name, parent)._get_default_module(context)  # noqa: SLF001  Jinja's own way
        self.modules[name] = found
        return found

    def shown(self, context: Context, asked: Any, **more: Any) -> Callable[..., str]:
        """Call whatever it is as the sandbox allows, and escape what it gives."""
        return lambda *given: escape(self._environment.call(context, asked, *given, **more))  # type: ignore[attr-defined]


class Compiled(BytecodeCache):
    """What templates were compiled to, in memory: by a fork of this process, which sends it here."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], bytes] = {}  # by template, and what it says

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja what is known of a template."""
        if code := self._known.get((bucket.key, bucket.checksum)):
            bucket.code = marshal.loads(code)  # noqa: S302  from our own fork

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what Jinja has compiled."""
        self._known[bucket.key, bucket.checksum] = marshal.dumps(bucket.code)

    def take(self, made: Iterable[tuple[tuple[str, str], bytes]]) -> None:
        """Know what another process has compiled."""
        self._known.update(made)

    def made(self) -> Iterator[tuple[tuple[str, str], bytes]]:
        """What is known, for another process."""
        yield from self._known.items()


class DirectMacro(Macro):
    """A macro that tells how many values it takes by position when called directly; -1: none may."""

    def __init__(self, environment: "Environment", func: Callable[..., str], name: str, arguments: list[str],
                 catch_kwargs: bool, catch_varargs: bool, caller: bool, *more: Any) -> None:  # fmt: skip
        super().__init__(environment, func, name, arguments, catch_kwargs, catch_varargs, caller, *more)
        func.__defaults__ = (missing,) * len(arguments)  # as Jinja gives them
        self.direct = func
        self.takes = -1 if catch_kwargs or catch_varargs or caller or "caller" in arguments else len(arguments)


class Place:
    """Where a loop is."""

    __slots__ = ("first", "index", "index0", "last")

    def __init__(self, index0: int, *, last: bool) -> None:
        self.index0, self.index, self.first, self.last = index0, index0 + 1, index0 == 0, last


def places(items: Any, _undefined: Any) -> Iterator[tuple[Any, Place]]:
    """The items, each with its place, as Jinja's LoopContext gives them."""
    every = items if type(items) in {tuple, list} else list(items)
    return zip(every, _places(len(every)) if len(every) <= SHORT else _made_places(len(every)), strict=True)


@cache
def _places(number: int) -> tuple[Place, ...]:
    return tuple(_made_places(number))


def _made_places(number: int) -> Iterator[Place]:
    return (Place(index0, last=index0 == number - 1) for index0 in range(number))


class Generator(CodeGenerator):
    """Jinja's compiler with the short ways. Its environment has a Directly, as `directly`."""

    environment: Any

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._shown: set[int] = set()  # calls whose result is shown as it is
        self._loops_are_plain = False
        self._bodies: set[int] = set()  # of macros

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  Jinja's own names
        """Fold the texts, then name at the top what the short ways use."""
        _Folding(self.environment).visit(node)
        every = list(node.find_all(nodes.Node))
        self._loops_are_plain = _are_plain(every)
        self.writeline("from briefgen.compiled import DirectMacro, escape_text, places")
        self.writeline("directly = environment.directly")
        self.writeline("modules = directly.modules")
        for name in sorted({n.attr for n in every if isinstance(n, nodes.Getattr) and _is_name(n.attr)}):
            self.writeline(f"having_{name} = directly.having[{name!r}]")
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        """Take the simple loop where it does."""
        super().write_commons()
        if self._loops_are_plain:
            self.writeline("LoopContext = places")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """A field of a value whose class is known to have it, or else what the sandbox gives."""
        if not _is_name(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write(f"(v.{node.attr} if type(v := ")
        self.visit(node.node, frame)
        self.write(f") in having_{node.attr} else environment.getattr(v, {node.attr!r}))")

    def blockvisit(self, some: Iterable[nodes.Node], frame: Frame) -> None:
        """Show in one piece what can be."""
        if frame.require_output_check:  # outside of the blocks of a template that extends another
            super().blockvisit(some, frame)
            return
        self.writeline("pass")
        groups = [(plain, list(group)) for plain, group in groupby(some, _is_plain_text)]
        is_whole = id(some) in self._bodies and all(plain for plain, _ in groups)
        for plain, group in groups:
            if not plain:
                super().blockvisit(group, frame)
            elif is_whole:
                self.writeline(f"return {self._together(group, frame)}")
            elif (shown := self._together(group, frame)) != "''":
                self.simple_write(shown, frame)

    def _together(self, some: Sequence[nodes.Node], frame: Frame) -> str:
        """An expression for all that these show; what it is made of is written before it, line by line."""
        pieces = list(self._pieces(some, frame))
        if [is_name for _, is_name in pieces] == [True]:
            return pieces[0][0]
        if not any(is_name for _, is_name in pieces):
            return repr("".join(piece for piece, _ in pieces))
        text = "".join(f"{{{piece}}}" if is_name else _formatted(piece) for piece, is_name in pieces)
        return f"f{text!r}"

    def _pieces(self, some: Sequence[nodes.Node], frame: Frame) -> Iterator[tuple[str, bool]]:
        """What these show, in order: texts, and names for what is known when the page is made (True)."""
        for node in some:
            if isinstance(node, nodes.If):
                yield self._choice(node, frame.soft()), True
                continue
            assert isinstance(node, nodes.Output)  # noqa: S101  _is_plain_text
            self._mark_shown(node, frame)
            finalize = self._make_finalize()
            for child in node.nodes:
                try:
                    yield self._output_child_to_const(child, frame, finalize), False
                except Exception:  # noqa: BLE001  as Jinja does: what is wrong with it shows when the page is made
                    name = self.temporary_identifier()
                    self.writeline(f"{name} = ", child)
                    self._output_child_pre(child, frame, finalize)
                    self.visit(child, frame)
                    self._output_child_post(child, frame, finalize)
                    yield name, True

    def _choice(self, node: nodes.If, frame: Frame) -> str:
        """A name for what a choice shows, which is written before it."""
        name = self.temporary_identifier()
        for word, one in (("if", node), *(("elif", other) for other in node.elif_)):
            self.writeline(f"{word} ", one)
            self.visit(one.test, frame)
            self.write(":")
            self._named(name, one.body, frame)
        self.writeline("else:")
        self._named(name, node.else_, frame)
        return name

    def _named(self, name: str, some: Sequence[nodes.Node], frame: Frame) -> None:
        self.indent()
        self.writeline(f"{name} = {self._together(some, frame)}")
        self.outdent()

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Mark the calls that stand here to be shown."""
        self._mark_shown(node, frame)
        super().visit_Output(node, frame)

    def _mark_shown(self, node: nodes.Output, frame: Frame) -> None:
        if _escapes(frame):
            self._shown.update(id(child) for child in node.nodes if _is_plain_call(child))

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """A macro that is shown directly; any other call as the sandbox allows."""
        if id(node) not in self._shown:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        kept = {"_loop_vars": frame.loop_frame, "_block_vars": frame.block_frame}
        more = "".join(f", {name}={name}" for name, has in kept.items() if has)
        self.write("(v.direct if type(v := ")
        self.visit(node.node, frame)
        self.write(f") is DirectMacro and v.takes >= {len(node.args)} else directly.shown(context, v{more}))(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def macro_body(self, node: nodes.Macro | nodes.CallBlock, frame: Frame) -> tuple[Frame, MacroRef]:
        """Know its body again."""
        self._bodies.add(id(node.body))
        return super().macro_body(node, frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Make the macro one that can be called directly."""
        self.write("Direct")
        super().macro_def(macro_ref, frame)

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if node.with_context or not isinstance(node.template, nodes.Const):
            super()._import_common(node, frame)
            return
        name = node.template.value
        self.write(f"modules.get({name!r}) or directly.module({name!r}, {self.name!r}, context)")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not _escapes(frame):
            super()._output_child_pre(node, frame, finalize)
        elif id(node) not in self._shown:
            self.write("(escape_text(v) if type(v := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not _escapes(frame):
            super()._output_child_post(node, frame, finalize)
        elif id(node) not in self._shown:
            self.write(") is str else v if type(v) is Markup else escape(v))")


def _escapes(frame: Frame) -> bool:
    """Whether all that is shown here is escaped, whatever the values."""
    return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile


def _is_name(attribute: str) -> bool:
    """Whether Python can ask for a field of this name."""
    return attribute.isascii() and not iskeyword(attribute)


def _is_plain_text(node: nodes.Node) -> bool:
    """Whether a node shows something and does nothing else."""
    if isinstance(node, nodes.If):
        return all(map(_is_plain_text, (*node.body, *node.else_))) and all(map(_is_plain_text, node.elif_))
    return isinstance(node, nodes.Output)


def _formatted(text: str) -> str:
    """A text as it stands in an f-string."""
    return text.replace("{", "{{").replace("}", "}}")


def _is_plain_call(node: nodes.Node) -> bool:
    """A call of something by its name, with values by position only."""
    return (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
    )


def _are_plain(every: Iterable[nodes.Node]) -> bool:
    """Whether loops are asked only for what a Place knows. every: all nodes of a template."""
    every = list(every)
    asked = sum(isinstance(n, nodes.Getattr) and n.attr in LOOP and _is_loop(n.node) for n in every)
    return asked == sum(map(_is_loop, every))


def _is_loop(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "loop"


def _own_names(node: nodes.Template) -> set[str]:
    """The names to which a template gives a sense of its own."""
    found: set[str] = set()
    for n in node.find_all((nodes.Name, nodes.Macro, nodes.Import, nodes.FromImport)):
        if isinstance(n, nodes.FromImport):
            found.update(name if isinstance(name, str) else name[1] for name in n.names)
        elif isinstance(n, nodes.Import):
            found.add(n.target)
        elif isinstance(n, nodes.Macro) or (isinstance(n, nodes.Name) and n.ctx != "load"):
            found.add(n.name)
    return found


class _Folding(NodeTransformer):
    """What is shown, in smaller pieces: texts of the catalogue as they are, and a choice as a choice of what to show.

    What a template that extends another shows outside of its blocks is never seen, and stays as it is; so does what
    stands where the template turns escaping off.
    """

    def __init__(self, environment: Any) -> None:
        self._environment = environment
        self._seen = True  # whether what stands here is shown

    def visit_Template(self, node: nodes.Template) -> nodes.Node:  # noqa: N802
        if _own_names(node) & TEXTS:  # the template has a sense of its own for them
            return node
        self._seen = node.find(nodes.Extends) is None
        return self.generic_visit(node)

    def visit_Block(self, node: nodes.Block) -> nodes.Node:  # noqa: N802
        before, self._seen = self._seen, True
        self.generic_visit(node)
        self._seen = before
        return node

    visit_Macro = visit_Block  # noqa: N815

    def visit_ScopedEvalContextModifier(self, node: nodes.ScopedEvalContextModifier) -> nodes.Node:  # noqa: N802
        return node

    def visit_Output(self, node: nodes.Output) -> list[nodes.Stmt]:  # noqa: N802
        return self._statements(node.nodes) if self._seen else [node]

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        """A text without values, wherever it stands."""
        found = None if node.kwargs else self._text(node)
        if found is None:
            return self.generic_visit(node)
        return self._made(nodes.TemplateData, node, "".join(str(words) for words in found))

    def _statements(self, shown: Iterable[nodes.Expr]) -> list[nodes.Stmt]:
        found: list[nodes.Stmt] = []
        for piece in (piece for one in shown for piece in self._pieces(one)):
            if isinstance(piece, nodes.Stmt):
                found.append(piece)
            elif found and isinstance(found[-1], nodes.Output):
                found[-1].nodes.append(piece)
            else:
                found.append(self._made(nodes.Output, piece, [piece]))
        return found

    def _pieces(self, node: nodes.Expr) -> Iterator[Any]:
        """What shows the same: expressions, and statements where it is a matter of choice."""
        if isinstance(node, nodes.CondExpr):
            otherwise = [node.expr2] if node.expr2 else []
            test, one, other = self.visit(node.test), self._statements([node.expr1]), self._statements(otherwise)
            yield self._made(nodes.If, node, test, one, [], other)
        elif isinstance(node, nodes.Concat):
            for part in node.nodes:
                yield from self._pieces(part)
        elif isinstance(node, nodes.Call) and (found := self._text(node)) is not None:
            for piece in found:
                if isinstance(piece, str):
                    yield self._made(nodes.TemplateData, node, piece)
                else:
                    yield from self._pieces(piece)
        else:
            yield self.visit(node)

    def _text(self, node: nodes.Call) -> list[str | nodes.Expr] | None:
        """A text of the catalogue, escaped, with its values in their places; None for what has to be asked for later.

        That is any other call, and a text whose values are not those that it is given, each once.
        """
        if not (isinstance(node.node, nodes.Name) and node.node.name in TEXTS and len(node.args) == 1):
            return None
        [asked] = node.args
        if not (isinstance(asked, nodes.Const) and isinstance(asked.value, str)) or node.dyn_args or node.dyn_kwargs:
            return None
        text, values = str(self._environment.directly.find(asked.value)), {v.key: v.value for v in node.kwargs}
        if "%" in _VALUE.sub("", text) or sorted(filter(None, _VALUE.findall(text))) != sorted(values):
            return None
        found: list[str | nodes.Expr] = []
        end = 0
        for place in _VALUE.finditer(text):
            found += [text[end : place.start()], values[place[1]] if place[1] else "%"]
            end = place.end()
        return [*found, text[end:]]

    def _made(self, kind: type[N], like: nodes.Node, *fields: Any) -> N:
        return kind(*fields, lineno=like.lineno, environment=self._environment)
