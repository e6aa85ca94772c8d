"""The editor is told what an article brings along that no page shows, with its line."""

from pathlib import Path

import pytest

from tests.read.reading import paragraphs, read_one, read_with_problems


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("They met <script>alert(1)</script> here.", "<script>"),
        ("<IFRAME src=x></IFRAME>", "<iframe>"),
        ("A <b class=x onclick=alert(1)>word</b>.", "onclick=…"),
        ("<svg onload=alert(1)>", "<svg>"),
        ("<style>p{}</style>", "<style>"),
        ("[Envoys](javascript:alert(1)) met.", "run something"),
        ("[Envoys](JaVa\tScript&#58;alert(1)) met.", "run something"),
        ('<a href=" vbscript:x">Envoys</a> met.', "run something"),
        ("![pixel](https://tracker.example/p.gif)", "neither fetched nor shown"),
        ('<img src="x.png" srcset="y.png 2x">', "neither fetched nor shown"),
        ("<!-- password: hunter22 -->", "password or key"),
        ("-----BEGIN RSA PRIVATE KEY-----", "password or key"),
        ("AKIAABCDEFGHIJKLMNOP", "password or key"),
        ("They met in Gen\u0435va.", "mixes Cyrillic and Latin letters"),
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_rows_44_52_53_63_and_64_what_is_dropped_is_told_with_its_line(
    tmp_path: Path, name: str, line: str, told: str
) -> None:
    _, problems = read_with_problems(tmp_path, f"---\ntitle: Talks\n---\nEnvoys met.\n\n{line}\n\nThey left.\n", name)
    [problem] = problems
    assert (problem.line, problem.severity) == (6, "warning")
    assert told in problem.message


@pytest.mark.parametrize(
    "line",
    [
        "The token was a gesture: secret talks were held.",
        "JavaScript: a language.",
        "5 < 6 and on = off.",
        "Генсек met the envoy.",
        "[Envoys](https://example.org/javascript) met.",
    ],
)
def test_plain_words_are_no_reason_to_warn(tmp_path: Path, line: str) -> None:
    assert paragraphs(read_one(tmp_path, f"# Talks\n\nEnvoys met.\n\n{line}\n", "a.md"))
