"""Who is meant where: the people, organizations and states of an article by the characters that name them."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from briefgen.extract.tokens import Token

How = Literal["name", "role", "pronoun", "state", "collective"]


@dataclass(frozen=True, slots=True, order=True)
class PartyMention:
    """Characters [start, end) of the body that mean these parties.

    how: by "name" ("Peskov", "Kremlin spokesman Dmitry Peskov", "the Kremlin"), by "role" ("the Russian president"), by
    "pronoun" ("he"), as a "state" ("Russia", "Moscow" as an actor), or as a "collective" of several parties ("the two
    leaders", "both sides", "they").
    """

    start: int
    end: int
    parties: tuple[str, ...]  # ids of people or organizations, or state codes
    how: How


class Cast:
    """All mentions of parties in one article, in reading order; the lookups that later extractors share."""

    def __init__(
        self, mentions: Iterable[PartyMention], names: dict[str, str], serving: Mapping[str, str] | None = None
    ) -> None:
        """names: what each party is called, by id (for a state's code, its English name). serving: the states that
        people and bodies serve, by id.
        """
        self._serving = serving or {}
        self.mentions = tuple(sorted(mentions))
        self._starts = [m.start for m in self.mentions]
        self._names = names
        self._covering: dict[int, PartyMention] = {}  # the shortest mention that covers a character
        for mention in sorted(self.mentions, key=lambda m: m.start - m.end):
            self._covering.update(dict.fromkeys(range(mention.start, mention.end), mention))

    def with_states(self, serving: Mapping[str, str]) -> "Cast":
        """The same cast, with the states that further people serve, by id."""
        return Cast(self.mentions, self._names, {**serving, **self._serving}) if serving else self

    def within(self, start: int, end: int) -> tuple[PartyMention, ...]:
        """The mentions that lie wholly inside body[start:end], in reading order."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return tuple(m for m in self.mentions[first:last] if m.end <= end)

    def at(self, token: Token) -> PartyMention | None:
        """The shortest mention that covers this token; None where there is none."""
        mention = self._covering.get(token.idx)
        return mention if mention and token.idx + len(token) <= mention.end else None

    def of(self, token: Token) -> tuple[str, ...]:
        """The parties that the phrase around this token means; the shortest mention that covers it. () for none."""
        mention = self.at(token)
        return mention.parties if mention else ()

    def all_of(self, token: Token) -> tuple[str, ...]:
        """The parties meant by a phrase and those joined to it: "Putin and Xi", "Putin, together with Xi"."""
        heads = (token, *token.conjuncts)
        return tuple(dict.fromkeys(party for head in heads for party in self.of(head)))

    def state(self, party: str) -> str | None:
        """The code of the state that a person or body serves, of a state its own; None where that is not known."""
        return self._serving.get(party, party if len(party) == 2 and party.isupper() else None)  # noqa: PLR2004

    def name(self, party: str) -> str:
        """What a party is called; its id where nothing is known of it."""
        return self._names.get(party, party)
