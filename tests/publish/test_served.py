"""A site that was published below a path, served by nginx: every link leads to a file, each sent as what it is."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import ProxyHandler, build_opener

import pytest
from lxml import html

from briefgen.publish import publish
from briefgen.publish.where import find_target
from tests import corpora, made
from tests.publish.places import FolderPlace, build, free_port, program, wait_for

SETTINGS = corpora.SETTINGS  # below a path
CONFIG = """
daemon off; worker_processes 1; pid {here}/nginx.pid; error_log {here}/error.log;
{user}
events {{ worker_connections 64; }}
http {{
  types {{ text/html html; text/css css; text/javascript js; application/json json; application/xml xml; }}
  access_log off; client_body_temp_path {here}/a; proxy_temp_path {here}/b; fastcgi_temp_path {here}/c;
  uwsgi_temp_path {here}/d; scgi_temp_path {here}/e;
  server {{
    listen 127.0.0.1:{port}; root {here}/www; absolute_redirect off;
    error_page 404 /briefings/404.html;
  }}
}}
"""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where the site is, as nginx serves it."""
    nginx, port = program("nginx"), free_port()
    assert SETTINGS.base_url.endswith("/briefings/")
    root = tmp_path / "desk"
    root.mkdir()
    build(root, {str(route): data for route, data in made.files(corpora.corpus(), SETTINGS).items()})
    place = FolderPlace(root)
    publish(root, SETTINGS, find_target(place.word(), root, SETTINGS))
    user = "user root;" if tmp_path.owner() == "root" else ""
    config = tmp_path / "nginx.conf"
    config.write_text(CONFIG.format(here=tmp_path, port=port, user=user), "utf-8")
    running = subprocess.Popen([nginx, "-c", str(config), "-e", str(tmp_path / "error.log")])
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}/briefings/"
    finally:
        running.terminate()
        running.wait(10)


def get(address: str) -> tuple[int, str, bytes, str]:
    """Status, media type, content and the address that it came from in the end."""
    try:
        with build_opener(ProxyHandler({})).open(address, timeout=10) as answer:
            return answer.status, answer.headers["content-type"], answer.read(), answer.url
    except HTTPError as error:
        return error.code, error.headers["content-type"], error.read(), error.url


def links(page: bytes, at: str) -> set[str]:
    """What a page leads to or needs, without what is elsewhere."""
    tree: Any = html.document_fromstring(page)
    found = {urldefrag(urljoin(at, value))[0] for _, name, value, _ in tree.iterlinks() if name in ("href", "src")}
    return {address for address in found if address.startswith("http://127.0.0.1")}


def test_below_a_path_every_link_of_every_page_leads_to_a_file(address: str) -> None:
    seen: dict[str, int] = {}
    todo = [address]
    while todo:
        asked = todo.pop()
        if asked in seen:
            continue
        seen[asked], kind, content, at = get(asked)
        if seen[asked] == 200 and kind.startswith("text/html"):
            todo += links(content, at)
    assert {asked: status for asked, status in seen.items() if status != 200} == {}
    assert all(asked.startswith(address) for asked in seen)
    assert len(seen) > 30


def test_a_page_that_is_not_there_is_answered_by_the_sites_own_whose_links_hold_at_any_depth(address: str) -> None:
    for path in ("nowhere", "events/nowhere/", "a/b/c/d.html"):
        status, _, content, at = get(address + path)
        assert status == 404
        assert {link: found for link in links(content, at) - {at} if (found := get(link)[0]) != 200} == {}
        assert re.search(rb'href="/briefings/', content)
