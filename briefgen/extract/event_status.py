"""How an article holds an event: as possible, planned, under way, held, called off.

Reads  tense, auxiliaries, negation and the verbs and nouns that govern the words for the event.
Finds  the status of one mention: "will meet" planned, "does not rule out a meeting" possible, "met" held.
Misses irony, and plans that a later sentence takes back.
"""

from briefgen.extract.event_lexicon import heads
from briefgen.extract.modality import MAKING, is_denied
from briefgen.extract.modality_words import MEANT, says_no
from briefgen.extract.tokens import Token
from briefgen.lexicon import load_toml
from briefgen.model import EventStatus

FUTURE = {"will", "shall", "'ll", "’ll", "wo"}
DOUBT = {"may", "might", "could", "can", "should", "must", "would", "'d", "’d", "ought"}
REPORT = {
    "say",
    "tell",
    "announce",
    "confirm",
    "add",
    "note",
    "state",
    "report",
    "declare",
    "agree",
    "promise",
    "pledge",
    "vow",
}
CLIMB = 8  # links from the words for the event up to the clause that holds them; longer chains are other stories
Status = EventStatus | None


def status_of(head: Token, *, verbal: bool) -> Status:
    """The status that the clause around an event's head asserts; None where it asserts nothing.

    head: the noun ("talks") or the verb ("meet") of the mention.
    """
    if verbal:
        return None if is_denied(head) else verb_status(head)
    return _noun_status(head) or _tense_around(head)


def _tense_around(noun: Token) -> Status:
    """Past or future of the clause, where nothing closer tells; a present tense tells nothing of an event in it."""
    for verb, _ in zip(noun.ancestors, range(CLIMB), strict=False):
        if verb.pos_ in {"VERB", "AUX"} and verb.lemma_ not in REPORT:
            status = verb_status(verb)
            if status is not None:
                return status if status in {"held", "planned"} and verb.tag_ not in {"VBZ", "VBP"} else None
    return None


def verb_status(verb: Token, links: int = CLIMB) -> Status:
    """The status of what a verb tells: "met" held, "will meet" planned, "refused to meet" ruled out."""
    if links <= 0:
        return None
    aux = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    negated = is_negated(verb)
    own = _by_tense(verb, aux)
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"} and not aux and not _has_subject(verb):
        own = verb_status(verb.head, links=links - 1) if verb.tag_ in {"VB", "VBG", "VBN"} else own
    elif own is None:
        own = _by_governor(verb, links=links - 1)
    if own == "planned" and aux & {"would", "'d", "’d"} and not _reported(verb):
        own = "possible"
    wished = own == "planned" and _is_wished(verb)
    if wished or _under_condition(verb) or (own == "planned" and _awaits_condition(verb)):
        own = "possible"
    if negated:
        return "ruled_out" if own in {"planned", "confirmed"} else None
    return own


def _is_wished(verb: Token) -> bool:
    """Whether a clause tells what somebody only hopes or suggests: "Moscow HOPES that the meeting will be held"."""
    return verb.dep_ == "ccomp" and verb.head.lemma_ in load_toml("modality")["verbs"]["wishing"]


