"""A built site beside each kind of place that it can be published to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publish.places import FILES, DaemonPlace, FolderPlace, GitPlace, Place, S3Place, ShellPlace, build

KINDS = {"folder": FolderPlace, "git": GitPlace, "rsync": ShellPlace, "rsync daemon": DaemonPlace, "s3": S3Place}


@pytest.fixture(autouse=True)
def _nobody_in_particular(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings, names or keys of whoever runs the tests."""
    (tmp_path / "home").mkdir()
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/dev/null")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "none")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The root of a built site."""
    folder = tmp_path / "desk"
    folder.mkdir()
    build(folder, FILES)
    return folder


@pytest.fixture(params=KINDS.values(), ids=list(KINDS))
def place(request: pytest.FixtureRequest, root: Path) -> Iterator[Place]:
    """One place of each kind."""
    made: Place = request.param(root)
    yield made
    made.closing.close()
