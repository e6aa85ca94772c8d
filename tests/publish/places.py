"""Real places to publish to, all on this computer: a folder, a bare git repository, rsync, a storage that speaks S3.

Each can be looked at and changed behind the publisher's back.
"""

import logging
import os
import shutil
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from contextlib import ExitStack
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.request import Request, urlopen

import pytest

from briefgen.config import Settings
from briefgen.publish.target import Target
from briefgen.publish.where import find_target
from tests.made import write_files

SETTINGS = Settings(base_url="https://example.org/briefings/")
ROBOTS = b"User-agent: *\nAllow: /\n\nSitemap: https://example.org/briefings/sitemap.xml\n"
FILES = {
    "index.html": b"<p>Home",
    "404.html": b"<p>Not here",
    "events/index.html": b"<p>Events",
    "events/sco/index.html": b"<p>SCO",
    "events/sco/event.json": b"{}",
    "events/g7/index.html": b"<p>G7",
    "people/index.html": b"<p>People",
    "people/anna-ek/index.html": b"<p>Anna Ek",
    "people/bo-li/index.html": b"<p>Bo Li",
    "places/a b/index.html": b"<p>A blank",
    "places/\u5cf0/index.html": "<p>\u5cf0".encode(),
    "data/events.json": b"[]",
    "feed.atom": b"<feed/>",
    "sitemap.xml": b"<urlset/>",
    "robots.txt": ROBOTS,
    "pagefind/pagefind-entry.json": b"{}",
    "pagefind/fragment/en_1a2b3c4.pf_fragment": b"\x1f\x8b",
    "static/style.css": b"body{}",
}
Files = dict[str, bytes]


def program(name: str) -> str:
    """The path of a program; without it the test is skipped, and fails in CI."""
    if found := shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"):
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI has no {name}: tools/find-servers installs it")
    pytest.skip(f"no {name}: on Debian, apt-get install {name}")


def free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port: int = bound.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    """Until something listens there."""
    for _ in range(200):
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"nothing listens on port {port}")


def build(root: Path, files: Files) -> None:
    """A site as a build leaves it."""
    (root / "content").mkdir(exist_ok=True)
    write_files(((PurePosixPath(name), content) for name, content in files.items()), root / "site", root)


class Place(ABC):
    """A place that a target leads to."""

    own: frozenset[str] = frozenset()  # files that this kind of target adds once

    def __init__(self, root: Path) -> None:
        self.root = root
        self.closing = ExitStack()

    @abstractmethod
    def word(self) -> str:
        """The short form."""

    def target(self) -> Target:
        return find_target(self.word(), self.root, SETTINGS)

    @abstractmethod
    def files(self) -> Files:
        """Everything there."""

    @abstractmethod
    def change(self, put: Files, delete: tuple[str, ...] = ()) -> None:
        """What somebody else does there."""


class FolderPlace(Place):
    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.folder = root.parent / "www" / "briefings"

    def word(self) -> str:
        return f"folder:{self.folder}"

    def files(self) -> Files:
        every = (p for p in self.folder.rglob("*") if p.is_file())
        return {p.relative_to(self.folder).as_posix(): p.read_bytes() for p in every}

    def change(self, put: Files, delete: tuple[str, ...] = ()) -> None:
        for name, content in put.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(content)
        for name in delete:
            (self.folder / name).unlink()


class ShellPlace(FolderPlace):
    """rsync over a remote shell; a script stands in for ssh and runs the other end here."""

    def __init__(self, root: Path) -> None:
        program("rsync")
        super().__init__(root)
        self.folder.mkdir(parents=True)
        shell = root.parent / "shell"
        shell.write_text(
            '#!/bin/sh\nwhile [ "$1" != www.example.test ]; do shift; done\nshift\nexec sh -c "$*"\n', "utf-8"
        )
        shell.chmod(0o755)
        before = os.environ.get("RSYNC_RSH")
        os.environ["RSYNC_RSH"] = str(shell)
        self.closing.callback(lambda: os.environ.pop("RSYNC_RSH") if before is None else None)

    def word(self) -> str:
        return f"rsync:desk@www.example.test:{self.folder}"


