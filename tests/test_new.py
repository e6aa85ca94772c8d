"""briefgen new: a site to start from, and never on top of another."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from briefgen import __version__
from briefgen.authority import load_authority
from briefgen.cli import parser
from briefgen.config import Settings, load_settings
from briefgen.errors import Refused
from briefgen.ledger import save_ledger
from briefgen.model import Ledger
from briefgen.new import make_site, settings_file


def test_a_new_site_has_settings_an_article_and_a_readme(tmp_path: Path) -> None:
    made = make_site(tmp_path / "desk" / "site")
    workflow = ".github/workflows/publish.yml"
    assert made == [
        workflow,
        ".gitignore",
        "README.md",
        "briefgen.yml",
        "content/_data/events.yml",
        "content/_data/people.yml",
        "content/_data/places.yml",
        "content/arctic-shipping-talks.md",
    ]
    assert all((tmp_path / "desk" / "site" / name).is_file() for name in made)


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    assert make_site(tmp_path)


def test_its_settings_change_nothing_until_a_line_is_uncommented(tmp_path: Path) -> None:
    make_site(tmp_path)
    assert load_settings(tmp_path) == Settings()


def test_every_setting_is_there_and_sound_once_uncommented(tmp_path: Path) -> None:
    lines = [line[1:] for line in settings_file().splitlines() if line.startswith("#") and not line.startswith("# ")]
    (tmp_path / "briefgen.yml").write_text("\n".join(lines), "utf-8")
    assert len(lines) == len(Settings.__dataclass_fields__)
    assert load_settings(tmp_path).base_url == "https://example.org/briefings/"


def test_the_workflow_builds_checks_and_publishes_with_pinned_actions_and_few_rights(tmp_path: Path) -> None:
    make_site(tmp_path)
    text = (tmp_path / ".github/workflows/publish.yml").read_text("utf-8")
    workflow = yaml.safe_load(text)
    build, publish = workflow["jobs"]["build"], workflow["jobs"]["publish"]
    runs = [step["run"] for step in build["steps"] if "run" in step]
    assert runs[0].endswith(f'"briefgen=={__version__}"')
    for command, run in zip(("check", "build", "publish"), runs[1:], strict=True):
        arguments = run.removeprefix("briefgen ").split()
        assert parser().parse_args(arguments).run.__name__ == f"_{command}"
    uses = [step["uses"] for step in (*build["steps"], *publish["steps"]) if "uses" in step]
    assert len(uses) == 4
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action) for action in uses)
    assert len(re.findall(r"uses: \S+ # v\d+\.\d+\.\d+$", text, re.MULTILINE)) == 4
    assert workflow["permissions"] == {"contents": "read"}
    assert "permissions" not in build
    assert publish["permissions"] == {"pages": "write", "id-token": "write"}


def test_the_commands_of_the_workflow_end_well_on_a_new_site_and_publish_it(tmp_path: Path) -> None:
    make_site(tmp_path)
    build = yaml.safe_load((tmp_path / ".github/workflows/publish.yml").read_text("utf-8"))["jobs"]["build"]
    commands = [step["run"] for step in build["steps"] if "run" in step]
    [uploaded] = [step["with"]["path"] for step in build["steps"] if "upload" in step.get("uses", "")]
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    assert commands[0].startswith("python -m pip install ")
    for command in commands[1:]:
        ended = subprocess.run(
            ["bash", "-e", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, (command, ended.stderr)
    assert (tmp_path / uploaded / "index.html").read_bytes() == (tmp_path / "site" / "index.html").read_bytes()


def test_the_sample_says_that_it_is_invented(tmp_path: Path) -> None:
    make_site(tmp_path)
    assert "invented" in (tmp_path / "content/arctic-shipping-talks.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["note.txt", ".git"])
def test_a_folder_that_holds_anything_is_refused_and_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine", "utf-8")
    with pytest.raises(Refused, match="is not empty"):
        make_site(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_or_a_link_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "link"):
        with pytest.raises(Refused, match="is not a folder"):
            make_site(tmp_path / name)
    assert not (tmp_path / "nowhere").exists()


def test_a_new_site_has_the_folder_of_the_ledger_and_data_files_that_set_nothing(tmp_path: Path) -> None:
    make_site(tmp_path / "site")
    data = tmp_path / "site" / "content" / "_data"
    assert sorted(path.name for path in data.iterdir()) == ["events.yml", "people.yml", "places.yml"]
    assert all(yaml.safe_load(path.read_text("utf-8")) is None for path in data.iterdir())
    assert not load_authority(data.parent, "content")[1]
    assert save_ledger(Ledger(), data.parent, "content") == ()
    assert (data / "ids.json").is_file()
