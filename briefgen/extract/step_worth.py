"""Which acts to come a desk officer would write down.

Reads  the act, its subject, who acts in it; steps.toml.
Finds  acts of somebody who is named, and events that will take place.
Misses on purpose: states of affairs, hopes ("wants peace"), what things do ("the move could hurt trade"), generalities
       ("we must act"), and acts of nobody.
"""

from spacy.tokens import Token

from briefgen.extract.modality import lemma_of, lemma_with_particle
from briefgen.extract.step_actors import Actors
from briefgen.extract.step_clauses import Act
from briefgen.extract.step_grammar import event_nouns, is_passive, words
from briefgen.extract.step_references import FIRST, FIRST_MANY, Speech, counted
from briefgen.model import is_state

WISHING = frozenset(
    {"want", "hope", "wish", "like", "seek", "aim", "try", "aspire", "dream", "strive", "work", "desire"}
)
DOUBT = frozenset({"could", "might", "may"})
QUANTIFIERS = frozenset({"some", "many", "most", "several", "few", "no", "any", "every", "all", "more", "other"})
OUGHT = frozenset({"must", "should", "ought", "have", "need"})


def is_step(act: Act, actors: Actors, parties: tuple[str, ...], speech: Speech) -> bool:
    """Whether an act to come is one to write down. parties: who acts in it."""
    subject = actors.subject(act)
    if subject is not None and subject.lower_ in {"it", "they"} and not parties:
        subject = actors.references.antecedent(subject) or subject
    if not act.verbal:
        group = subject is not None and lemma_of(subject) in words("groups") and act.status != "called_for"
        return bool(parties) or act.date is not None or group
    if not _is_act(act) or _is_wish(act) or (subject is not None and _is_general(act, subject, speech)):
        return False
    if subject is not None and not actors.references.cast.of(subject):
        if _is_event(counted(subject)):
            return _takes_place(act) or act.date is not None or is_passive(act.head)
        if _takes_place(act) and subject.pos_ == "NOUN" and (parties or act.date is not None or _by_state(speech)):
            return True
    if subject is not None and not _can_act(act, subject, actors, speech):
        return False
    return (
        bool(parties) or act.status == "called_for" or subject is None or lemma_of(counted(subject)) in words("groups")
    )


def _by_state(speech: Speech) -> bool:
    """ "South Korea says the broadcasts will continue": it is the state that goes on with them."""
    return speech.speaker is not None and is_state(speech.speaker)


def _is_act(act: Act) -> bool:
    head = act.head
    lemma = lemma_of(head)
    if lemma == "be":
        return act.date is not None or any(lemma_of(c) in {"part", "member"} for c in head.children if c.dep_ == "attr")
    if lemma in words("no_acts"):
        return lemma_with_particle(head) != lemma
    if lemma == "work" and act.date is None:
        return not any(c.lower_ in {"closely", "together", "constructively"} for c in head.children)
    if lemma == "have":
        return any(c.dep_ == "dobj" and _is_event(c) for c in head.children)
    if lemma in words("act_with_object"):
        return is_passive(head) or any(c.dep_ in {"dobj", "prt", "ccomp"} for c in head.children)
    return True


def _is_wish(act: Act) -> bool:
    """Whether only a wish or a "could" stands behind an act that is not a plain one."""
    lemma = lemma_of(act.head)
    if lemma in words("plain_acts"):
        cues = {cue.lower_ for cue in act.modality.cues}
        return bool(cues & DOUBT) and any(c.lower_ == "only" for c in act.head.children)
    if lemma in WISHING and any(c.dep_ == "dobj" and lemma_of(c) in event_nouns() for c in act.head.children):
        return False  # "may seek a meeting"
    governor = act.modality.governor
    if governor is not None and lemma_of(governor) in WISHING and act.status == "possible":
        return True
    return any(cue.lower_ in DOUBT for cue in act.modality.cues)


def _is_general(act: Act, subject: Token, speech: Speech) -> bool:
    """Whether "we must", "one should", "nobody will" tell no act of anybody."""
    if subject.lower_ in FIRST | FIRST_MANY:
        ought = act.status == "called_for" and act.modality.cues and act.modality.cues[0].lower_ in OUGHT
        governor = act.modality.governor
        polite = governor is not None and lemma_of(governor) in {"want", "like", "wish"}
        return bool(ought) or not speech.own or (polite and lemma_of(act.head) not in words("contact"))
    if act.status == "possible" and any(c.lower_ == "only" for c in subject.children):
        return True
    unsure = any(c.lower_ in QUANTIFIERS and c.dep_ in {"det", "amod", "nummod"} for c in subject.children)
    if unsure and act.date is None and act.rule != "dated-present":
        return True
    return subject.lower_ in {"one", "nobody", "anybody", "anyone", "everyone", "people", "you", "there", "nothing"}


def _can_act(act: Act, subject: Token, actors: Actors, speech: Speech) -> bool:
    """Whether the subject is somebody, or something that is done or demanded."""
    subject = counted(subject)
    if lemma_of(subject) in words("groups") or actors.references.cast.of(subject):
        return True
    if subject.pos_ in {"PROPN", "PRON"} and actors.references.meant(subject, speech):
        return True
    if is_passive(act.head):
        return act.status in {"planned", "expected"}
    return lemma_of(act.head) == "host"  # "Sochi will host talks"


def _takes_place(act: Act) -> bool:
    """ "will begin", "will take place": of what is not somebody's act, with a day or by its own name."""
    lemma = lemma_of(act.head)
    if lemma == "take":
        return any(c.lower_ == "place" for c in act.head.children)
    return lemma in words("taking_place") and lemma_with_particle(act.head) in {lemma, "kick_off"}


def _is_event(subject: Token) -> bool:
    return lemma_of(subject) in event_nouns() or lemma_of(subject) in words("deeds")
