"""A folder on another computer, by rsync over ssh, or of an rsync daemon. Each file is put in place by a rename there.

Files are compared by checksum. Only named files are ever sent or deleted: rsync's own --delete, which would remove what
others keep there, is not used. Needs rsync 3.1 or newer at both ends.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import ClassVar

from briefgen.config import Unfit
from briefgen.publish import options
from briefgen.publish.options import Options, option
from briefgen.publish.site import Site
from briefgen.publish.target import LIST, Look, Target, folders_of, list_text, read_list, temporary

SHELL = "ssh -o BatchMode=yes"
PATIENCE = 120  # seconds without a byte
PARTLY = 23  # rsync's exit code where some files could not be sent; also where the folder is not there yet
ROW = re.compile(r"(?P<kind>[-dlpsbcD])[-rwxsStT]{9}\S*\s+[\d,.]+ \d{4}/\d\d/\d\d \d\d:\d\d:\d\d (?P<name>.*)")


def place(value: str) -> str:
    """Where rsync is to write: user@host:/folder, host::module/folder or rsync://host/module/folder."""
    value = options.no_password(options.words(value))
    found = re.fullmatch(r"rsync://[^/]+/(.+)|([^/:]+|[^/:]*\[[^/\]]+\]):(:?.+)", value)
    if not found:
        raise Unfit("is no place for rsync", "write it like desk@www.example.org:/var/www/briefings")
    folder = (found[1] or found[3]).strip("/:.~ ")
    if not folder:
        raise Unfit("is the root or the home folder of that computer", "name a folder for the site there")
    return value.rstrip("/") + "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class RsyncOptions(Options):
    """A folder on another computer, by rsync over ssh."""

    KIND: ClassVar[str] = "rsync"
    EXAMPLE: ClassVar[str] = "rsync:desk@www.example.org:/var/www/briefings"

    to: str = option("Computer and folder, as rsync writes them: `user@host:/folder`.", place)
    shell: str = option(
        f"Command that reaches the computer, such as `ssh -p 2222`. Else RSYNC_RSH, else `{SHELL}`.", default=""
    )


