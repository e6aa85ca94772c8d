"""A branch of a git repository, as GitHub Pages and GitLab Pages serve it: one commit a publication, pushed at once.

The commit is made without a working tree and without touching any branch here. It follows the branch's newest commit,
is never forced, and holds all that was there and is not ours, such as a CNAME. ``.nojekyll`` is added where it is
missing, since GitHub would otherwise leave out files that begin with an underscore.
"""

import hashlib
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from briefgen.publish import options
from briefgen.publish.options import Options, option
from briefgen.publish.site import Site
from briefgen.publish.target import LIST, Look, Target, list_text, read_list, temporary

NO_JEKYLL = ".nojekyll"
NOBODY = {"NAME": "briefgen", "EMAIL": "briefgen@localhost"}  # where git has not been told who commits
INHERITED = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX")  # a hook's


@dataclass(frozen=True, slots=True, kw_only=True)
class GitOptions(Options):
    """A branch of a git repository, for GitHub Pages, GitLab Pages and the like."""

    KIND: ClassVar[str] = "git"
    EXAMPLE: ClassVar[str] = "git:origin#gh-pages"

    remote: str = option("Name of a remote of the site's own repository, or the address of any other.", options.remote)
    branch: str = option("The branch; it is made where there is none.", options.branch, default="gh-pages")


