"""Which target is meant: a name from the settings, or the short form such as ``git:origin#gh-pages``.

The short form and the long one, a group of options in briefgen.yml, give the same checked options.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from briefgen.config import FILE, Settings, Unfit, nearest, quoted
from briefgen.errors import Problem, Refused
from briefgen.publish.cloudflare import CloudflareOptions, CloudflareTarget
from briefgen.publish.folder import FolderOptions, FolderTarget
from briefgen.publish.git import GitOptions, GitTarget
from briefgen.publish.netlify import NetlifyOptions, NetlifyTarget
from briefgen.publish.options import Options, made, redacted
from briefgen.publish.rsync import RsyncOptions, RsyncTarget
from briefgen.publish.s3 import S3Options, S3Target
from briefgen.publish.target import Target

KINDS: dict[str, type[Options]] = {
    kind.KIND: kind for kind in (GitOptions, FolderOptions, RsyncOptions, S3Options, NetlifyOptions, CloudflareOptions)
}
HOSTS = (NetlifyOptions.KIND, CloudflareOptions.KIND)


def read_targets(written: Any) -> tuple[tuple[str, Options], ...]:
    """The targets of briefgen.yml by name. Raises an ExceptionGroup with every Unfit."""
    if not isinstance(written, dict):
        raise Unfit(
            "publish needs a group of targets", "write a line such as '  www: rsync:user@host:/folder' below it"
        )
    unfit: list[Unfit] = []
    targets: list[tuple[str, Options]] = []
    for name, target in written.items():
        try:
            targets.append((_name(name), _short(target) if isinstance(target, str) else _long(target)))
        except Unfit as wrong:
            unfit.append(Unfit(f"publish: {name}: {wrong}", wrong.hint))
        except ExceptionGroup as several:
            unfit += [Unfit(f"publish: {name}: {e}", e.hint) for e in several.exceptions if isinstance(e, Unfit)]
    if unfit:
        raise ExceptionGroup("publish", unfit)
    return tuple(targets)


def find_target(wanted: str | None, root: Path, settings: Settings) -> Target:
    """The target that the editor means; without a word, the only one that the settings name.

    Raises Refused. A folder in the short form is named from the current one.
    """
    named = dict(settings.publish)
    if wanted is None:
        if len(named) == 1:
            [only] = named.values()
            return _opened(only, root, settings)
        what = f"which of them: {', '.join(named)}?" if named else f"{FILE} names none under publish:"
        raise Refused([Problem("publish", f"name a target; {what}", hint=f"such as {GitOptions.EXAMPLE}")])
    if wanted in named:
        return _opened(named[wanted], root, settings)
    try:
        given = _short(wanted, known=named)
    except Unfit as wrong:
        raise Refused([Problem("publish", f"{quoted(redacted(wanted))} {wrong}", hint=wrong.hint)]) from None
    except ExceptionGroup as several:
        faults = [e for e in several.exceptions if isinstance(e, Unfit)]
        raise Refused(Problem("publish", f"{quoted(redacted(wanted))}: {e}", hint=e.hint) for e in faults) from None
    return _opened(_from_here(given), root, settings)


def _name(name: str) -> str:
    if ":" in name or name in HOSTS:
        raise Unfit("is no name for a target", "choose a word such as www")
    return name


def _short(text: str, known: Mapping[str, object] | None = None) -> Options:
    """Options from one word: git:REMOTE#BRANCH, folder:PATH, rsync:PLACE, s3://BUCKET/PREFIX, netlify, cloudflare."""
    kind, colon, rest = text.partition(":")
    if kind not in KINDS or not (colon or kind in HOSTS):
        words = [*(known or ()), *KINDS]
        hint = nearest(kind, words) or f"the kinds are {', '.join(KINDS)}, such as {GitOptions.EXAMPLE}"
        raise Unfit("is no target" if known is not None else f"{quoted(redacted(text))} is no target", hint)
    if kind == GitOptions.KIND:
        remote, hash_sign, branch = rest.partition("#")
        return made(GitOptions, {"remote": remote} | ({"branch": branch} if hash_sign else {}))
    if kind == S3Options.KIND:
        bucket, _, prefix = rest.removeprefix("//").partition("/")
        return made(S3Options, {"bucket": bucket, "prefix": prefix})
    if kind in HOSTS:
        return made(KINDS[kind], {"folder": rest} if rest else {})
    return made(KINDS[kind], {"to" if kind == RsyncOptions.KIND else "path": rest})


def _long(written: Any) -> Options:
    """Options from a group with a kind."""
    if not isinstance(written, dict):
        raise Unfit("needs a target", f"such as {GitOptions.EXAMPLE}, or a group of lines that begins with kind:")
    kind = written.get("kind")
    if kind not in KINDS:
        hint = nearest(str(kind), KINDS) or f"the kinds are {', '.join(KINDS)}"
        raise Unfit(f"unknown kind {quoted(str(kind))}" if kind else "needs a kind", hint)
    return made(KINDS[kind], {name: value for name, value in written.items() if name != "kind"})


def _from_here(given: Options) -> Options:
    """Folders of the command line are named from the current one."""
    if isinstance(given, FolderOptions):
        return replace(given, path=given.path.absolute())
    if isinstance(given, NetlifyOptions | CloudflareOptions) and given.folder:
        return replace(given, folder=given.folder.absolute())
    return given


def _opened(given: Options, root: Path, settings: Settings) -> Target:
    match given:
        case GitOptions():
            return GitTarget(given, root)
        case FolderOptions():
            return FolderTarget(given, root, settings)
        case RsyncOptions():
            return RsyncTarget(given)
        case S3Options():
            return S3Target(given)
        case NetlifyOptions():
            return NetlifyTarget(given, root, settings)
        case CloudflareOptions():
            return CloudflareTarget(given, root, settings)
    raise AssertionError(given)
