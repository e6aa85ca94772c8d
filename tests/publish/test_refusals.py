"""What is never published: secrets, drafts, nothing at all, a site that is not as it was built."""

from pathlib import Path, PurePosixPath

import pytest
import yaml

from briefgen.config import Settings, load_settings
from briefgen.errors import BriefgenError, Refused
from briefgen.outputs.sitemap import NOT_FOR_PUBLICATION
from briefgen.publish import publish
from briefgen.publish.where import find_target
from tests.made import write_files
from tests.publish.places import FILES, ROBOTS, SETTINGS, Files, FolderPlace, build

# Made up in the form of what services give out; "~" is left out, so that nobody takes this file for a leak.
SECRETS = [
    secret.replace("~", "").encode()
    for secret in (
        "-----BEGIN RSA PRIV~ATE KEY-----", "-----BEGIN PGP PRIV~ATE KEY BLOCK-----", "AK~IAIOSFODNN7EXAMPLE", "gh~p_" + "a1B2" * 9,
        "github~_pat_" + "a1B2" * 12, "gl~pat-" + "a1B2" * 6, "xo~xb-" + "a1B2" * 6, "AI~za" + "a1B2-" * 7, "sk_~live_" + "a1B2" * 6,
        "pypi~-" + "a1B2" * 16, "npm~_" + "a1B2" * 9, "sk-~ant-" + "a1B2" * 11, "postgres://desk:~hunter2@db.example.org/x",
        "https://desk:~hunter2@example.org/", "/ho~me/anna/site/x.md", "see /Us~ers/anna/Desktop/", "in /ro~ot/briefgen",
        "C:\\Us~ers\\anna", "file:~///srv/x",
    )
]  # fmt: skip
WORDS = [
    b"at home/abroad and the Users/Guests of /home", b"https://example.org/home/desk/", b"https://example.org/Users/anna/x",
    b"mail desk@example.org: we answer", b"https://example.org:8000/a@b", b"a task-force on risk-management-and-more-things-of-the-kind",
    b"the root/branch question", b"AKIA is an abbreviation", b"-----BEGIN PUBLIC KEY-----",
]  # fmt: skip


def refusals(root: Path, settings: Settings = SETTINGS, **how: object) -> list[str]:
    """Why a site is not published; nothing is, anywhere."""
    place = FolderPlace(root)
    with pytest.raises(Refused) as refused:
        publish(root, settings, place.target(), **how)  # type: ignore[arg-type]
    assert place.files() == {}
    return [str(problem) for problem in refused.value.problems]


def changed(root: Path, more: Files) -> None:
    build(root, {**FILES, **more})


@pytest.mark.parametrize("secret", SECRETS, ids=range(len(SECRETS)))
@pytest.mark.parametrize("name", ["events/g7/index.html", "data/x.json", "static/x.js", "feed.atom"])
def test_what_looks_like_a_secret_is_refused_with_file_and_line(root: Path, secret: bytes, name: str) -> None:
    changed(root, {name: b"<p>One\n<p>Two " + secret + b" three\n"})
    [told] = refusals(root)
    assert told.startswith(f"site/{name}:2: error: holds what looks like a")
    assert f"--allow {name}" in told
    assert secret.decode() not in told
    publish(root, SETTINGS, (place := FolderPlace(root)).target(), allowed=(name,))
    assert secret in place.files()[name]


@pytest.mark.parametrize("words", WORDS, ids=range(len(WORDS)))
def test_words_of_an_article_are_no_secret(root: Path, words: bytes) -> None:
    changed(root, {"events/g7/index.html": b"<p>" + words})
    publish(root, SETTINGS, FolderPlace(root).target())


