"""Quotes and their speakers: sentences in the manner of the wires, written for these tests."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.extract.quotes import find_quotes
from briefgen.extract.statements import find_statements
from briefgen.extract.text import Text
from briefgen.extract.who import find_parties
from briefgen.model import Quote, Statement

Reader = Callable[..., Text]
Finder = Callable[..., list[Quote]]


@pytest.fixture
def quotes(read_text: Reader) -> Finder:
    def find(words: str, **about: str) -> list[Quote]:
        text = read_text(words, **about)
        return list(find_quotes(text, find_parties(text).cast))

    return find


def said(found: list[Quote]) -> list[tuple[str, str | None]]:
    return [(q.text, q.speaker_name) for q in found]


# The words, and who speaks each stretch in them ("-": nobody whom the text tells).
BESIDE = {
    '"We will not accept ultimatums," Iranian Foreign Minister Abbas Araqchi told state television on Sunday.': ["Abbas Araqchi"],
    '"We will not accept ultimatums," said Iranian Foreign Minister Abbas Araqchi, who leads the talks. "But our door is open."': ["Abbas Araqchi", "Abbas Araqchi"],
    "‘We need a ceasefire now,’ Qatar’s prime minister, Sheikh Mohammed bin Abdulrahman Al Thani, told a news conference in Doha.": ["Mohammed bin Abdulrahman Al Thani"],
    '"This is," European Council President Antonio Costa said, "a decisive moment."': ["Antonio Costa", "Antonio Costa"],
    '"It was a frank exchange," a senior European diplomat said on condition of anonymity.': ["a senior European diplomat"],
    '"No guarantees, no deal," one of the officials said.': ["one of the officials"],
    '"We have no illusions," the diplomat, who was not authorised to speak publicly, told Reuters.': ["the diplomat"],
    '"The agreement is a historic step," the African Union said in a statement.': ["African Union"],
    '"The situation is dire," said Tom Fletcher, the U.N. aid chief. "People are starving."': ["Tom Fletcher", "Tom Fletcher"],
    '"There is no date," Peskov said. Kremlin spokesman Dmitry Peskov added that a summit needed "careful preparation".': ["Dmitry Peskov", "Dmitry Peskov"],
    '"Taking the money and leaving us the risk? That will not happen," Prime Minister Bart De Wever told reporters.': ["Bart De Wever"],
}  # fmt: skip
GOVERNED = {
    "According to Prime Minister Luis Quispe's office, Amos Otieno, the head of the agency, will go to Lima.\n\nThe official said it weighed “ideas and proposals” on the truce.": ["The official"],
    'U.S. Secretary of State Marco Rubio said: "We are hopeful. We are not there yet."': ["Marco Rubio"],
    'Asked if he would meet Xi, President Donald Trump replied: "Probably, yes."': ["Donald Trump"],
    'President Donald Trump rejected foreign troops defending the border: "That is not for us to do."': ["Donald Trump"],
    "Israel's Defense Minister Israel Katz vowed to \"open the gates of hell\".": ["Israel Katz"],
    'White House press secretary Karoline Leavitt called the talks "very good".': ["Karoline Leavitt"],
    'The Kremlin, which calls the plan "pure theft", has threatened to prosecute anyone involved.': ["Kremlin"],
    'German Chancellor Friedrich Merz, speaking alongside Macron, said Europe must "speak with one voice".': ["Friedrich Merz"],
    'Xinhua news agency quoted Foreign Minister Wang Yi as saying the two sides "should manage differences".': ["Wang Yi"],
    "China's foreign ministry said it was opposed, adding that Beijing had lodged \"solemn representations\" with Tokyo.": ["China's foreign ministry"],
    'Prime Minister Shigeru Ishiba said "we will see", while his negotiator Ryosei Akazawa told reporters that "much remains".': ["Shigeru Ishiba", "Ryosei Akazawa"],
    'Hamas said in a statement it hoped the meeting would bring "practical steps to end the siege".': ["Hamas"],
    'The UAE, which denies arming the force, rejected what it called "baseless allegations".': ["United Arab Emirates"],
    'Moscow says it wants guarantees that are "legally binding and public".': ["Russia"],
    'Foreign Ministry spokesman Guo Jiakun said China hoped the deal would not be "directed against anyone".': ["Guo Jiakun"],
    'The two men, U.S. envoy Steve Witkoff said, "understand each other perfectly well".': ["Steve Witkoff"],
    'Foreign Minister Sergei Lavrov was quoted by Interfax as saying that "the answer is on the way."': ["Sergei Lavrov"],
    'President Donald Trump said Russian President Vladimir Putin told him he wanted "to get it over with".': ["Vladimir Putin"],
    'German Chancellor Friedrich Merz said it was a "very productive meeting" and that he was hopeful.': ["Friedrich Merz"],
    'Foreign Minister Sergei Lavrov reiterated that the "root causes" of the conflict must be removed.': ["Sergei Lavrov"],
    'The talks "went nowhere", a source briefed on the trip said.': ["a source"],
    'Many Japanese say the visit came "far too late".': ["Many Japanese"],
}  # fmt: skip
COLLECTIVE = {
    'The two leaders "expressed their firm commitment to peace," according to a joint statement.': ["a joint statement"],
    "The ministers expressed “grave concern” over the strikes in a statement after their talks in Jakarta.": ["The ministers"],
    "A joint communique issued after the summit said the leaders “reaffirmed their commitment” to the deal.": ["A joint communique"],
    '"Talks were difficult but useful," the Ukrainian delegation said.': ["the Ukrainian delegation"],
    "Kenya's mediators said in a communique that a deal was near. \"There is no military solution,\" the document reads.": ["Kenya's mediators"],
}  # fmt: skip
CARRIED = {
    'Prime Minister Anwar Ibrahim spoke in Kuala Lumpur on Wednesday. "We are not at war with anyone," he said.': ["Anwar Ibrahim"],
    '"We welcome any effort," NATO Secretary-General Mark Rutte said.\n\n“But it must be a just peace,” he said.': ["Mark Rutte", "Mark Rutte"],
    'According to Deputy Foreign Minister Mikhail Bogdanov, Moscow "maintains contacts with all". \n\n"The Sudanese should decide for themselves," the senior diplomat emphasized.': ["Mikhail Bogdanov", "Mikhail Bogdanov"],
    '"It is a step," a senior Turkish official said.\n\n"It will open a new page," the official said.': ["a senior Turkish official", "a senior Turkish official"],
    '"It is in line with the law," von der Leyen said. "We are sure," the former minister said. European Commission President Ursula von der Leyen was in Berlin.': ["Ursula von der Leyen", "Ursula von der Leyen"],
    'President Xi Jinping spoke first. Envoys doubt it, among them Carl Bildt. He told reporters: "We waited far too long."': ["Carl Bildt"],
    'Security Minister Itamar Ben-Gvir said no. "It is time," he said.\n\nU.S. adviser Jake Sullivan, speaking to CBS, declined to comment on what he described as "domestic politics".': ["Itamar Ben-Gvir", "Jake Sullivan"],
    'The coca growers\' leader spoke. "They want it," the leader said.\n\nVice President Edmand Lara has kept away: he told supporters he "was not consulted".': ["The coca growers' leader", "Edmand Lara"],
    'Sir Keir Starmer met Ursula von der Leyen, the European Commission president, and Kemi Badenoch, the Conservative leader.\n\nThe prime minister said it was "a good day".': ["Keir Starmer"],
    'Envoy Anna Roe spoke. "We came," she said.\n\nThe head of the miners\' union, Joseph Chewe, said it was "long overdue".': ["Anna Roe", "Joseph Chewe"],
    '"We came to talk.\n\n"We will go on," Foreign Minister Wang Yi said.': ["Wang Yi", "Wang Yi"],
}  # fmt: skip
NOBODY = {
    '"We are not at war with anyone," he said.': [None],
    "“There is a long way to go before that.” The talks went on.": [None],
}
NO_QUOTES = [
    'The so-called "coalition of the willing" will meet in Paris on Thursday.',
    'He has been nicknamed "the fixer" by colleagues in Ankara.',
    'The exercise, dubbed "Freedom Shield", will run until March 20.',
    'Leaders may also discuss a "drone wall", a project that the Commission says could be ready by 2027.',
    'The film "No Other Land" won a prize in Berlin.',
    "The minister presented “Uniting for Global Food Security” in New York.",
    'Washington called the talks "constructive".',
    'President Vladimir Putin said the "special military operation" would continue.',
    'China urged Washington to abide by the "one China" principle, Foreign Minister Wang Yi said.',
    'South Korean lawmakers raised the issue of "comfort women" with their hosts.',
    'Beijing and Moscow declared a "no limits" partnership in 2022.',
    'Leaders reaffirmed the "most favored nation" status of Georgia, Prime Minister Irakli Kobakhidze said.',
    '"Stop the killing," read a banner outside the talks.',
    "",
]


@pytest.mark.parametrize("words", BESIDE)
def test_who_speaks_is_told_by_the_verb_beside_the_marks(quotes: Finder, words: str) -> None:
    assert [q.speaker_name for q in quotes(words)] == BESIDE[words]


@pytest.mark.parametrize("words", GOVERNED)
def test_who_speaks_is_told_by_the_verb_that_governs_the_words(quotes: Finder, words: str) -> None:
    assert [q.speaker_name for q in quotes(words)] == GOVERNED[words]


@pytest.mark.parametrize("words", COLLECTIVE)
def test_groups_and_documents_speak_as_written_or_for_who_issued_them(quotes: Finder, words: str) -> None:
    assert [q.speaker_name for q in quotes(words)] == COLLECTIVE[words]


@pytest.mark.parametrize("words", CARRIED)
def test_who_has_just_spoken_goes_on_by_pronoun_description_or_silence(quotes: Finder, words: str) -> None:
    assert [q.speaker_name for q in quotes(words)] == CARRIED[words]


@pytest.mark.parametrize("words", NOBODY)
def test_nobody_speaks_where_the_text_does_not_tell(quotes: Finder, words: str) -> None:
    assert [q.speaker_name for q in quotes(words)] == NOBODY[words]


@pytest.mark.parametrize("words", NO_QUOTES)
def test_terms_titles_single_words_and_banners_are_no_quotes(quotes: Finder, words: str) -> None:
    assert quotes(words) == []


def test_cue_addressee_and_party_stand_with_the_quote(quotes: Finder) -> None:
    [quote] = quotes('"We are ready," Kremlin spokesman Dmitry Peskov told reporters in Moscow.')
    assert (quote.speaker, quote.cue, quote.addressee) == ("dmitry-peskov", "told", "reporters")
    assert quote.evidence.rule == "quotes/beside"


def test_a_news_conference_is_no_addressee(quotes: Finder) -> None:
    [quote] = quotes('"We are ready," Foreign Minister Wang Yi told a news conference.')
    assert quote.addressee is None


def test_a_denied_or_imagined_saying_is_not_the_speakers(quotes: Finder) -> None:
    found = quotes('Foreign Minister Wang Yi did not say the talks were "a waste of time".')
    assert [q.speaker_name for q in found if q.speaker_name] == []


def test_a_heading_that_names_one_person_speaks_the_quotes_below_it(quotes: Finder) -> None:
    found = quotes("Secretary of State Marco Rubio on the Sunday shows\n\n“We want peace.”\n\n“It will take time.”")
    assert [q.speaker_name for q in found] == ["Marco Rubio", "Marco Rubio"]


def test_quotes_in_a_headline_are_left_to_the_text(quotes: Finder) -> None:
    found = quotes(
        '"We are not ready," Peskov said. Dmitry Peskov is a spokesman.', headline='Kremlin says it is "not ready"'
    )
    assert said(found) == [("We are not ready", "Dmitry Peskov")]


PIECES = [
    *BESIDE, *GOVERNED, *COLLECTIVE, *CARRIED, *NO_QUOTES,
    '"', "“", "”", "'", "’", "\n\n", ":", "—", ", he said", "said it", "According to", "it said", "\u200b", "🟦", "(", "The statement said",
]  # fmt: skip


@given(
    st.one_of(
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join),
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join),
        st.text(min_size=1, max_size=80),
    )
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_quotes_and_statements_that_slice_it(read_text: Reader, words: str) -> None:
    text = read_text(words)
    cast = find_parties(text).cast
    everything: list[Quote | Statement] = [*find_quotes(text, cast), *find_statements(text, cast)]
    for found in everything:
        assert text.article.body[found.evidence.start : found.evidence.end] == found.evidence.text == found.text
        assert (found.speaker is None) or found.speaker_name
