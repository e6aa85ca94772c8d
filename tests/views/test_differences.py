"""Where sources differ: each question once, each answer with those who give it, no outlet named twice."""

from briefgen import routes
from briefgen.frozen import replace
from briefgen.model import Difference
from briefgen.views.catalogue import Catalogue
from briefgen.views.differences import differences
from briefgen.views.sheet import Sheet
from tests.corpora import AS_OF, COLOPHON, SETTINGS, corpus

OF = corpus()
END, PLACE = next(e for e in OF.events if e.id == "test-summit-2025").differs


def shown(*found: Difference) -> list[tuple[str, list[str]]]:
    sheet = Sheet(Catalogue(OF, SETTINGS, AS_OF, COLOPHON), routes.briefing("leaders-to-meet"))
    return [(one.question, [answer.text for answer in one.answers]) for one in differences(sheet, found)]


def test_a_day_on_which_sources_differ_is_one_question_and_not_its_begin_and_its_end() -> None:
    start = replace(END, field="start")
    days = ["20 September 2025", "2 September 2025"]
    assert shown(start, END, PLACE) == [("When it takes place", days), ("Where it takes place", ["Tianjin", "Beijing"])]


def test_begin_and_end_stay_two_questions_where_they_differ_otherwise() -> None:
    start = replace(END, field="start", readings=END.readings[::-1])
    assert [question for question, _ in shown(start, END)] == ["When it begins", "When it ends"]
    assert [question for question, _ in shown(END)] == ["When it ends"]


def test_an_outlet_that_is_named_with_its_day_is_not_named_again_by_the_mark() -> None:
    sheet = Sheet(Catalogue(OF, SETTINGS, AS_OF, COLOPHON), routes.briefing("leaders-to-meet"))
    [question] = differences(sheet, [END])
    elsewhere = question.answers[0]
    assert elsewhere.note == "Other, 1 September 2025"
    [mark] = elsewhere.marks
    assert (mark.label, mark.named) == (mark.href.split("#")[1], False)