@pytest.mark.parametrize(
    "target",
    [
        "git:https://desk:{}@git.example.org/x.git#pages", "rsync:rsync://desk:{}@www.example.org/web",
        {"kind": "s3", "bucket": "briefings", "endpoint": "https://desk:{}@s3.example.org"},
        {"kind": "git", "remote": "https://desk:{}@git.example.org/x.git"},
    ],
)  # fmt: skip
def test_row_134_a_password_in_a_target_is_refused_and_not_printed(
    tmp_path: Path, target: str | dict[str, str]
) -> None:
    (tmp_path / "content").mkdir()
    word = "geheim" + "nis"
    written = target.format(word) if isinstance(target, str) else {k: v.format(word) for k, v in target.items()}
    (tmp_path / "briefgen.yml").write_text(yaml.safe_dump({"publish": {"www": written}}), "utf-8")
    with pytest.raises(BriefgenError) as told:
        load_settings(tmp_path)
    assert word not in str(told.value)
    if isinstance(written, str):
        with pytest.raises(BriefgenError) as told:
            find_target(written, tmp_path, SETTINGS)
        assert word not in str(told.value)


def test_row_134_what_a_tool_says_of_a_password_is_not_printed(root: Path) -> None:
    target = FolderPlace(root).target()
    word = "geheim" + "nis"
    for error in (
        target.fail(f"fatal: https://desk:{word}@git.example.org/ not found"),
        target.refuse(f"x://a:{word}@b"),
    ):
        assert word not in str(error)


def test_the_sites_own_folder_on_this_computer_is_refused(root: Path) -> None:
    changed(root, {"events/g7/index.html": f"<p>{root.resolve()}/content/a.md".encode()})
    [told] = refusals(root)
    assert "the site's own folder on this computer" in told


@pytest.mark.parametrize(
    "name",
    [
        ".env", ".env.local", "prod.env", ".git/config", ".htpasswd", ".netrc", "id_rsa", "id_ed25519.pub", "server.key", "a.pem",
        "secrets.yml", "notes.md~", "index.html.orig", "a.swp", ".DS_Store", "dump.sql", "cache.sqlite", "debug.log",
    ],
)  # fmt: skip
def test_files_that_are_private_by_their_name_are_refused_listed_or_not(root: Path, name: str) -> None:
    (root / "site" / name).parent.mkdir(exist_ok=True)
    (root / "site" / name).write_bytes(b"x")
    assert any("looks private" in told for told in refusals(root))


def test_row_135_drafts_are_refused(root: Path) -> None:
    changed(root, {"robots.txt": f"{NOT_FOR_PUBLICATION}\n".encode() + ROBOTS})
    assert any("built with drafts" in told for told in refusals(root))


def test_a_site_without_a_page_is_refused_the_first_time_too(root: Path) -> None:
    write_files([(PurePosixPath("robots.txt"), ROBOTS)], root / "site", root)
    [told] = refusals(root)
    assert "the site has no page" in told


def test_a_site_that_was_never_built_is_refused(tmp_path: Path) -> None:
    (tmp_path / "desk" / "content").mkdir(parents=True)
    [told] = refusals(tmp_path / "desk")
    assert "no built site" in told
    assert "hint: run `briefgen build`" in told


def test_a_site_for_another_address_is_refused(root: Path) -> None:
    assert any("was built for" in told for told in refusals(root, Settings(base_url="https://elsewhere.example/")))


@pytest.mark.parametrize("change", ["changed", "gone", "link", "folder is a link"])
def test_files_that_are_not_as_built_are_refused_by_name(root: Path, change: str) -> None:
    page, outside = root / "site" / "events" / "g7" / "index.html", root.parent / "outside"
    outside.mkdir()
    (outside / "index.html").write_bytes(page.read_bytes())
    if change == "changed":
        page.write_bytes(b"<p>By hand")
    else:
        page.unlink()
    if change == "link":
        page.symlink_to(outside / "index.html")
    if change == "folder is a link":
        page.parent.rmdir()
        page.parent.symlink_to(outside)
    [told] = refusals(root)
    assert told.startswith("site/events/g7/index.html: error: ")


@pytest.mark.parametrize("folder", [".", "content", "site", "site/x", "static", "templates", "..", "/", "~"])
def test_a_folder_that_holds_something_else_is_no_target(
    root: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(root.parent / "home"))
    where = Path(folder).expanduser() if folder == "~" else root / folder
    for name in ("static", "templates"):
        (root / name).mkdir()
    before = sorted(root.rglob("*"))
    with pytest.raises(BriefgenError) as told:
        publish(root, SETTINGS, find_target(f"folder:{where}", root, SETTINGS))
    assert "nothing was written" in str(told.value)
    assert sorted(root.rglob("*")) == before
