"""Who acts in a next step: its subject, whom it is done with, of whom it is asked.

Reads  the clause of the act; who is meant by its phrases (step_references.py).
Finds  the subject, also of a joined verb and of "who"; the other side ("with X", "host X", "for talks with X");
       whoever is asked, invited or ordered; the agent of a passive; for an event that takes place, its participants.
Misses actors that the sentence leaves out.
"""

from collections.abc import Iterator

from briefgen.extract.modality_words import lemma_of
from briefgen.extract.step_clauses import Act
from briefgen.extract.step_grammar import asked_one, event_nouns, is_passive, subject_of, words
from briefgen.extract.step_references import References, Speech, thing_before
from briefgen.extract.tokens import Token
from briefgen.model import Event, is_state

RELATIVE = frozenset({"who", "which", "that"})
PURPOSE = frozenset({"xcomp", "advcl", "conj"})
WITH = frozenset({"with", "between", "among", "alongside"})


class Actors:
    """Says who acts; made once an article."""

    def __init__(self, references: References) -> None:
        self.references = references

    def of(self, act: Act, speech: Speech) -> tuple[str, ...]:
        """The actors of a step, the one who acts first; each once."""
        if (asked := asked_one(act.modality.governor, act.head)) is not None:
            found = [*self._asked(act, asked, speech), *self._others(act.head, speech)]
        elif act.verbal:
            found = [*self._of_verb(act, speech), *self._others(act.head, speech)]
        else:
            found = [*self._of_noun(act, speech), *self.references.in_phrase(act.head)]
        return tuple(dict.fromkeys(found))

    def _asked(self, act: Act, asked: Token, speech: Speech) -> Iterator[str]:
        """Whoever is asked, invited, expected to act; a host with the guest; for "the army" its state."""
        governor = act.modality.governor or act.head
        asker = subject_of(governor)
        if asked.lower_ == "it":
            thing = thing_before(asked)
            owner = subject_of(thing.head) if thing is not None else None
            yield from self.references.meant(owner, speech) if owner is not None else ()
            return
        found = self.references.meant(asked, speech)
        if not found and asker is not None and asked.lower_ in words("arms_of_state"):
            found = tuple(p for p in self.references.in_phrase(asker) if is_state(p))
        yield from found
        if lemma_of(governor) == "invite" and asker is not None:
            yield from self.references.meant(asker, speech)

    def _of_verb(self, act: Act, speech: Speech) -> Iterator[str]:
        for by in act.head.children:
            if by.dep_ == "agent" or (by.dep_ == "prep" and by.lower_ == "by" and is_passive(act.head)):
                yield from self.references.behind(by)
        subject = self.subject(act)
        if subject is not None:
            yield from self.references.meant(subject, speech)

    def subject(self, act: Act) -> Token | None:
        """Who or what a verb is told of; for "who", the one before it."""
        found = subject_of(act.head)
        if found is None and act.top != act.head:
            found = subject_of(act.top)
        if found is not None and found.lower_ in RELATIVE:
            return next((up.head for up in found.ancestors if up.dep_ in {"relcl", "acl"}), found)
        return found

    def _of_noun(self, act: Act, speech: Speech) -> Iterator[str]:
        """Who proposes, considers, rules out; a demand is not its speaker's act."""
        if act.status == "called_for" or act.rule == "dated-noun":
            return
        subject = subject_of(act.top)
        if subject is not None and subject != act.head:
            yield from self.references.meant(subject, speech)

    def _others(self, verb: Token, speech: Speech, *, purpose: bool = False) -> Iterator[str]:
        """The other side: "meet X", "hold talks with X", "travel to Rome to meet X"."""
        for child in verb.children:
            if child.i < verb.i:
                continue
            if child.dep_ == "prep":
                yield from self._behind(child, speech)
                if child.lower_ == "to" and lemma_of(verb) in {"speak", "talk"}:
                    yield from (p for c in child.children if c.dep_ == "pobj" for p in self.references.meant(c, speech))
            elif child.dep_ in {"dobj", "dative"}:
                yield from self._object(verb, child, speech)
            elif not purpose and child.dep_ in PURPOSE and child.tag_ == "VB" and lemma_of(child) in words("contact"):
                yield from self._others(child, speech, purpose=True)

    def _behind(self, preposition: Token, speech: Speech) -> Iterator[str]:
        for noun in preposition.children:
            if noun.dep_ != "pobj":
                continue
            if preposition.lower_ in {"between", "among"}:
                yield from self.references.behind(preposition)
            elif preposition.lower_ in WITH:
                yield from self.references.meant(noun, speech)
            elif lemma_of(noun) in event_nouns():
                yield from self._beside(noun, speech)

    def _object(self, verb: Token, noun: Token, speech: Speech) -> Iterator[str]:
        named = self.references.cast.of(noun) or lemma_of(noun) in words("groups")
        if named and lemma_of(verb) in words("contact"):
            yield from self.references.meant(noun, speech)
        elif lemma_of(noun) in event_nouns() or lemma_of(verb) in words("contact"):
            yield from self._beside(noun, speech)

    def _beside(self, event: Token, speech: Speech) -> Iterator[str]:
        """ "Talks with X", "a meeting between X and Y" behind a verb."""
        for child in event.children:
            if child.dep_ == "prep" and child.lower_ in WITH:
                yield from self._behind(child, speech)

    def of_event(self, act: Act, event: Event | None, speech: Speech) -> tuple[str, ...]:
        """Who acts where the sentence names nobody: the participants of the event that it tells of, of a group
        ("leaders will endorse …") only bodies and states; else the state that says so ("the broadcasts will continue").
        """
        subject = subject_of(act.head) if act.verbal else None
        group = subject is not None and lemma_of(subject) in words("groups")
        taking_part = event.participants if event is not None else ()
        found = tuple(p for p in taking_part if not group or p not in self.references.people)
        if not found and speech.speaker and is_state(speech.speaker) and act.status in {"planned", "expected"}:
            return (speech.speaker,)
        return found