def _noun_status(noun: Token, links: int = CLIMB) -> Status:
    if links <= 0:
        return None
    about = heads()
    words = {
        child.lower_
        for child in noun.children
        if child.dep_ in {"amod", "compound", "nmod", "advmod", "poss", "npadvmod"}
    }
    governor = noun.head
    if (told := _told_behind(noun, links=links - 1)) is not None:
        return told
    for cue, status in MODIFIERS.items():
        if cue in words and status in {"postponed", "cancelled"} and _was_so_before(noun, cue):
            return None  # "his previously postponed visit" is ahead again
        if cue in words:  # "the planned summit was called off"
            over = _as_subject(governor, links=links - 1) if noun.dep_ in {"nsubj", "nsubjpass"} else None
            judged = _judged(governor, links=links - 1) if noun.dep_ == "dobj" else None
            over = judged if judged in {"cancelled", "postponed"} else over  # "delayed a planned summit"
            weaker = status == "planned" and over == "possible"  # "hopes that the next meeting will be held in Moscow"
            return over if over in {"cancelled", "postponed"} or weaker else status
    if governor == noun:
        return None
    if noun.dep_ in {"nsubj", "nsubjpass"} and governor.pos_ in {"VERB", "AUX"}:
        return _as_subject(governor, links=links - 1)
    if noun.dep_ in {"dobj", "attr", "oprd"} and governor.pos_ in {"VERB", "AUX"}:
        return _as_object(governor, links=links - 1)
    if noun.dep_ in {"conj", "compound", "poss", "appos", "nmod"} and governor.pos_ in {"NOUN", "PROPN"}:
        return _noun_status(governor, links=links - 1) if governor.i != noun.i else None
    if (off := called_off_going(noun)) is not None:
        return "held" if any(child.lower_ == "did" for child in off.children) else "planned"
    if noun.dep_ in {"pobj", "pcomp"}:
        if governor.lower_ == "of" and governor.head.text == "Group":
            return _noun_status(governor.head, links=links - 1)  # "the Group of 20 summit", as the parser takes it
        return _after_preposition(governor, links=links - 1)
    return None if governor.lemma_ not in about.abandoned else _judged(governor, links=links - 1)


def called_off_going(noun: Token) -> Token | None:
    """The verb by which somebody's going to a gathering is called off, which takes place all the same: "CANCELLED her
    trip to the summit", "her participation in the forum was CANCELLED", "will not TRAVEL to the summit".
    """
    about, preposition = heads().nouns.get(noun.lemma_.casefold()), noun.head
    if (
        about is None
        or about.kind not in {"summit", "conference"}
        or preposition.lower_ not in {"to", "for", "in", "at"}
    ):
        return None
    above = preposition.head
    if above.pos_ == "VERB" and above.lemma_.casefold() in heads().travel and is_negated(above):
        return above
    beside = [above] if above.pos_ == "NOUN" else [c for c in above.children if c.dep_ in {"dobj", "nsubjpass"}]
    for going in beside:
        lemma, verb = going.lemma_.casefold(), going.head
        goes = lemma in PRESENCE or ((known := heads().nouns.get(lemma)) is not None and known.kind == "visit")
        if goes and verb.pos_ == "VERB" and heads().abandoned.get(_key(verb)) in {"cancelled", "postponed"}:
            return verb if not is_negated(verb) else None
    return None


PRESENCE = {"participation", "attendance", "appearance", "presence"}


def _was_so_before(noun: Token, cue: str) -> bool:
    """Whether what stands before an event tells of an earlier time: "PREVIOUSLY postponed", "TWICE delayed"."""
    said = next(child for child in noun.children if child.lower_ == cue)
    return said.i > 0 and said.nbor(-1).lower_ in BEFORE_NOW


BEFORE_NOW = {"previously", "earlier", "originally", "initially", "once", "twice"}


def _told_behind(noun: Token, links: int) -> Status:
    """What became of an event in the clause behind it: "their third summit, WHICH BEGAN on Tuesday"."""
    for word in (child for child in noun.children if child.dep_ == "acl" and child.tag_ == "VBN"):
        if (judged := heads().abandoned.get(_key(word))) in {"cancelled", "postponed"}:
            return as_status(judged)  # a headline: "EU summit delayed as …"
    for clause in (child for child in noun.children if child.dep_ == "relcl"):
        if any(child.dep_ in {"nsubj", "nsubjpass"} and child.tag_ == "WDT" for child in clause.children):
            told = _as_subject(clause, links=links)
            return told if told in {"held", "cancelled", "postponed"} else None
    return None