class GitTarget(Target):
    """The files of a branch."""

    def __init__(self, given: GitOptions, root: Path) -> None:
        super().__init__(f"git:{given.remote}#{given.branch}")
        self._remote, self._branch, self._root = given.remote, given.branch, root
        self._where = root
        self._environment = {k: v for k, v in os.environ.items() if k not in INHERITED}
        self._environment |= {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
        self._newest = ""  # commit of the branch, empty where there is none
        self._there: frozenset[str] = frozenset()

    def look(self, site: Site) -> Look:
        """Fetch the branch and compare blobs."""
        self._begin()
        listed = self._git("ls-remote", "--heads", "--", self._remote, f"refs/heads/{self._branch}").split()
        self._newest = listed[0].decode() if listed else ""
        if not self._newest:
            return Look(ours={}, there=frozenset())
        self._fetch()
        blobs = self._blobs()
        self._there = frozenset(blobs)
        ours = read_list(self._git("cat-file", "blob", blobs[LIST]), self) if blobs.get(LIST) else {}
        same = {name for name, file in site.files.items() if blobs.get(name) and _holds(blobs[name], file.read())}
        gone = [name for name in ours if name in blobs and name not in site.files]
        touched = {name for name in gone if self._digest(blobs[name]) != ours[name]}
        return Look(ours=ours, there=self._there, same=frozenset(same), touched=frozenset(touched))

    def put(self, names: Sequence[str], site: Site) -> None:
        """Stage files."""
        on_disk = {name: path for name in names if (path := site.files[name].path)}
        paths = "".join(f"{path.absolute()}\n" for path in on_disk.values()).encode()
        blobs = self._git("hash-object", "-w", "--no-filters", "--stdin-paths", given=paths).decode().split()
        staged = dict(zip(on_disk, blobs, strict=True))
        for name, blob in staged.items():
            if not _holds(blob, site.files[name].read()):
                raise self.refuse(f"{name} changed while it was being published", "let the build end, then try again")
        self._index("".join(f"100644 {blob}\t{name}\0" for name, blob in staged.items()))
        self._stage({name: site.files[name].read() for name in names if name not in on_disk})

    def delete(self, names: Sequence[str]) -> None:
        """Stage their removal. Folders are not kept by git."""
        nothing = "0" * (len(self._newest) or 40)
        self._index("".join(f"0 {nothing}\t{name}\0" for name in names))

    def note(self, ours: Mapping[str, str]) -> None:
        """Stage the list, and .nojekyll where there is none."""
        self._stage({LIST: list_text(ours)} | ({} if NO_JEKYLL in self._there else {NO_JEKYLL: b""}))

    def finish(self) -> None:
        """Commit and push."""
        tree = self._git("write-tree").decode().strip()
        parent = ("-p", self._newest) if self._newest else ()
        commit = self._git("commit-tree", tree, *parent, "-m", self._message()).decode().strip()
        pushed = self._run("push", "--quiet", "--", self._remote, f"{commit}:refs/heads/{self._branch}")
        if pushed.returncode:
            told = pushed.stderr.decode("utf-8", "replace")
            moved = "fetch first" in told or "non-fast-forward" in told or "cannot lock ref" in told
            hint = "somebody else pushed in the meantime: publish again" if moved else ""
            raise self.fail(f"git push: {told}", hint)

    def _begin(self) -> None:
        """Choose the repository that the objects go to: the site's own where it knows the remote, else one aside."""
        aside = temporary("git", self._kept)
        self._environment["GIT_INDEX_FILE"] = str(aside / "index")
        try:
            own = self._run("remote", "get-url", "--", self._remote).returncode == 0
        except OSError as error:
            raise self.refuse("git is not installed", "install git") from error
        if not own:
            self._remote = self._address()
            self._where = aside / "repository"
            self._git("init", "--quiet", "--bare", str(self._where), where=aside)
        elif self._git("branch", "--show-current").decode().strip() == self._branch:
            message = "is the branch that the site's own repository is on"
            raise self.refuse(message, "publish to a branch of its own, such as gh-pages")
        for who in ("AUTHOR", "COMMITTER"):
            if self._run("var", f"GIT_{who}_IDENT").returncode:
                self._environment |= {f"GIT_{who}_{key}": value for key, value in NOBODY.items()}

    def _address(self) -> str:
        """The remote as it is understood from another folder."""
        plain = "://" not in self._remote and ":" not in self._remote.split("/")[0]
        if not plain:
            return self._remote
        there = self._root / Path(self._remote).expanduser()
        if not there.exists():
            message = f"there is no remote and no repository {self._remote!r}"
            raise self.refuse(message, "`git remote -v` names the remotes of the site's repository")
        return str(there.resolve())

    def _fetch(self) -> None:
        if self._run("cat-file", "-e", f"{self._newest}^{{tree}}").returncode:
            once = ("--depth=1",) if self._where != self._root else ()  # a short history would spoil the site's own
            self._git(
                *("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--refmap=", *once),
                *("--", self._remote, f"refs/heads/{self._branch}"),
            )
        self._git("read-tree", self._newest)

    def _blobs(self) -> dict[str, str]:
        """What the branch holds: each file, link or submodule with its object."""
        rows = self._git("ls-tree", "-r", "-z", "--full-tree", self._newest).decode("utf-8", "surrogateescape")
        found: dict[str, str] = {}
        for row in filter(None, rows.split("\0")):
            about, _, name = row.partition("\t")
            mode, _, blob = about.split(" ")
            found[name] = blob if mode == "100644" else ""  # of another kind: never the same as ours
        return found

    def _stage(self, contents: Mapping[str, bytes]) -> None:
        rows: list[str] = []
        for name, content in contents.items():
            blob = self._git("hash-object", "-w", "--stdin", given=content).decode().strip()
            rows.append(f"100644 {blob}\t{name}\0")
        self._index("".join(rows))

    def _index(self, rows: str) -> None:
        self._git("update-index", "-z", "--index-info", given=rows.encode("utf-8", "surrogateescape"))

    def _digest(self, blob: str) -> str:
        """The SHA-256 of a blob; empty for what is no plain file."""
        return hashlib.sha256(self._git("cat-file", "blob", blob)).hexdigest() if blob else ""

    def _message(self) -> str:
        source = self._run("rev-parse", "--short", "HEAD", where=self._root)
        return "Publish" if source.returncode else f"Publish, from {source.stdout.decode().strip()}"

    def _git(self, *arguments: str, given: bytes = b"", where: Path | None = None) -> bytes:
        ended = self._run(*arguments, given=given, where=where)
        if ended.returncode:
            raise self.fail(f"git {arguments[0]}: {ended.stderr.decode('utf-8', 'replace')}")
        return ended.stdout

    def _run(
        self, *arguments: str, given: bytes = b"", where: Path | None = None
    ) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607
            cwd=where or self._where,
            env=self._environment,
            input=given,
            capture_output=True,
            check=False,
        )


def _holds(blob: str, content: bytes) -> bool:
    """Whether a blob of this name holds these bytes."""
    kind = hashlib.sha256 if len(blob) == hashlib.sha256().digest_size * 2 else hashlib.sha1
    return kind(b"blob %d\0" % len(content) + content).hexdigest() == blob
