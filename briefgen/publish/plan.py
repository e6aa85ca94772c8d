"""What publishing would change, and in which order: nothing is linked before it is there.

First what pages need, then pages, then what lists pages (indexes, feeds, sitemap, search), the home page after all
others, and deletions at the very end. So a reader who comes in the middle meets no link that leads nowhere, and a run
that breaks off leaves each page old or new.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from briefgen import routes
from briefgen.errors import Problem, Refused
from briefgen.publish.site import Site, pages
from briefgen.publish.target import LIST, Look, Target, folders_of

LARGEST_LOSS = 5  # a fifth of the pages
NEEDED, PAGE, LISTING, ENTRY = range(4)
LISTING_SUFFIXES = {".atom", ".opml", ".jsonl"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Names of files. stages: new and changed files, in the order in which they go."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]  # at the target, and not ours
    touched: tuple[str, ...]  # ours, wanted no more, but changed by somebody: kept
    stages: tuple[tuple[str, ...], ...]

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.new or self.changed or self.removed)


def plan(site: Site, look: Look, target: Target, *, allow_shrink: bool, adopt: bool) -> Plan:
    """Settle what is to be done. Raises Refused for what must not be."""
    files = site.files
    sent = [name for name in files if name not in look.same]
    new = tuple(name for name in sent if name not in look.there)
    changed = tuple(name for name in sent if name in look.there)
    gone = sorted((look.ours.keys() & look.there) - files.keys())
    removed = tuple(name for name in gone if name not in look.touched)
    problems = [*_in_the_way(site, look, target, adopt=adopt)]
    if not allow_shrink:
        problems += _shrinks(files, look, target)
    if problems:
        raise Refused(problems)
    stages: dict[int, list[str]] = {NEEDED: [], PAGE: [], LISTING: [], ENTRY: []}
    listing = _listings(files)
    for name in sent:
        stages[_stage(name, listing)].append(name)
    return Plan(
        new=new,
        changed=changed,
        same=tuple(name for name in files if name in look.same),
        removed=removed,
        kept=tuple(sorted(look.there - look.ours.keys() - files.keys() - {LIST})),
        touched=tuple(name for name in gone if name in look.touched),
        stages=tuple(tuple(stages[number]) for number in sorted(stages) if stages[number]),
    )


def _in_the_way(site: Site, look: Look, target: Target, *, adopt: bool) -> list[Problem]:
    """Files of somebody else that a file of the site would overwrite or cannot stand beside."""
    hint = "publish elsewhere, or move it away"
    folders = set(folders_of(site.files))
    blocked = {name for name in look.there if name in folders}
    blocked |= {name for name in site.files if name in set(folders_of(look.there - look.ours.keys()))}
    problems = [Problem(f"{target.shown} {name}", "is in the way; nothing was changed", hint=hint) for name in blocked]
    if adopt:
        return problems
    foreign = look.there & site.files.keys() - look.ours.keys() - look.same - blocked
    message = "is there already and was not published by briefgen; nothing was changed"
    hint = "publish elsewhere, or let such files be replaced with --adopt"
    return problems + [Problem(f"{target.shown} {name}", message, hint=hint) for name in foreign]


def _shrinks(files: Mapping[str, object], look: Look, target: Target) -> list[Problem]:
    now, before = pages(files), pages(look.ours)
    if not now:
        return [
            Problem(target.shown, "the site has no page; nothing was changed", hint="see what `briefgen build` says")
        ]
    lost = len(before - now)
    if lost and lost * LARGEST_LOSS >= len(before):
        message = f"{lost:,} of the {len(before):,} pages there would be deleted; nothing was changed"
        return [Problem(target.shown, message, hint="if that is meant, publish with --allow-shrink")]
    return []


def _listings(files: Mapping[str, object]) -> set[str]:
    """The pages below whose folder other pages lie."""
    above = {str(parent) for page in pages(files) for parent in PurePosixPath(page).parent.parents}
    return {page for page in pages(files) if str(PurePosixPath(page).parent) in above}


def _stage(name: str, listings: set[str]) -> int:
    path = PurePosixPath(name)
    if name == str(routes.HOME) or path.name == "pagefind-entry.json":
        return ENTRY
    if name in listings or path.suffix in LISTING_SUFFIXES or path.is_relative_to(routes.SEARCH_INDEX):
        return LISTING
    if len(path.parts) == 1 and path.suffix in {".xml", ".txt", ".json", ".ics"}:  # sitemap, robots, feeds, calendars
        return LISTING
    return PAGE if path.suffix == ".html" else NEEDED
