"""The documents: those made from the code are current, and links between them lead somewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.cli import EXIT_CODES, parser
from tests.conftest import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_pages_made_from_the_code_are_current() -> None:
    ended = subprocess.run(
        [sys.executable, "tools/docs.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_and_pictures_lead_to_files_of_the_repository(document: Path) -> None:
    links = re.findall(r"\]\(([^)\s#]+)", document.read_text("utf-8"))
    missing = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert not missing


def test_the_readme_names_only_commands_that_there_are() -> None:
    named = set(re.findall(r"(?:^\s+|`|/)briefgen ([a-z]+)", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE))
    known = set(re.findall(r"^    (\w+) ", parser().format_help(), re.MULTILINE))
    assert {"new", "build", "serve"} <= named <= known


def test_every_exit_code_is_documented() -> None:
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert all(f"| {code} |" in page for code in EXIT_CODES)
