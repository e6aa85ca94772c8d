"""One file a question, each a function that gives findings; this module asks them in order."""

from spacy.tokens import Doc

from briefgen.extract.events import find_events
from briefgen.extract.next_steps import find_next_steps
from briefgen.extract.outcomes import find_outcomes
from briefgen.extract.quotes import find_quotes
from briefgen.extract.statements import find_statements
from briefgen.extract.text import Text
from briefgen.extract.what import find_what
from briefgen.extract.when import find_dates
from briefgen.extract.where import find_places
from briefgen.extract.who import find_parties, mark_principals
from briefgen.model import Article, Findings


def extract(article: Article, doc: Doc) -> Findings:
    """All findings of one article. doc.text must be article.body."""
    text = Text(article, doc)
    parties = find_parties(text)
    dates = find_dates(text)
    places = find_places(text, parties.cast)
    what = find_what(text, parties.cast)
    quotes = find_quotes(text, parties.cast)
    statements = find_statements(text, parties.cast)
    events = find_events(text, parties.cast, places, dates)
    next_steps = find_next_steps(text, parties, places, dates, events, quotes, statements)
    return Findings(
        sentences=text.sentences,
        what=what,
        people=mark_principals(text, parties, what),
        organizations=parties.organizations,
        states=parties.states,
        places=places,
        dates=dates,
        quotes=quotes,
        statements=statements,
        next_steps=next_steps,
        events=events,
        outcomes=find_outcomes(text, parties.cast, dates, events),
    )
