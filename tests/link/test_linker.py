"""Linking and merging time after time: a memory gives what there would be without it."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.link import Linker, link
from briefgen.merge import Merger, merge
from briefgen.model import Briefing, Settlement
from tests.briefings import briefing, event, person, place, quote

PEOPLE = (
    person("Vladimir Putin", country="RU", role="President"),
    person("Donald Trump", country="US"),
    person("Xi Jinping", country="CN"),
    person("Putin"),
    person("Trump", country="FR"),
)
PLACES = (
    place("Tianjin", "CN", 39.14, 117.18),
    place("Beijing", "CN", 39.91, 116.4),
    place("China", "CN", 35.0, 105.0),
)
DAYS = st.sampled_from(["2025-08-01", "2025-08-03", "2025-08-15", "2025-09-01"])

events = st.builds(
    lambda number, kind, status, start, where, who, series: event(
        f"Event {number}",
        kind=kind,
        status=status,
        start=start,
        place=where,
        participants=tuple(dict.fromkeys(who)),
        series=series,
    ),
    st.integers(0, 2),
    st.sampled_from(["meeting", "talks", "visit", "summit"]),
    st.sampled_from(["planned", "held", "postponed", "cancelled", "possible"]),
    st.none() | DAYS,
    st.none() | st.sampled_from([p.id for p in PLACES]),
    st.lists(st.sampled_from([*(p.id for p in PEOPLE), "RU", "US"]), max_size=3),
    st.none() | st.just("SCO summit"),
)


@st.composite
def telling(draw: st.DrawFn) -> Briefing:
    name = draw(st.sampled_from("abcdefgh"))
    told = draw(st.lists(events, max_size=3, unique_by=lambda e: e.id))
    speaker = draw(st.sampled_from([p.id for p in PEOPLE]))
    people = draw(st.lists(st.sampled_from(PEOPLE), unique_by=lambda p: p.id).map(tuple)) or PEOPLE
    return briefing(
        name,
        draw(st.none() | DAYS),
        people=people,
        places=PLACES,
        events=tuple(told),
        quotes=(quote("We will see.", speaker=speaker),) if any(p.id == speaker for p in people) else (),
    )


@st.composite
def editions(draw: st.DrawFn) -> list[list[Briefing]]:
    """What a folder holds at one build after the other: articles come, change and go."""
    folder = {b.id: b for b in draw(st.lists(telling(), min_size=1, max_size=8))}
    found = [list(folder.values())]
    for _ in range(draw(st.integers(1, 4))):
        for changed in draw(st.lists(telling(), max_size=2)):
            folder[changed.id] = changed
        if len(folder) > 1 and draw(st.booleans()):
            folder.pop(draw(st.sampled_from(sorted(folder))))
        found.append(list(folder.values()))
    return found


def settlements(told: Sequence[Briefing]) -> Settlement:
    """The editor says of the first two events that they are one."""
    own = [f"{b.id}#{e.id}" for b in told for e in b.findings.events]
    return Settlement(same=((own[0], own[-1]),)) if len(own) > 1 else Settlement()


@settings(max_examples=150)
@given(editions(), st.booleans())
def test_linking_again_gives_what_linking_anew_gives(folders: list[list[Briefing]], with_editor: bool) -> None:
    linker, merger = Linker(), Merger()
    for told in folders:
        settled = settlements(told) if with_editor else Settlement()
        again, anew = linker.link(told, settled=settled), link(told, settled=settled)
        assert again == anew
        assert merger.merge(again) == merge(anew)


def test_what_has_not_changed_is_the_very_same_object() -> None:
    linker, merger = Linker(), Merger()
    pair = (PEOPLE[0].id, PEOPLE[2].id)
    one, other = (
        briefing(
            name,
            "2025-09-01",
            people=PEOPLE,
            places=PLACES,
            events=(event(f"Talks {name}", start=day, participants=pair),),
        )
        for name, day in (("a", "2025-08-03"), ("b", "2025-09-01"))
    )
    before = merger.merge(linker.link([one, other]))
    changed = briefing(
        "b",
        "2025-09-01",
        people=PEOPLE,
        places=PLACES,
        events=(event("Talks b", start="2025-09-02", participants=pair),),
    )
    after = merger.merge(linker.link([one, changed]))
    kept = {e.id: e for e in before.events}
    assert [e for e in after.events if kept.get(e.id) is e], "the event of the other article was made anew"
    assert next(b for b in after.briefings if b.id == "a") is next(b for b in before.briefings if b.id == "a")