class DaemonPlace(FolderPlace):
    """A daemon of rsync."""

    def __init__(self, root: Path) -> None:
        rsync = program("rsync")
        super().__init__(root)
        self.folder.mkdir(parents=True)
        self.port = free_port()
        user = f"uid = {os.getuid()}\ngid = {os.getgid()}\n" if os.getuid() == 0 else ""
        config = root.parent / "rsyncd.conf"
        config.write_text(
            f"use chroot = no\n{user}log file = {root.parent / 'rsyncd.log'}\n"
            f"[web]\npath = {self.folder.parent}\nread only = no\nmunge symlinks = no\n",
            "utf-8",
        )
        arguments = ("--daemon", "--no-detach", f"--config={config}", "--address=127.0.0.1", f"--port={self.port}")
        running = subprocess.Popen([rsync, *arguments], stdin=subprocess.DEVNULL)
        self.closing.callback(running.wait, 10)
        self.closing.callback(running.terminate)
        wait_for(self.port)

    def word(self) -> str:
        return f"rsync:rsync://127.0.0.1:{self.port}/web/briefings"


class GitPlace(Place):
    """A branch of a bare repository, which the site's own repository knows as origin."""

    own = frozenset({".nojekyll"})

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.bare = root.parent / "bare.git"
        git("init", "--quiet", "--bare", str(self.bare))
        git("init", "--quiet", "--initial-branch=main", str(root))
        git("remote", "add", "origin", str(self.bare), where=root)

    def word(self) -> str:
        return "git:origin#gh-pages"

    def files(self) -> Files:
        if not git("branch", "--list", "gh-pages", where=self.bare):
            return {}
        names = git("ls-tree", "-r", "-z", "--name-only", "gh-pages", where=self.bare).split("\0")
        return {name: git_bytes("show", f"gh-pages:{name}", where=self.bare) for name in names if name}

    def change(self, put: Files, delete: tuple[str, ...] = ()) -> None:
        tree = self.root.parent / "elsewhere"
        shutil.rmtree(tree, ignore_errors=True)
        git("clone", "--quiet", str(self.bare), str(tree))
        git("switch", "--quiet", "-C", "gh-pages", *(["origin/gh-pages"] if self.files() else []), where=tree)
        for name, content in put.items():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_bytes(content)
        for name in delete:
            (tree / name).unlink()
        git("add", "--all", "--force", where=tree)
        git("commit", "--quiet", "--message", "By hand", where=tree)
        git("push", "--quiet", "origin", "gh-pages", where=tree)


@cache
def s3_server() -> str:
    """The address of moto's server, which runs until the tests end."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    port = free_port()
    ThreadedMotoServer("127.0.0.1", port, verbose=False).start()
    return f"http://127.0.0.1:{port}"


class S3Place(Place):
    """An empty bucket of moto's server."""

    def __init__(self, root: Path) -> None:
        import boto3  # noqa: PLC0415

        super().__init__(root)
        self.client: Any = boto3.client("s3", endpoint_url=s3_server())
        with urlopen(Request(f"{s3_server()}/moto-api/reset", method="POST")):  # noqa: S310
            self.client.create_bucket(Bucket="briefings")
        self.closing.callback(self.client.close)

    def word(self) -> str:
        return "s3://briefings/desk"

    def target(self) -> Target:
        group = {"kind": "s3", "bucket": "briefings", "prefix": "desk", "endpoint": s3_server()}
        from briefgen.publish.where import read_targets  # noqa: PLC0415

        settings = Settings(base_url=SETTINGS.base_url, publish=read_targets({"bucket": group}))
        return find_target("bucket", self.root, settings)

    def files(self) -> Files:
        rows = self.client.list_objects_v2(Bucket="briefings").get("Contents", ())
        keys = [row["Key"] for row in rows]
        read = {key: self.client.get_object(Bucket="briefings", Key=key)["Body"].read() for key in keys}
        assert all(key.startswith("desk/") for key in keys)
        return {key.removeprefix("desk/"): content for key, content in read.items()}

    def change(self, put: Files, delete: tuple[str, ...] = ()) -> None:
        for name, content in put.items():
            self.client.put_object(Bucket="briefings", Key=f"desk/{name}", Body=content)
        for name in delete:
            self.client.delete_object(Bucket="briefings", Key=f"desk/{name}")


def git(*arguments: str, where: Path | None = None) -> str:
    return git_bytes(*arguments, where=where).decode().strip()


def git_bytes(*arguments: str, where: Path | None = None) -> bytes:
    identity = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "core.autocrlf=false")
    return subprocess.run(["git", *identity, *arguments], cwd=where, check=True, capture_output=True).stdout
