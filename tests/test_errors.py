"""Problems: each error says what to do about it."""

import ast

import pytest

from briefgen.errors import Problem
from tests.conftest import ROOT

HINT = {"Problem": 3, "Fault": 2, "_problem": 2}  # which argument of those that make errors is the hint


def name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def calls() -> list[tuple[str, ast.Call]]:
    """Every place where an error is made, with its file and line."""
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno}", node)
        for path in sorted((ROOT / "briefgen").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and name_of(node) in HINT
    ]


def is_warning(call: ast.Call) -> bool:
    severity = [k.value for k in call.keywords if k.arg == "severity"] + call.args[4:]
    severity += [k.value for k in call.keywords if k.arg == "warn"]
    return any(isinstance(value, ast.Constant) and value.value in ("warning", True) for value in severity)


def has_hint(call: ast.Call) -> bool:
    hints = [k.value for k in call.keywords if k.arg == "hint"] + call.args[HINT[name_of(call)] :][:1]
    return any(not isinstance(hint, ast.Constant) or hint.value for hint in hints)


def test_every_error_has_a_hint() -> None:
    found = calls()
    assert len(found) > 90
    assert [place for place, call in found if not is_warning(call) and not has_hint(call)] == []


@pytest.mark.parametrize(
    ("line", "place"), [(3, "content/a.md:3: error: is odd"), (None, "content/a.md: error: is odd")]
)
def test_a_problem_reads_as_editors_and_terminals_expect(line: int | None, place: str) -> None:
    assert str(Problem("content/a.md", "is odd", line, "mend it")) == f"{place}\n  hint: mend it"
