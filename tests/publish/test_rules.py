"""Sites made ready for a host: the two files of rules, and what they may not overwrite."""

import re
from pathlib import Path

import pytest

from briefgen.config import Settings
from briefgen.errors import Refused
from briefgen.ledger import save_ledger
from briefgen.model import Ledger
from briefgen.publish import publish
from briefgen.publish.rules import united
from briefgen.publish.where import find_target
from tests.publish.places import FILES, SETTINGS, Files, build

TOP = Settings(base_url="https://example.org/")
ROBOTS = b"User-agent: *\nAllow: /\n\nSitemap: https://example.org/sitemap.xml\n"


def head(policy: str) -> bytes:
    return f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{policy}"><p>'.encode()


def made(root: Path, word: str, settings: Settings, files: Files) -> Path:
    """The folder that a host takes a site of these files from."""
    build(root, files)
    publish(root, settings, find_target(word, root, settings))
    return root / "site" if ":" not in word else Path(word.partition(":")[2])


def headers(folder: Path) -> dict[str, dict[str, str]]:
    """What is sent with which addresses."""
    rules: dict[str, dict[str, str]] = {}
    for line in (folder / "_headers").read_text("utf-8").splitlines()[1:]:
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            rules[list(rules)[-1]][name] = value
        else:
            rules[line] = {}
    return rules


@pytest.mark.parametrize("host", ["netlify", "cloudflare"])
def test_the_site_lies_below_its_path_and_the_rules_at_the_top(root: Path, host: str) -> None:
    folder = made(root, f"{host}:{root.parent / 'public'}", SETTINGS, FILES)
    assert (folder / "briefings" / "index.html").read_bytes() == FILES["index.html"]
    assert sorted(p.name for p in folder.iterdir()) == [
        ".briefgen-published.json",
        "_headers",
        "_redirects",
        "briefings",
    ]
    rules = headers(folder)
    assert list(rules) == ["/briefings/*", "/briefings/static/*"]
    assert rules["/briefings/*"]["X-Content-Type-Options"] == "nosniff"
    assert rules["/briefings/static/*"] == {"Cache-Control": "public, max-age=3600"}


def test_in_place_only_the_two_files_are_added(root: Path) -> None:
    folder = made(root, "netlify", TOP, {**FILES, "robots.txt": ROBOTS})
    assert {p.name for p in folder.iterdir() if p.is_file()} >= {"_headers", "_redirects", "index.html"}
    assert list(headers(folder)) == ["/*", "/static/*"]
    again = publish(root, TOP, find_target("netlify", root, TOP))
    assert again.plan.empty


def test_in_place_below_a_path_is_refused_with_a_way_out(root: Path) -> None:
    with pytest.raises(Refused, match=r"(?s)base_url has the path /briefings/.*name a folder"):
        publish(root, SETTINGS, find_target("netlify", root, SETTINGS))
    assert not (root / "site" / "_headers").exists()


@pytest.mark.parametrize("name", ["_headers", "_redirects"])
def test_rules_that_somebody_else_wrote_are_not_overwritten(root: Path, name: str) -> None:
    build(root, {**FILES, "robots.txt": ROBOTS})
    (root / "site" / name).write_text("/* mine\n", "utf-8")
    with pytest.raises(Refused, match=name):
        publish(root, TOP, find_target("netlify", root, TOP))
    assert (root / "site" / name).read_text("utf-8") == "/* mine\n"


def test_one_policy_allows_what_a_page_allows_and_no_more(root: Path) -> None:
    files = {
        **FILES, "robots.txt": ROBOTS,
        "index.html": head("default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'"),
        "search/index.html": head("default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"),
    }  # fmt: skip
    policy = headers(made(root, "netlify", TOP, files))["/*"]["Content-Security-Policy"]
    directives = {name: set(sources) for name, *sources in (part.split() for part in policy.split(";"))}
    assert directives == {
        "default-src": {"'none'"}, "style-src": {"'self'"}, "img-src": {"'self'", "data:"}, "base-uri": {"'none'"},
        "script-src": {"'self'", "'wasm-unsafe-eval'"}, "connect-src": {"'self'"}, "frame-ancestors": {"'none'"},
    }  # fmt: skip


def test_a_directive_that_one_page_leaves_out_falls_back_to_its_default() -> None:
    one, other = {"default-src": {"'self'"}}, {"default-src": {"'none'"}, "img-src": {"data:"}}
    assert united([one, other]) == {"default-src": {"'self'"}, "img-src": {"'self'", "data:"}}
    assert united([{"default-src": {"'none'"}}])["default-src"] == {"'none'"}


def test_addresses_that_were_given_up_lead_to_the_end_of_the_chain(root: Path) -> None:
    moved = {"events/old": "events/older", "events/older": "events/g7", "events/gone": "events/nowhere"}
    (root / "content" / "_data").mkdir()
    assert save_ledger(Ledger(moved=moved), root / "content", "content") == ()
    pages = {f"events/{name}/index.html": b"<p>Moved" for name in ("old", "older", "gone")}
    folder = made(root, f"netlify:{root.parent / 'public'}", SETTINGS, {**FILES, **pages})
    lines = (folder / "_redirects").read_text("utf-8").splitlines()[1:]
    assert lines == [
        f"/briefings/events/{old}{slash} /briefings/events/g7/ 301!" for old in ("old", "older") for slash in ("", "/")
    ]
    assert not any(re.search(r"gone", line) for line in lines)
