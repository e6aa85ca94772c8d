"""The built site as publishing takes it: exactly the files that the build's manifest lists, each still as built."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from briefgen import routes
from briefgen.config import FILE, Settings
from briefgen.errors import Problem, Refused
from briefgen.outputs.sitemap import NOT_FOR_PUBLICATION
from briefgen.write import MANIFEST, read_manifest

BUILD_FIRST = "run `briefgen build`, then publish"


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site: where it lies, or what is in it; and its SHA-256."""

    digest: str
    path: Path | None = None
    content: bytes = b""

    def read(self) -> bytes:
        """Its bytes. Raises Refused where they are no longer those that were checked."""
        if self.path is None:
            return self.content
        content = self.path.read_bytes()
        if hashlib.sha256(content).hexdigest() != self.digest:
            message = "changed while it was being published"
            raise Refused([Problem(str(self.path), message, hint="let the build end, then publish again")])
        return content


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is to be published: files by name, in order, and the folder that the build wrote."""

    folder: Path
    files: Mapping[str, File]

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of each file."""
        return {name: file.digest for name, file in self.files.items()}

    def beside(self, added: Mapping[str, bytes]) -> "Site":
        """The same with some more files."""
        more = {name: File(hashlib.sha256(text).hexdigest(), content=text) for name, text in added.items()}
        return replace(self, files={**self.files, **more})

    def below(self, folder: str) -> "Site":
        """The same with everything in a folder, such as "briefings"; "" leaves it as it is."""
        moved = {f"{folder}/{name}" if folder else name: file for name, file in self.files.items()}
        return replace(self, files=moved)


def built_site(root: Path, settings: Settings) -> Site:
    """The site in the output folder.

    Raises Refused, with all problems at once, where there is none, where a file is not as the build wrote it, where it
    holds drafts, and where it was built for another address.
    """
    output = root / settings.output
    shown = settings.output
    if not output.is_dir() or not (listed := read_manifest(output)):
        raise Refused([Problem(shown, "there is no built site here", hint=BUILD_FIRST)])
    files: dict[str, File] = {}
    problems: list[Problem] = []
    for path, digest in sorted(listed.items()):
        there = output / path
        if message := _changed(output.resolve() / path, digest):
            problems.append(Problem(f"{shown}/{path}", message, hint=BUILD_FIRST))
        files[str(path)] = File(digest, there)
    if not problems:
        robots = (output / routes.ROBOTS).read_text("utf-8") if str(routes.ROBOTS) in files else ""
        problems += _not_for_here(robots, settings)
    if problems:
        raise Refused(problems)
    return Site(folder=output, files=files)


def older_than_its_input(root: Path, settings: Settings) -> Iterator[Problem]:
    """A warning where something that the site is made from was saved after the build's last change."""
    built = (root / settings.output / MANIFEST).stat().st_mtime_ns
    for name in (FILE, settings.content, settings.templates, settings.static):
        for path in sorted([root / name, *(root / name).rglob("*")]):
            own = path.name == "ids.json" and path.parent.name == "_data"  # the build writes it at its end
            if path.is_file() and not own and path.stat().st_mtime_ns > built:
                message = "was saved after the site was built; what is published may be without it"
                yield Problem(_shown(path, root), message, hint=BUILD_FIRST, severity="warning")
                return


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _changed(there: Path, digest: str) -> str:
    """Why a file is not as the build wrote it; empty where it is."""
    if there.resolve() != there:
        return "is a link or lies behind one, which the build did not make"
    if not there.is_file():
        return "is missing, though the build wrote it"
    with there.open("rb") as handle:
        same = hashlib.file_digest(handle, "sha256").hexdigest() == digest
    return "" if same else "is not as the build wrote it"


def _not_for_here(robots: str, settings: Settings) -> Iterator[Problem]:
    """What robots.txt tells of the build: whether it holds drafts, and for which address it was made."""
    lines = robots.splitlines()
    if NOT_FOR_PUBLICATION in lines:
        yield Problem(settings.output, "was built with drafts, which are not for publication", hint=BUILD_FIRST)
    wanted = f"Sitemap: {settings.base_url}" if settings.base_url else ""
    told = next((line for line in lines if line.startswith("Sitemap: ")), "")
    if not told and not wanted:
        return
    if not wanted or not told.startswith(wanted) or "/" in told.removeprefix(wanted):
        built_for = told.removeprefix("Sitemap: ").removesuffix(str(routes.SITEMAP)) or "no address"
        message = f"was built for {built_for}, but base_url is {settings.base_url or 'not set'}"
        yield Problem(settings.output, message, hint=BUILD_FIRST)


def pages(names: Mapping[str, object]) -> set[str]:
    """The HTML pages among file names."""
    return {name for name in names if PurePosixPath(name).suffix == ".html"}
