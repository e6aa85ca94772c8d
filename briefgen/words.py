"""The words for the model's terms in the site's language. A status is always shown as a word, never by colour alone.

The one place that translates them: pages, feeds, calendars and search ask here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language, each by the model's own term."""

    status: Mapping[str, str]
    status_meaning: Mapping[str, str]  # what each status asserts, for the page on method
    event_kind: Mapping[str, str]
    place_kind: Mapping[str, str]
    outcome: Mapping[str, str]  # what came of an event
    differs: Mapping[str, str]  # the questions on which sources differ


def words(texts: Texts) -> Words:
    """The words of a language."""
    return Words(
        status=_status(texts),
        status_meaning=_status_meaning(texts),
        event_kind=_event_kind(texts),
        place_kind=_place_kind(texts),
        outcome=_outcome(texts),
        differs=_differs(texts),
    )


def _status(texts: Texts) -> Mapping[str, str]:
    return {
        "possible": texts.pgettext("status", "possible"),
        "planned": texts.pgettext("status", "planned"),
        "expected": texts.pgettext("status", "expected"),
        "conditional": texts.pgettext("status", "conditional"),
        "called_for": texts.pgettext("status", "called for"),
        "confirmed": texts.pgettext("status", "confirmed"),
        "under_way": texts.pgettext("status", "under way"),
        "held": texts.pgettext("status", "held"),
        "postponed": texts.pgettext("status", "postponed"),
        "cancelled": texts.pgettext("status", "cancelled"),
        "ruled_out": texts.pgettext("status", "ruled out"),
    }


def _status_meaning(texts: Texts) -> Mapping[str, str]:
    return {
        "possible": texts.gettext(
            "a source says that it may or could happen, is considered, proposed or not ruled out"
        ),
        "planned": texts.gettext("a source says that it will happen, is due or is scheduled"),
        "expected": texts.gettext("a source hedges: it is expected or likely"),
        "conditional": texts.gettext("it happens only if, or once, something else does"),
        "called_for": texts.gettext("somebody demands it or urges somebody to do it"),
        "confirmed": texts.gettext("the parties or their hosts have announced it"),
        "under_way": texts.gettext("a source says that it has begun"),
        "held": texts.gettext("a source says that it took place"),
        "postponed": texts.gettext("it was put off; a new date may not be known"),
        "cancelled": texts.gettext("it was called off"),
        "ruled_out": texts.gettext("a source says that it will not happen"),
    }


def _event_kind(texts: Texts) -> Mapping[str, str]:
    return {
        "summit": texts.pgettext("kind of event", "summit"),
        "meeting": texts.pgettext("kind of event", "meeting"),
        "talks": texts.pgettext("kind of event", "talks"),
        "call": texts.pgettext("kind of event", "telephone call"),
        "visit": texts.pgettext("kind of event", "visit"),
        "conference": texts.pgettext("kind of event", "conference"),
        "ceremony": texts.pgettext("kind of event", "ceremony"),
        "signing": texts.pgettext("kind of event", "signing"),
        "other": texts.pgettext("kind of event", "event"),
    }


def _place_kind(texts: Texts) -> Mapping[str, str]:
    return {
        "venue": texts.pgettext("kind of place", "venue"),
        "city": texts.pgettext("kind of place", "city or town"),
        "region": texts.pgettext("kind of place", "region"),
        "country": texts.pgettext("kind of place", "country"),
        "water": texts.pgettext("kind of place", "body of water"),
        "other": texts.pgettext("kind of place", "place"),
    }


def _outcome(texts: Texts) -> Mapping[str, str]:
    return {
        "agreed": texts.pgettext("outcome", "agreed"),
        "not_agreed": texts.pgettext("outcome", "not agreed"),
        "deferred": texts.pgettext("outcome", "put off"),
    }


def _differs(texts: Texts) -> Mapping[str, str]:
    return {
        "start": texts.gettext("When it begins"),
        "end": texts.gettext("When it ends"),
        "day": texts.gettext("When it takes place"),  # begins and ends
        "place": texts.gettext("Where it takes place"),
        "status": texts.gettext("Whether it takes place"),
        "participants": texts.gettext("Who takes part"),
    }
