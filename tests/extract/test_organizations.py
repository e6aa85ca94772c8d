"""Organizations: sentences in the manner of the wires, written for these tests, with the bodies to be found."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from briefgen.extract.organizations import find_organizations
from briefgen.extract.text import Text
from briefgen.model import Organization

Reader = Callable[..., Text]


@pytest.fixture
def bodies(read_text: Reader) -> Callable[..., list[Organization]]:
    def find(words: str, **about: str) -> list[Organization]:
        return list(find_organizations(read_text(words, **about)))

    return find


Finder = Callable[..., list[Organization]]

LISTED = {
    "The Kremlin said there was no agreement on a date.": ["Kremlin"],
    "The White House declined to comment on the trip.": ["White House"],
    "Turkish President Tayyip Erdogan will host NATO leaders in Ankara in July.": ["NATO"],
    "A Downing Street spokesperson said Starmer would travel to Washington.": ["Downing Street"],
    "The European Commission proposed new sanctions on Friday, and EU foreign ministers will discuss them in Copenhagen.": ["European Commission", "EU"],
    "The U.N. Security Council will meet on Thursday at the request of Britain and France, diplomats said.": ["U.N. Security Council"],
    "The Palestinian Authority and the Arab League welcomed the announcement.": ["Palestinian Authority", "Arab League"],
    "The Organization of the Petroleum Exporting Countries and its allies, known as OPEC+, will meet on Sept. 7.": ["Organization of the Petroleum Exporting Countries", "OPEC+"],
    "The Democratic Republic of Congo and the M23 rebel group signed a declaration of principles in Doha.": ["M23"],
    "A U.S. Treasury official said talks would resume.": ["U.S. Treasury"],
    "The Houthis said they fired a missile at Israel.": ["Houthis"],
}  # fmt: skip
OF_STATES = {
    "The Russian Foreign Ministry said on Friday that talks with Japan would resume in May.": ("Russian Foreign Ministry", "RU"),
    "Russia's defence ministry said its forces had shot down 40 drones overnight.": ("Russia's defence ministry", "RU"),
    "China's Ministry of Commerce said it would take countermeasures.": ("China's Ministry of Commerce", "CN"),
    "The Ministry of Foreign Affairs of Japan lodged a protest.": ("Ministry of Foreign Affairs of Japan", "JP"),
    "An Iranian foreign ministry spokesperson said the proposal was under review.": ("Iranian foreign ministry", "IR"),
    "South Korea's Joint Chiefs of Staff said the North fired a ballistic missile.": ("South Korea's Joint Chiefs of Staff", "KR"),
    "Ukraine's parliament voted on Thursday to extend martial law.": ("Ukraine's parliament", "UA"),
    "In New Delhi, the foreign ministry had no comment.": ("foreign ministry", "IN"),
    "In Beijing, Foreign Ministry spokesman Guo Jiakun said a visit was planned.": ("Foreign Ministry", "CN"),
    "Japan's Ministry of Economy, Trade and Industry drew up the list.": ("Ministry of Economy, Trade and Industry", "JP"),
    "The Taliban's foreign ministry said a delegation would fly to Oslo on Sunday.": ("Taliban's foreign ministry", "AF"),
    "The Gaza health ministry said 52 people were killed.": ("Gaza health ministry", "PS"),
    "The Defense Ministry in Tokyo said jets were scrambled.": ("Defense Ministry", "JP"),
    "The Israeli military said it had struck a command centre in the city.": ("Israeli military", "IL"),
    '"We are ready," a spokesperson for the Chinese embassy in Washington said.': ("Chinese embassy", "CN"),
    "Japan's Self-Defense Forces scrambled jets.": ("Self-Defense Forces", "JP"),
}  # fmt: skip
BY_FORM = {
    "The Sudan Doctors Network said at least 14 people were killed in el-Fasher.": ["Sudan Doctors Network"],
    "The Central Bank of Iran said in a statement that the funds had been released.": ["Central Bank of Iran"],
    "The High-Level Committee on Libya of the African Union met in Brazzaville.": ["High-Level Committee on Libya of the African Union"],
    "Saudi Arabia's Public Investment Fund said it would invest $5 billion.": ["Public Investment Fund"],
    "Poland's National Security Bureau chief will fly to Washington.": ["National Security Bureau"],
    "The Boeing Company signed a $10 billion deal with Vietnam Airlines during the visit.": ["Boeing Company", "Vietnam Airlines"],
    "The Biden administration has urged Israel to hold off, according to two U.S. officials.": ["Biden administration"],
    "Other Security Council members rejected the draft.": ["Security Council"],
    "Three states asked for a meeting of the U.N. Human Rights Council on Tuesday.": ["U.N. Human Rights Council"],
}  # fmt: skip
NONE = [
    "Leaders gathered at the White House on Monday for two hours of talks.",
    "The Treaty on the Non-Proliferation of Nuclear Weapons obliges Iran to report.",
    "The German government said Chancellor Friedrich Merz would visit Kyiv.",
    "The President of the Russian Federation arrived in Baku.",
    "Spokespeople told Reuters and the BBC that talks would go on.",
    "The Iranian Students' News Agency quoted him as saying talks would continue.",
    '"It is a step," said Jane Roe, a senior fellow at the Wilson Center in Washington.',
    "Professor Liu Wei of Tsinghua University said both sides wanted calm.",
    "The Ukrainian military was short of shells that winter.",
    "The parliament will vote on Monday.",
    "Trump spoke aboard Air Force One on his way to Alaska.",
    "The leaders met in the Oval Office and later in the Rose Garden.",
    "The Joint Comprehensive Plan of Action expires in October.",
    "Withdrawal of Foreign Forces began in the West Bank.",
    "The U.S.-Japan Alliance is strong, the Government of Japan and envoys for the region think.",
    "Leaders said the State of the Union address would be short.",
    "Amnesty for the rebels was refused, and the Commonwealth of Virginia sent no delegate.",
    "Sebastian Wagner, a lawyer, said he would appeal.",
    "",
]


@pytest.mark.parametrize("words", LISTED)
def test_bodies_of_the_lists_are_found_by_their_names_in_the_text(bodies: Finder, words: str) -> None:
    assert [b.name for b in bodies(words)] == LISTED[words]


@pytest.mark.parametrize("words", OF_STATES)
def test_what_every_state_has_is_found_with_its_state(bodies: Finder, words: str) -> None:
    assert [(b.name, b.country) for b in bodies(words)] == [OF_STATES[words]]


@pytest.mark.parametrize("words", BY_FORM)
def test_unlisted_bodies_are_found_by_the_form_of_their_names(bodies: Finder, words: str) -> None:
    assert [b.name for b in bodies(words)] == BY_FORM[words]


@pytest.mark.parametrize("words", NONE)
def test_places_texts_governments_media_and_employers_in_passing_are_no_bodies(bodies: Finder, words: str) -> None:
    assert bodies(words) == []


def test_the_organ_of_a_party_that_rules_is_a_body_where_it_speaks(bodies: Finder) -> None:
    [agency] = bodies("The leader praised the troops, the official Korean Central News Agency (KCNA) said on Friday.")
    assert (agency.name, agency.aliases) == ("Korean Central News Agency", ("KCNA",))


def test_a_number_before_a_name_is_no_part_of_it(bodies: Finder) -> None:
    assert [b.name for b in bodies("He sent 300 National Guard troops to the border.")] == ["National Guard"]


def test_an_acronym_in_brackets_is_the_body_before_it_wherever_it_stands(bodies: Finder) -> None:
    [army] = bodies("The Kachin Liberation Army (KLA) declared a truce. The KLA said it would free hostages.")
    assert (army.name, army.aliases, len(army.mentions)) == ("Kachin Liberation Army", ("KLA",), 3)


def test_a_full_name_and_its_acronym_of_the_lists_are_one_body(bodies: Finder) -> None:
    [one] = bodies("The Organisation for the Prohibition of Chemical Weapons will go to Damascus, the OPCW said.")
    assert (one.name, one.aliases) == ("Organisation for the Prohibition of Chemical Weapons", ("OPCW",))
    assert one.id == "organization-for-the-prohibition-of-chemical-weapons"


def test_a_ministry_without_its_state_is_the_one_named_with_it(bodies: Finder) -> None:
    [ministry] = bodies("The Turkish Defense Ministry confirmed the visit. The Defense Ministry gave no date.")
    assert ministry.aliases == ("Defense Ministry",)
    assert ministry.id == "turkish-defense-ministry"


def test_a_ministry_in_another_capital_is_not_the_one_named_before(bodies: Finder) -> None:
    found = bodies("The Japanese Foreign Ministry lodged a protest. In Beijing, Foreign Ministry officials shrugged.")
    assert [b.country for b in found] == ["JP", "CN"]


def test_two_ministries_stay_two_where_a_third_mention_is_of_neither_for_sure(bodies: Finder) -> None:
    found = bodies(
        "The Turkish Defense Ministry and the Greek Defense Ministry agreed. The Defense Ministry gave no date."
    )
    assert len(found) == 3


def test_the_spelling_of_a_ministry_makes_no_other_body(bodies: Finder) -> None:
    found = bodies("India's Ministry of Defence will buy jets. The Indian defense ministry named no price.")
    assert [b.id for b in found] == ["indian-defense-ministry"]


def test_a_common_noun_means_the_body_named_last_and_is_no_name_of_it(bodies: Finder) -> None:
    found = bodies(
        "The Turkish Foreign Ministry summoned the envoy. The ministry said NATO was told. The alliance was silent."
    )
    assert [(b.name, b.aliases, [m.text for m in b.mentions]) for b in found] == [
        ("Turkish Foreign Ministry", (), ["Turkish Foreign Ministry", "ministry"]),
        ("NATO", (), ["NATO", "alliance"]),
    ]


def test_the_noun_that_describes_a_body_before_its_name_means_it_after(bodies: Finder) -> None:
    [council] = bodies(
        "The rebel alliance known as the Kachin Unity Council met in Chiang Mai. The alliance named no date."
    )
    assert [m.text for m in council.mentions] == ["Kachin Unity Council", "alliance"]


def test_a_noun_that_belongs_to_another_name_means_nobody(bodies: Finder) -> None:
    [ministry] = bodies("The Turkish Foreign Ministry summoned him. The ministry of a neighbour state did so too.")
    assert len(ministry.mentions) == 1


def test_mentions_point_at_their_words_and_do_not_overlap(read_text: Reader) -> None:
    text = read_text(" ".join([*LISTED, *OF_STATES, *BY_FORM]))
    spans = sorted((m.start, m.end) for b in find_organizations(text) for m in b.mentions)
    assert spans
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert all(text.article.body[m.start : m.end] == m.text for b in find_organizations(text) for m in b.mentions)


def test_ids_are_unique(bodies: Finder) -> None:
    found = bodies(" ".join([*LISTED, *OF_STATES, *BY_FORM]))
    assert len({b.id for b in found}) == len(found)
