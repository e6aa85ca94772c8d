"""What is no part of an article, and what only looks so."""

import pytest

from briefgen.read.furniture import is_furniture, without_tail


@pytest.mark.parametrize(
    "line",
    [
        "* * *", "---", "###", "Read more: Ten years of talks", "READ MORE", "Advertisement", "Share this", "Photo: A Desk",
        "Envoys arrive. [Photo/Xinhua]", "Envoys arrive in Vienna. (AP Photo/Erik Sample)", "FILE - Envoys arrive in 2019.",
        "Envoys arrive. REUTERS/Erik Sample/File Photo", "Envoys arrive (Erik Sample/Pool Photo via AP)",
        "Reporting by Jane Doe; Editing by Ann Other", "© 2025 A Desk", "Sign up for our newsletter", "-30-", "[ad_1]",
        "Our Standards: The Thomson Reuters Trust Principles.", "Jane Doe in Riga contributed to this report.", "jd/mm/ao",
    ],
)  # fmt: skip
def test_furniture_is_known(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell after the talks.", "Photographs of the meeting were shown on television.", "Relations improved.",
        "He watched the parade and left.", "“Read more,” the minister told pupils.", "The envoy said so (Reuters).",
        "Copyright law was on the agenda.", "Donated goods arrived on Friday.", "Ends must justify means, he said.",
        "Editing by hand is slow, the minister joked (and laughed).", "More than nine states took part.",
        "He told AP that they would meet again.", "Subscribers to the treaty will meet in May.",
    ],
)  # fmt: skip
def test_sentences_of_the_report_stay(line: str) -> None:
    assert not is_furniture(line)


def test_reporters_in_brackets_are_cut_from_the_last_paragraph() -> None:
    assert without_tail("They left. (Reporting by Jane Doe; Editing by Ann Other)") == "They left."
    assert without_tail("They left (by train).") == "They left (by train)."