MODIFIERS: dict[str, EventStatus] = {
    "possible": "possible", "potential": "possible", "proposed": "possible", "hypothetical": "possible",
    "upcoming": "planned", "forthcoming": "planned", "planned": "planned", "scheduled": "planned", "coming": "planned",
    "expected": "planned", "future": "planned", "next": "planned", "postponed": "postponed", "delayed": "postponed",
    "cancelled": "cancelled", "canceled": "cancelled", "aborted": "cancelled", "ongoing": "under_way",
    "recent": "held", "previous": "held", "earlier": "held", "yesterday": "held", "last": "held", "past": "held",
}  # fmt: skip


def _by_tense(verb: Token, aux: set[str]) -> Status:
    if aux & FUTURE:
        return "planned"
    if aux & {"would", "'d", "’d"}:
        return "planned"
    if "have" in aux and aux & {"should", "ought"}:
        return None  # "which should have taken place": nobody knows whether it did
    if aux & DOUBT:
        return "held" if "have" in aux and "must" not in aux and "could" not in aux else "possible"
    if verb.tag_ == "VBD":
        return "held"
    if verb.tag_ == "VBN":
        return (
            "held"
            if aux & {"have", "has", "had", "'s", "’s", "'ve", "was", "were"}
            else "planned"
            if "be" in aux
            else None
        )
    if verb.tag_ == "VBG" and aux & {"is", "are", "'s", "'re", "’re", "am"}:
        return "under_way"
    if verb.tag_ == "VBG" and aux & {"was", "were"}:
        return "under_way"
    if verb.tag_ == "VBG" and "be" in aux:
        return "planned"
    if verb.tag_ in {"VBZ", "VBP"} and any(c.dep_ == "mark" and c.lower_ in TO_COME for c in verb.children):
        return "planned"  # "before he travels to New Delhi"
    if verb.tag_ in {"VBZ", "VBP"}:
        return "held" if verb.doc[verb.sent.start : verb.sent.end].start == 0 else "under_way"
    return None


TO_COME = {"before", "until", "once"}


def _by_governor(verb: Token, links: int = CLIMB) -> Status:
    """The status that an infinitive or a participle takes from what it depends on."""
    governor = verb.head
    if governor == verb:
        return None
    if verb.dep_ in {"pcomp", "pobj"}:
        return _after_preposition(governor, links=links - 1)
    if verb.dep_ == "acl" and verb.tag_ in {"VBN", "VBG"} and governor.pos_ in {"NOUN", "PROPN"}:
        journey = verb.lemma_ in heads().travel and _has_adjunct(verb)  # "the delegation heading to Doha"
        return "held" if verb.tag_ == "VBN" else "under_way" if journey else None
    if governor.lemma_ in MEANT and governor.tag_ == "VBN" and verb.dep_ == "xcomp":
        return "planned"  # "were supposed to meet on Monday"
    if governor.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
        judged = _judged(governor, links=links - 1)
        if judged:
            return judged
        if governor.lemma_ == "be" and any(child.lower_ == "to" for child in verb.children):
            return "planned"
    if _has_subject(verb) and any(child.lower_ == "to" for child in verb.children):
        if governor.lemma_ in REPORT and governor.tag_ in {"VBZ", "VBP"}:
            return "planned"  # "Kremlin reports Putin to meet Xi"
        made = next((c for c in governor.children if c.dep_ == "nsubjpass" and c.pos_ == "NOUN"), None)
        if made is not None and governor.lemma_ in MAKING:
            return _judged(made, links=links - 1)  # "arrangements are being made for Li to meet Abe"
    if governor.pos_ in {"VERB", "AUX"}:
        return verb_status(governor, links=links - 1)
    # A headline: "Blinken to visit China"
    return "planned" if any(child.lower_ == "to" for child in verb.children) else None


