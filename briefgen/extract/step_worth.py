"""Which acts to come a desk officer would write down.

Reads  the act, its subject, who acts in it; steps.toml.
Finds  acts of somebody who is named, and events that will take place.
Misses on purpose: states of affairs, hopes ("wants peace"), what things do ("the move could hurt trade"), generalities
       ("we must act"), and acts of nobody.
"""

from briefgen.extract.modality_words import lemma_of, lemma_with_particle
from briefgen.extract.step_actors import Actors
from briefgen.extract.step_clauses import Act
from briefgen.extract.step_grammar import event_nouns, is_passive, words
from briefgen.extract.step_references import FIRST, FIRST_MANY, Speech, counted
from briefgen.extract.tokens import Token
from briefgen.model import is_state

WISHING = frozenset({"want", "hope", "wish", "like", "seek", "aim", "aspire", "dream", "desire"})
DOUBT = frozenset({"could", "might", "may"})
POLITE = frozenset({"want", "like", "wish"})  # "I want to thank": words of courtesy in the first person
QUANTIFIERS = frozenset({"some", "many", "most", "several", "few", "no", "any", "every", "all", "more", "other"})
NOBODY = frozenset({"one", "nobody", "anybody", "anyone", "everyone", "people", "you", "there", "nothing"})


def is_step(act: Act, actors: Actors, parties: tuple[str, ...], speech: Speech) -> bool:
    """Whether an act to come is one to write down. parties: who acts in it."""
    subject = actors.subject(act)
    if subject is not None and subject.lower_ in {"it", "they"} and not parties:
        subject = actors.references.antecedent(subject) or subject
    group = subject is not None and lemma_of(counted(subject)) in words("groups")
    if not act.verbal:
        called = act.status == "called_for" and subject is not None and bool(actors.references.meant(subject, speech))
        return bool(parties) or act.date is not None or called or (group and act.status != "called_for")
    if not _is_act(act) or _is_wish(act) or _leaves_untold(act):
        return False
    if subject is None:
        return True
    if _is_general(act, subject, speech) or _is_forecast(subject, actors, speech):
        return False
    if act.status == "called_for" and not parties and _by_ought(act):
        return False
    if group or actors.references.cast.of(counted(subject)):
        return True
    if _is_event(counted(subject)):
        return _takes_place(act) or act.date is not None or is_passive(act.head)
    if _takes_place(act) and subject.pos_ == "NOUN" and (parties or act.date is not None or _goes_on(speech)):
        return True
    if is_passive(act.head):
        told_so = act.status in {"planned", "expected"} and act.date is not None
        return bool(parties) or told_so or act.status == "called_for"
    if subject.pos_ in {"PROPN", "PRON"} or lemma_of(act.head) == "host":  # "Sochi will host talks"
        return bool(parties)
    return False


def _is_forecast(subject: Token, actors: Actors, speech: Speech) -> bool:
    """Whether somebody without office tells in his own words what others will do: an analyst's opinion."""
    if not speech.own or speech.speaker is None or subject.lower_ in FIRST | FIRST_MANY:
        return False
    return speech.speaker in actors.references.outsiders


def _by_ought(act: Act) -> bool:
    """ "Must", "has to", "needs to": said of nobody who is named, no demand."""
    governor = act.modality.governor
    return governor is None or lemma_of(governor) in {"have", "need"}


def _is_act(act: Act) -> bool:
    """Whether the verb tells an act that anybody could watch for."""
    head, lemma = act.head, lemma_of(act.head)
    objects = [c for c in head.children if c.dep_ in {"dobj", "attr"}]
    if lemma == "be":
        return act.date is not None or any(lemma_of(c) in {"part", "member"} for c in objects)
    if lemma == "welcome":  # a guest, not a decision
        return any(c.pos_ in {"PROPN", "PRON"} or lemma_of(c) in words("groups") for c in objects)
    if lemma == "have":
        return any(_is_event(c) for c in objects)
    if lemma == "work" and act.date is None:
        return not any(c.lower_ in {"closely", "together", "constructively"} for c in head.children)
    if lemma in words("no_acts"):
        return lemma_with_particle(head) != lemma
    if lemma in words("act_with_object"):
        return is_passive(head) or any(c.dep_ in {"dobj", "prt", "ccomp"} for c in head.children)
    return True


def _leaves_untold(act: Act) -> bool:
    """ "Declined to specify the topics", "refused to give details": nothing is done, and nothing is ruled out."""
    governor = act.modality.governor
    if act.status != "ruled_out" or governor is None or lemma_of(governor) not in {"decline", "refuse"}:
        return False
    objects = [c for c in act.head.children if c.dep_ == "dobj"]
    return lemma_of(act.head) in words("untold") or any(lemma_of(c) in words("details") for c in objects)


def _is_wish(act: Act) -> bool:
    """Whether only a wish or a "could" stands behind an act that is not a plain one."""
    lemma = lemma_of(act.head)
    doubted = any(cue.lower_ in DOUBT for cue in act.modality.cues)
    if lemma in words("plain_acts"):
        return doubted and any(c.lower_ == "only" for c in act.head.children)
    if lemma in WISHING and any(c.dep_ == "dobj" and lemma_of(c) in event_nouns() for c in act.head.children):
        return False  # "may seek a meeting"
    governor = act.modality.governor
    return doubted or (governor is not None and lemma_of(governor) in WISHING and act.status == "possible")


def _is_general(act: Act, subject: Token, speech: Speech) -> bool:
    """Whether "we must", "I want to thank", "some could", "nobody will" tell no act of anybody."""
    if subject.lower_ in FIRST | FIRST_MANY:
        governor = act.modality.governor
        ought = act.status == "called_for"
        polite = governor is not None and lemma_of(governor) in POLITE and lemma_of(act.head) not in words("contact")
        return ought or polite or not speech.own
    if act.status == "possible" and any(c.lower_ == "only" for c in subject.children):
        return True
    unsure = any(c.lower_ in QUANTIFIERS and c.dep_ in {"det", "amod", "nummod"} for c in subject.children)
    return (unsure and act.date is None) or subject.lower_ in NOBODY


def _takes_place(act: Act) -> bool:
    """ "Will begin", "will take place": said of what is not somebody's act."""
    lemma = lemma_of(act.head)
    if lemma == "take":
        return any(c.lower_ == "place" for c in act.head.children)
    return lemma in words("taking_place") and lemma_with_particle(act.head) in {lemma, "kick_off"}


def _goes_on(speech: Speech) -> bool:
    """ "South Korea says the broadcasts will continue": it is the state that goes on with them."""
    return speech.speaker is not None and is_state(speech.speaker)


def _is_event(noun: Token) -> bool:
    return lemma_of(noun) in event_nouns() or lemma_of(noun) in words("deeds")
