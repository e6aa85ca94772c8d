"""Publishing: the built site to a place where people read it.

The site must be as the build left it, hold no draft and nothing that looks like a secret, and be made for the address
that the settings name. At the target only files that publishing put there are ever replaced or deleted.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from briefgen.config import Settings
from briefgen.errors import Problem, Refused
from briefgen.publish.plan import Plan, plan
from briefgen.publish.screen import screen
from briefgen.publish.site import built_site, older_than_its_input
from briefgen.publish.target import Target

Progress = Callable[[str, int, int], None]  # what is being done, how many are done, of how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was done, or with dry_run would be."""

    target: str
    plan: Plan
    problems: tuple[Problem, ...]  # warnings
    dry_run: bool


def publish(
    root: Path,
    settings: Settings,
    target: Target,
    *,
    dry_run: bool = False,
    allow_shrink: bool = False,
    adopt: bool = False,
    allowed: Collection[str] = (),
    progress: Progress | None = None,
) -> Published:
    """Bring a target to what the output folder holds.

    adopt: replace files of the same name that something else put there. allowed: files that may look like secrets.
    Raises Refused, with nothing changed at the target, or Unfinished.
    """
    site = built_site(root, settings)
    if problems := tuple(screen(site, root, settings.output, allowed)):
        raise Refused(problems)
    warnings = tuple(older_than_its_input(root, settings))
    with target:
        site = target.prepared(site)
        look = target.look(site)
        settled = plan(site, look, target, allow_shrink=allow_shrink, adopt=adopt)
        ours = {name: digest for name, digest in look.ours.items() if name in look.there}
        if not dry_run and not (settled.empty and ours == site.digests):
            try:
                _carry_out(target, settled, ours, site.digests, lambda names: target.put(names, site), progress)
            except OSError as error:
                where = f" ({error.filename})" if error.filename else ""
                raise target.fail(f"{error.strerror or error}{where}") from error
    return Published(target=target.shown, plan=settled, problems=warnings, dry_run=dry_run)


def _carry_out(
    target: Target,
    settled: Plan,
    before: dict[str, str],
    after: dict[str, str],
    put: Callable[[tuple[str, ...]], None],
    progress: Progress | None,
) -> None:
    """Bring the stages in order. Old and new files are listed first, so that a broken run leaves no orphan."""
    todo = len(settled.new) + len(settled.changed)
    done = 0
    if todo:
        target.note({**before, **after})
    for names in settled.stages:
        put(names)
        done += len(names)
        if progress:
            progress("publishing", done, todo)
    if settled.removed:
        target.delete(settled.removed)
    target.note(after)
    target.finish()