def _as_subject(verb: Token, links: int = CLIMB) -> Status:
    """The talks began, will be held, were postponed, are due to open."""
    own = verb_status(verb, links=links - 1)
    aux = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    key = _key(verb)
    judged = heads().abandoned.get(key)
    passive = any(child.dep_ == "auxpass" for child in verb.children) or verb.tag_ == "VBN"
    if (
        judged in {"cancelled", "postponed", "ruled_out", "possible", "planned", "confirmed"}
        and passive
        and (own in {"held", "planned"} or (own is None and aux & {"is", "are"}))  # "are set to resume"
    ):
        return as_status(judged)
    if (
        key in {"begin", "start", "open", "resume", "continue", "kick_off"}
        and own in {"held", "under_way"}
        and "have" not in aux
    ):
        return "under_way" if own == "under_way" or key == "continue" else "held"
    if verb.lemma_ == "be":
        for child in verb.children:
            if child.dep_ in {"acomp", "attr", "advmod"} and (mild := heads().abandoned.get(child.lemma_)):
                return as_status(mild) if own != "ruled_out" else "ruled_out"
        if own in OVER and _is_in_doubt(verb):
            return "possible"
        return own if own != "under_way" else None
    return own


def _is_in_doubt(verb: Token) -> bool:
    """ "The visit is now IN DOUBT", "is in question"."""
    return bool(_behind(verb, "in") & {"doubt", "question", "limbo", "jeopardy"})


def _behind(word: Token, preposition: str) -> set[str]:
    """The words that a preposition below a word leads to: "put on HOLD"."""
    return {below.lower_ for child in word.children if child.lower_ == preposition for below in child.children}


def _as_object(verb: Token, links: int = CLIMB) -> Status:
    """He held, will attend, proposed, called off the talks."""
    own = verb_status(verb, links=links - 1)
    if verb.lemma_.casefold() in heads().attend | heads().absent:
        return _attended(verb, own)
    judged = _judged(verb, links=links - 1)
    return judged or own


def _attended(verb: Token, own: Status) -> Status:
    """What attending or missing it says of the event: it takes place, whoever stays away."""
    if own in {"held", "planned", "under_way", "confirmed"}:
        return own
    if own == "possible":
        return "planned"  # "threatened to boycott the summit"
    ahead = {child.lower_ for child in verb.children if child.dep_ == "aux"} & FUTURE
    return "planned" if ahead else None


def is_negated(verb: Token) -> bool:
    """Whether a verb carries "not", "never" or "no longer"."""
    return any(map(says_no, verb.children))


def _judged(word: Token, links: int = CLIMB) -> Status:
    """What a governing word says of the event below it, negation reckoned in; None where it says nothing."""
    if links <= 0:
        return None
    key = _key(word)
    status = heads().abandoned.get(key)
    above = heads().abandoned.get(word.head.lemma_) if word.dep_ == "xcomp" and word.tag_ == "VB" else None
    if status == "planned" and above == "possible":
        status = above  # "has sought to arrange a meeting"
    negated = _negated_with_arguments(word)
    if status is None or (key == "support" and word.dep_ == "pobj"):  # "in support of the meeting"
        return None
    if key in {"rule_out", "exclude", "reject", "refuse", "decline", "oppose"} and negated:
        return "possible"
    if status in {"held", "under_way"}:
        return verb_status(word, links=links - 1) if word.pos_ == "VERB" else as_status(status)
    if key == "date" and has_no_date(word):
        return "possible"
    if (
        word.pos_ == "VERB"
        and status in {"cancelled", "postponed"}
        and verb_status(word, links=links - 1) == "possible"
    ):
        return "possible"
    if negated and key in heads().undecided:
        return "possible"
    if negated:
        return "ruled_out" if status in {"planned", "confirmed"} else None
    if key == "call" and word.pos_ == "VERB" and names_what_is_known(word):
        return None  # "called the conversation a very good phone call"
    if key == "call" and word.pos_ == "VERB" and any(child.dep_ in {"dobj", "nsubjpass"} for child in word.children):
        return "planned"  # "has called a meeting for Tuesday"; "called for talks" only asks
    if (
        status == "planned"
        and word.pos_ in {"NOUN", "PROPN"}
        and word.head != word
        and (up := _judged(word.head, links=links - 1)) in {"cancelled", "postponed", "ruled_out"}
    ):
        return up
    if status == "possible" and word.pos_ in {"NOUN", "PROPN"} and word.head != word:
        above = heads().abandoned.get(_key(word.head))
        negated_up = any(child.dep_ == "neg" for child in word.head.children)
        if above == "ruled_out" and not negated_up:
            return "ruled_out"
    return as_status(status)


