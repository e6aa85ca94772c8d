"""Settings: each checked once, every problem told at once, with its line."""

import contextlib
from dataclasses import fields
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefgen.config import GROUPS, Settings, load_settings
from briefgen.errors import Refused


def read(folder: Path, text: str) -> Settings:
    (folder / "briefgen.yml").write_text(text, "utf-8")
    return load_settings(folder)


def refused(folder: Path, text: str) -> str:
    with pytest.raises(Refused) as raised:
        read(folder, text)
    return str(raised.value)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "title:\nbase_url: ~\n", "\ufeff"])
def test_an_empty_file_and_empty_settings_change_nothing(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == Settings()


def test_every_setting_is_read(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        "title: Summit desk\ndescription: 'Talks, and what follows'\nbase_url: https://example.org/briefings\n"
        "language: en-GB\ntimezone: Europe/Berlin\nfooter: Desk Three\nmodel: en_core_web_lg\ncontent: articles/in\n"
        "output: public\ntemplates: theme\nstatic: files\nmax_article_bytes: 3_000_000\n",
    )
    assert settings == Settings(
        title="Summit desk",
        description="Talks, and what follows",
        base_url="https://example.org/briefings/",
        language="en-GB",
        timezone="Europe/Berlin",
        footer="Desk Three",
        model="en_core_web_lg",
        content="articles/in",
        output="public",
        templates="theme",
        static="files",
        max_article_bytes=3_000_000,
    )


def test_values_are_text_as_written_and_norway_stays_norway(tmp_path: Path) -> None:
    settings = read(tmp_path, "title: 2026\nlanguage: no\nfooter: 12:30\n")
    assert (settings.title, settings.language, settings.footer) == ("2026", "no", "12:30")


def test_all_problems_are_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    told = refused(tmp_path, "titel: x\n\nbase_url: example.org\ntimezone: Europe/Atlantis\nmax_article_bytes: many\n")
    for line in (1, 3, 4, 5):
        assert f"briefgen.yml:{line}: error:" in told


def test_an_unknown_setting_names_the_nearest_or_all(tmp_path: Path) -> None:
    assert "unknown setting 'titel'\n  hint: did you mean 'title'?" in refused(tmp_path, "titel: x\n")
    assert "the settings are title, description" in refused(tmp_path, "zzz: x\n")


@pytest.mark.parametrize(
    "address",
    [
        "example.org", "//example.org/", "javascript:alert(1)", "ftp://example.org/", "https://", "https:///x", "http://[",
        "https://example.org/a b", "https://me:secret@example.org/", "https://example.org/?a=1", "https://example.org/#x",
        "https://example.org:99999/", "'https://example.org/\"><script>'", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_an_address_needs_http_and_a_host_and_nothing_else(tmp_path: Path, address: str) -> None:
    assert "briefgen.yml:1: error: base_url" in refused(tmp_path, f"base_url: {address}\n")


@pytest.mark.parametrize("address", ["http://localhost:8000", "https://example.org/a/b/", "https://münchen.example/x"])
def test_an_address_ends_in_a_slash(tmp_path: Path, address: str) -> None:
    assert read(tmp_path, f"base_url: {address}\n").base_url == address.rstrip("/") + "/"


@pytest.mark.parametrize("zone", ["EST", "CET", "Europe", "berlin", "../etc/passwd", "+02:00", "Mars/Olympus"])
def test_a_time_zone_is_an_iana_name_and_no_abbreviation(tmp_path: Path, zone: str) -> None:
    assert "is no IANA time zone" in refused(tmp_path, f"timezone: '{zone}'\n")


@pytest.mark.parametrize("folder", ["../x", "/etc", "a/../../b", "~/x", ".", "''", "a\\b", "C:x"])
@pytest.mark.parametrize("setting", ["content", "output", "templates", "static"])
def test_folders_stay_inside_the_site(tmp_path: Path, setting: str, folder: str) -> None:
    assert f"briefgen.yml:1: error: {setting}" in refused(tmp_path, f"{setting}: {folder}\n")


@pytest.mark.parametrize("number", ["0", "-5", "2.5", "many", "1e9", "99999999999999", "'９９９９'", "9" * 5000])
def test_a_number_is_whole_and_in_range(tmp_path: Path, number: str) -> None:
    assert "max_article_bytes" in refused(tmp_path, f"max_article_bytes: {number}\n")


@pytest.mark.parametrize(
    "text",
    [
        "- title\n", "title\n", "title: [a]\n", "title: {a: b}\n", "title: &a x\nfooter: *a\n", "title: 'open\n",
        "title: !!python/object/apply:os.system [x]\n", "\ttitle: x\n", "title: a: b\n", "title: x\n---\ntitle: y\n",
        "title: a\ntitle: b\n", "? [a]\n: b\n", "<<<<<<< HEAD\ntitle: a\n", "a: " + "[" * 5000, "title: \0\n",
        'title: "\\ud800"\n', "title: ''\n", "x: y\n" * 20_000,
    ],
)  # fmt: skip
def test_what_is_no_list_of_settings_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    assert "briefgen.yml" in refused(tmp_path, text)


def test_a_file_in_another_encoding_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "briefgen.yml").write_bytes(b"language: en\ntitle: Caf\xe9\n")
    with pytest.raises(Refused, match=r"briefgen.yml:2: error: is not UTF-8"):
        load_settings(tmp_path)


def test_a_settings_file_that_was_named_must_exist(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        load_settings(tmp_path, tmp_path / "other.yml")


def test_a_folder_is_no_settings_file(tmp_path: Path) -> None:
    (tmp_path / "briefgen.yml").mkdir()
    with pytest.raises(Refused, match="is not a file"):
        load_settings(tmp_path)


def test_every_setting_says_what_it_means() -> None:
    for setting in fields(Settings):
        assert setting.metadata["about"].endswith(".")
        if setting.metadata["example"]:
            example = setting.metadata["example"]
            setting.metadata["read"](yaml.safe_load(example) if setting.name in GROUPS else example)


@given(text=st.text(max_size=300))
def test_any_text_gives_settings_or_a_refusal(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "briefgen.yml").write_bytes(text.encode("utf-8", "surrogatepass"))
    with contextlib.suppress(Refused):
        assert isinstance(load_settings(folder), Settings)