class RsyncTarget(Target):
    """The files below a folder that rsync reaches."""

    def __init__(self, given: RsyncOptions) -> None:
        super().__init__(f"rsync:{given.to}")
        self._to = given.to
        self._environment = {**os.environ, "LC_ALL": "C"}
        daemon = given.to.startswith("rsync://") or "::" in given.to
        shell = given.shell or ("" if daemon or "RSYNC_RSH" in os.environ else SHELL)
        self._shell = (f"--rsh={shell}",) if shell else ()
        self._there: set[str] = set()

    def look(self, site: Site) -> Look:
        """List what is there, and let rsync compare checksums without sending anything."""
        self._there = set(self._listed())
        ours: dict[str, str] = {}
        if LIST in self._there:
            ours = read_list((self._fetched([LIST]) / LIST).read_bytes(), self)
        differ = self._send(site.folder, self._on_disk(site), "--dry-run")
        gone = sorted((ours.keys() & self._there) - site.files.keys())
        copies = self._fetched(gone) if gone else Path()
        touched = {n for n in gone if not _is(copies / n, ours[n])}
        same = frozenset(site.files.keys() & self._there - differ)
        return Look(ours=ours, there=frozenset(self._there), same=same, touched=frozenset(touched))

    def put(self, names: Sequence[str], site: Site) -> None:
        """Send files."""
        self._send(site.folder, names)
        self._there |= set(names)

    def delete(self, names: Sequence[str]) -> None:
        """Delete files, then the folders that are empty now, the deepest first."""
        left = self._there - set(names)
        self._delete(names)
        kept = set(folders_of(left))
        empty = [folder for folder in folders_of(names) if folder not in kept]
        for _, folders in groupby(empty, key=lambda folder: folder.count("/")):
            self._delete(folders)
        self._there = left

    def note(self, ours: Mapping[str, str]) -> None:
        """Send the list."""
        aside = temporary("rsync", self._kept)
        (aside / LIST).write_bytes(list_text(ours))
        self._send(aside, [LIST])

    @staticmethod
    def _on_disk(site: Site) -> list[str]:
        return [name for name, file in site.files.items() if file.path]

    def _listed(self) -> Iterable[str]:
        ended = self._run("--recursive", "--links", "--list-only", self._to)
        told = ended.stderr.decode("utf-8", "replace")
        if ended.returncode == PARTLY and "No such file or directory" in told:
            return
        self._check(ended)
        for line in ended.stdout.decode("utf-8", "surrogateescape").splitlines():
            if (row := ROW.fullmatch(line)) and row["kind"] != "d":
                yield _name(row["name"].split(" -> ")[0] if row["kind"] == "l" else row["name"])

    def _fetched(self, names: Iterable[str]) -> Path:
        """Copies of files there, in a folder of ours. What cannot be read there is missing.

        They are picked by patterns: a daemon of rsync 3.5 does not find the files of a list below a folder.
        """
        aside = temporary("rsync", self._kept)
        picked = sorted(names)
        patterns = [f"/{_literal(folder)}/" for folder in reversed(folders_of(picked))]
        patterns += [f"/{_literal(name)}" for name in picked]
        how = ("--recursive", "--include-from=-", "--exclude=*")
        lines = "".join(f"{pattern}\n" for pattern in patterns).encode("utf-8", "surrogateescape")
        ended = self._run(*how, self._to, f"{aside}/", given=lines)
        if ended.returncode != PARTLY:
            self._check(ended)
        return aside

    def _send(self, folder: Path, names: Iterable[str], *more: str) -> set[str]:
        """Send named files of a folder; those that differed there."""
        ended = self._run(
            *("--checksum", "--times", "--perms", "--chmod=D755,F644", "--omit-dir-times", "--files-from=-", "--from0"),
            *("--out-format=%i %n", *more, f"{folder}/", self._to),
            given=_joined(names),
        )
        self._check(ended)
        rows = (line.partition(" ") for line in ended.stdout.decode("utf-8", "surrogateescape").splitlines())
        return {_name(name) for what, _, name in rows if what[:2] in {"<f", ">f"}}

    def _delete(self, names: Iterable[str]) -> None:
        """Ask for the deletion of what a folder of ours, which has but the folders around it, does not hold."""
        nothing = temporary("rsync", self._kept)
        gone = list(names)
        for folder in folders_of(gone):
            (nothing / folder).mkdir(parents=True, exist_ok=True)
        how = ("--dirs", "--omit-dir-times", "--delete-missing-args", "--files-from=-", "--from0")
        self._check(self._run(*how, f"{nothing}/", self._to, given=_joined(gone)))

    def _run(self, *arguments: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        always = ("--8-bit-output", "--protect-args", f"--timeout={PATIENCE}", "--no-human-readable", *self._shell)
        try:
            return subprocess.run(  # noqa: S603
                ["rsync", *always, *arguments],  # noqa: S607
                env=self._environment,
                input=given,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as error:
            raise self.refuse("rsync is not installed", "install rsync") from error

    def _check(self, ended: "subprocess.CompletedProcess[bytes]") -> None:
        if ended.returncode:
            raise self.fail(f"rsync: {ended.stderr.decode('utf-8', 'replace')}", "publish again to finish")


def _literal(name: str) -> str:
    """A name as a pattern that fits nothing else; without a wildcard, rsync takes a backslash as it is."""
    return re.sub(r"([*?\[])", r"\\\1", name)


def _joined(names: Iterable[str]) -> bytes:
    return b"".join(name.encode("utf-8", "surrogateescape") + b"\0" for name in names)


def _name(told: str) -> str:
    r"""A file's name as rsync prints it, with \#ooo for what cannot be printed."""
    raw = told.encode("utf-8", "surrogateescape")
    raw = re.sub(rb"\\#([0-7]{3})", lambda found: bytes([int(found[1], 8)]), raw)
    return raw.decode("utf-8", "surrogateescape")


def _is(path: Path, digest: str) -> bool:
    return path.is_file() and not path.is_symlink() and sha256(path.read_bytes()).hexdigest() == digest