def names_what_is_known(verb: Token) -> bool:
    """Whether somebody calls something by a name: who calls a meeting into being calls "a" meeting."""
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    return any(child.lower_ in {"the", "this", "that"} or child.dep_ == "poss" for o in objects for child in o.children)


def has_no_date(date: Token) -> bool:
    """ "There is no date for a meeting", "it is too early to name a date", "they failed to agree on a date"."""
    above = (date, *(up for up, _ in zip(date.ancestors, range(CLIMB), strict=False)))
    if any(word.lemma_ in {"fail", "failure"} for word in above):
        return True
    return any(child.dep_ == "neg" or child.lower_ in {"no", "too"} for word in above for child in word.children)


def as_status(status: str | None) -> Status:
    """A status from the word list, as its type."""
    return next((known for known in KNOWN if known == status), None)


DECIDED = {"cancelled", "postponed", "ruled_out", "possible", "planned", "confirmed"}
KNOWN: tuple[EventStatus, ...] = (
    "possible", "planned", "confirmed", "under_way", "held", "postponed", "cancelled", "ruled_out",
)  # fmt: skip


def _after_preposition(preposition: Token, links: int = CLIMB) -> Status:
    if links <= 0:
        return None
    word = preposition.lower_
    governor = preposition.head
    if governor == preposition:
        return None
    if word == "including":
        judge = _judged if governor.pos_ == "VERB" else _noun_status
        whole = judge(governor, links=links - 1)
        # "cancelled her trip to Asia, including the summit": which is planned, without her
        return "planned" if whole in {"cancelled", "ruled_out"} else whole
    if word in {"after", "following", "since"} and governor.lemma_ in TIMES:  # "on Monday, the day after his talks"
        above = next((verb for verb in governor.ancestors if verb.pos_ in {"VERB", "AUX"}), None)
        own = verb_status(above, links=links - 1) if above is not None else None
        return own if own in {"planned", "possible"} else "held"
    if word in SETTING and governor.pos_ == "VERB" and governor.lemma_ in {"work", "look", "aim", "try"}:
        told = next((up for up in governor.ancestors if up.tag_ in {"VBD", "VBZ", "VBP"}), None)
        return verb_status(told, links=links - 1) if told is not None else None  # "spoke of efforts to work in a call"
    if governor.pos_ in {"NOUN", "ADJ"} or (
        governor.pos_ == "PROPN" and governor.lemma_.casefold() in heads().abandoned
    ):
        judged = _judged(governor, links=links - 1)
        if judged:
            return judged
        return _noun_status(governor, links=links - 1) if governor.pos_ == "NOUN" else None
    if governor.pos_ == "ADV" and governor.lower_ in {"ahead", "prior"}:
        return "planned"
    if governor.pos_ == "ADP":
        return _after_preposition(governor, links=links - 1)
    if word in {"to", "for"} and governor.dep_ == "acl" and governor.tag_ == "VBN" and not _judged(governor, links - 1):
        return _noun_status(governor.head, links=links - 1)  # "there will be a day devoted to the summit"
    own = verb_status(governor, links=links - 1) if governor.pos_ in {"VERB", "AUX"} else None
    if word in {"before", "ahead", "until"}:
        # A caption tells in the present tense what was over when it was printed; a headline does not.
        in_headline = any(span.start <= governor.i < span.end for span in governor.doc.spans.get("headline", ()))
        caption = governor.tag_ in {"VBZ", "VBP"} and governor.lemma_ in heads().seen and not in_headline
        return "held" if caption else "planned"
    if word == "since":
        return "held"
    if word in {"after", "following"}:
        return "held" if own in {"held", "under_way", None} else own
    if (
        governor.pos_ == "VERB"
        and word in {"on", "to", "for", "out"}
        and (judged := _judged(governor, links=links - 1))
    ):
        return judged
    if own == "ruled_out":
        return _beside_what_is_not_done(governor)
    if word == "for" and own in OVER and governor.lemma_ in SETTING_OUT:
        visits = any(
            (noun := heads().nouns.get(child.lemma_.casefold())) is not None and noun.kind == "visit"
            for child in preposition.children
        )
        # who has arrived for talks has not held them yet; a visit begins with that
        return "under_way" if visits and governor.lemma_ in ARRIVING else "planned"
    first = governor.head if governor.dep_ == "conj" and governor.tag_ == "VB" else governor
    if word in {"at", "during", "in"} and first.dep_ == "xcomp" and governor.lemma_.casefold() not in heads().verbs:
        agreed = first.head  # "agreed at their summit to resume talks", with the summit told last
        if agreed.tag_ == "VBD" and agreed.lemma_ in REPORT:
            return "held"
    return own


