"""Files: which of them are articles; rows 1 to 17 of the table of bad inputs."""

import os
import socket
from pathlib import Path

import pytest

from tests.read.reading import read_files, read_one, read_with_problems

TEXT = "Envoys meet in Vienna\n\nThey talked about grain, officials said.\n"


def put(root: Path, name: str, text: str | bytes = TEXT) -> Path:
    file = root / "content" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_articles_come_sorted_by_path_with_forward_slashes(tmp_path: Path) -> None:
    for name in ("b/x.txt", "a.md", "b.html", "c.htm", "d.markdown"):
        put(tmp_path, name)
    articles, problems = read_files(tmp_path)
    assert [a.path for a in articles] == [f"content/{n}" for n in ("a.md", "b.html", "b/x.txt", "c.htm", "d.markdown")]
    assert problems == ()
    assert [a.format for a in articles] == ["markdown", "webpage", "wire", "webpage", "markdown"]
    assert {a.body for a in articles if a.format != "webpage"} == {TEXT.strip()}


def test_content_may_lie_elsewhere(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    articles, _ = read_files(tmp_path / "site", content=str(tmp_path / "content"))
    assert [a.path for a in articles] == [(tmp_path / "content" / "a.txt").as_posix()]


def test_missing_folder_is_a_problem(tmp_path: Path) -> None:
    assert read_files(tmp_path)[1][0].path == "content"


def test_row_1_byte_order_mark_is_put_aside(tmp_path: Path) -> None:
    assert read_one(tmp_path, "\ufeff---\ntitle: A story\n---\nText, he said.").title == "A story"


def test_row_3_other_encodings_are_errors_with_byte_and_line(tmp_path: Path) -> None:
    articles, [found] = read_with_problems(tmp_path, b"Head\n\nMinisters \x93met\x94.")
    assert articles == ()
    assert found.line == 3
    assert "byte 16" in found.message
    assert "windows-1252" in found.message
    assert "iconv" in found.hint


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_row_4_utf_16_is_named(tmp_path: Path, encoding: str) -> None:
    _, [found] = read_with_problems(tmp_path, TEXT.encode(encoding))
    assert "UTF-16" in found.message


@pytest.mark.parametrize("data", [b"a\x00b", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7 words"])
def test_row_5_binary_data_is_refused(tmp_path: Path, data: bytes) -> None:
    _, [found] = read_with_problems(tmp_path, data, "a.md")
    assert "binary" in found.message


@pytest.mark.parametrize("text", ["", " \n\t\n", "---\n---\n"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_row_6_empty_file_is_left_out_with_a_warning(tmp_path: Path, text: str, name: str) -> None:
    articles, [found] = read_with_problems(tmp_path, text, name)
    assert articles == ()
    assert found.severity == "warning"


def test_row_7_front_matter_alone_is_an_article_without_text(tmp_path: Path) -> None:
    [article], [found] = read_with_problems(tmp_path, "---\ntitle: A story\n---\n")
    assert (article.body, article.paragraphs, found.severity) == ("A story", (), "warning")


def test_row_8_large_files_are_not_read(tmp_path: Path) -> None:
    _, [found] = read_with_problems(tmp_path, "x" * 101, max_article_bytes=100)
    assert "100 bytes" in found.message
    read_one(tmp_path, "Word. " * 10, max_article_bytes=100)


def test_row_9_unreadable_file_is_an_error_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("briefgen.read.files.os.open", refuse)
    assert "Permission denied" in read_files(tmp_path)[1][0].message


def test_row_10_name_that_is_not_utf_8_is_shown_escaped(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/content/a\xff.txt")).write_text(TEXT)
    articles, [found] = read_files(tmp_path)
    assert articles == ()
    assert found.path == "content/a\\udcff.txt"


def test_row_11_names_that_differ_in_case_or_accents_alone_collide(tmp_path: Path) -> None:
    for name in ("Logo.md", "logo.md", "caf\u00e9.txt", "cafe\u0301.txt", "other.txt"):
        put(tmp_path, name)
    articles, problems = read_files(tmp_path)
    assert [a.path for a in articles] == ["content/other.txt"]
    assert len(problems) == 2


def test_row_12_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "secret.txt").write_text(TEXT)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "b.txt").write_text(TEXT)
    (tmp_path / "content" / "a.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "content" / "b").symlink_to(tmp_path / "folder")
    articles, problems = read_files(tmp_path)
    assert articles == ()
    assert [p.path for p in problems] == ["content/a.txt", "content/b"]
    assert all("link out of" in p.message for p in problems)


def test_row_13_loop_of_links_ends_in_an_error(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.txt").symlink_to(tmp_path / "content" / "b.txt")
    (tmp_path / "content" / "b.txt").symlink_to(tmp_path / "content" / "a.txt")
    (tmp_path / "content" / "up").symlink_to(tmp_path / "content")
    assert len(read_files(tmp_path)[1]) == 3


def test_row_14_pipes_and_sockets_are_never_opened(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    os.mkfifo(tmp_path / "content" / "a.txt")
    with socket.socket(socket.AF_UNIX) as server:
        os.chdir(tmp_path / "content")
        server.bind("b.md")
        os.chdir("/")
    assert ["not opened" in p.message for p in read_files(tmp_path)[1]] == [True, True]


def test_row_15_hidden_files_backups_and_underscored_folders_are_left_alone(tmp_path: Path) -> None:
    for name in (
        ".DS_Store",
        "Thumbs.db",
        "~$x.txt",
        ".x.txt.swp",
        "x.md~",
        ".#x.md",
        "_data/p.md",
        "_x.txt",
        "pic.jpg",
    ):
        put(tmp_path, name)
    assert read_files(tmp_path) == ((), ())


def test_row_16_long_and_deep_paths_are_errors(tmp_path: Path) -> None:
    put(tmp_path, "a" * 200 + "/" + "b" * 100 + ".txt")
    put(tmp_path, "/".join("d" * 61) + "/x.txt")
    messages = [p.message for p in read_files(tmp_path)[1]]
    assert any("255" in m for m in messages)
    assert any("60 folders" in m for m in messages)


@pytest.mark.parametrize("name", ["a\nb.txt", "a\u202eb.txt", "a\x1bb.txt"])
def test_row_17_names_with_controls_are_errors_and_shown_escaped(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    articles, [found] = read_files(tmp_path)
    assert articles == ()
    assert "\\u" in found.path


@pytest.mark.parametrize("name", ["-a.txt", "a #1 ? %2e.txt"])
def test_row_17_other_odd_names_are_read(tmp_path: Path, name: str) -> None:
    read_one(tmp_path, TEXT, name)