SETTING = {"in", "during"}
ARRIVING = {"arrive", "land"}
SETTING_OUT = {"arrive", "land", "head", "depart", "leave"}
OVER = {"held", "under_way"}


def _beside_what_is_not_done(verb: Token) -> Status:
    """What "will not meet X at the summit" says of the summit: nothing; "will not take part in", that it is planned."""
    objects = {child.lower_ for child in verb.children if child.dep_ == "dobj"}
    if verb.lemma_.casefold() in heads().attend or (verb.lemma_ == "take" and "part" in objects):
        return "planned"
    return "ruled_out" if verb.lemma_.casefold() in heads().travel | heads().light else None


TIMES = {"hour", "day", "week", "month", "year", "time", "moment"}


def _negated_with_arguments(word: Token) -> bool:
    """ "Did not set", "no date", "no date has been set", "set no date"."""
    if any(child.dep_ == "neg" or child.lower_ in {"no", "not"} for child in word.children):
        return True
    arguments = (child for child in word.children if child.dep_ in {"nsubjpass", "dobj"})
    return word.pos_ == "VERB" and any(child.lower_ == "no" for noun in arguments for child in noun.children)


def _key(word: Token) -> str:
    lemma = word.lemma_.casefold()
    if lemma == "put" and _behind(word, "on") & {"hold", "ice"}:
        return "put_on_hold"
    particle = next((child.lower_ for child in word.children if child.dep_ == "prt"), None)
    return f"{lemma}_{particle}" if particle and f"{lemma}_{particle}" in heads().abandoned else lemma


def _has_adjunct(verb: Token) -> bool:
    return any(child.dep_ == "prep" for child in verb.children)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children)


def _reported(verb: Token) -> bool:
    """Whether the clause is what somebody said: "Trump said he would meet" is a plan."""
    at = verb
    for _ in range(CLIMB):
        joined, at = at.dep_ == "conj", at.head
        if not joined and at.pos_ in {"VERB", "AUX"}:
            return at.lemma_ in REPORT and not is_negated(at)
    return False


def _awaits_condition(verb: Token) -> bool:
    """ "Will meet once there is an agenda", "will come if he is invited"."""
    return any(
        child.dep_ == "advcl" and any(mark.lower_ in {"if", "once", "unless", "provided"} for mark in child.children)
        for child in verb.children
    )


def _under_condition(verb: Token) -> bool:
    """If, whether, unless: in the clause itself or in one between it and the main clause."""
    for word in (verb, *(a for a, _ in zip(verb.ancestors, range(2), strict=False))):
        if any(child.dep_ == "mark" and child.lower_ in {"if", "whether", "unless"} for child in word.children):
            return True
        if word.dep_ not in {"xcomp", "conj", "ccomp"}:
            return False
    return False
