"""A build that goes on from the last one writes what a build from nothing writes, whatever was edited in between."""

import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from briefgen import nlp
from briefgen.build import Memory, build, corpus_of
from briefgen.config import Settings
from briefgen.engines.here import Kept
from briefgen.errors import BriefgenError

AS_OF = "2025-09-10"
INPUTS = ("content", "templates", "static", "locale")
OURS = Settings(title="Desk", base_url="https://desk.example/", search=False, share_images=False)

LEADS = (
    "BEIJING, Aug. 31 (Xinhua) -- Russian President Vladimir Putin met Chinese President Xi Jinping on Sunday.",
    "MOSCOW, Sept. 2 (TASS) -- Kremlin spokesman Dmitry Peskov said the summit will be held in Tianjin on September 5.",
    "Indian Prime Minister Narendra Modi will visit Tokyo on September 20, the foreign ministry said.",
    'OSLO, Sept. 1 (Reuters) -- "We are ready to talk," Norwegian Foreign Minister Espen Barth Eide told reporters.',
)
PUTIN = "vladimir-putin:\n  name: V. V. Putin\n  aliases: [Vladimir Putin]\n"
TITLES = ("Talks in Beijing", "Summit ahead", "A visit to Tokyo", "Norway is ready")

edits = st.one_of(
    st.tuples(st.just("write"), st.sampled_from("abcde"), st.sampled_from(TITLES), st.sampled_from(LEADS)),
    st.tuples(st.just("delete"), st.sampled_from("abcde")),
    st.tuples(st.just("rename"), st.sampled_from("abcde"), st.sampled_from("vwxyz")),
    st.tuples(st.just("template"), st.sampled_from(["about", "event"]), st.sampled_from(["", "<p>One</p>", "<p>Two</p>"])),
    st.tuples(st.just("style"), st.sampled_from(["", "body { color: navy }", "body { color: olive }"])),
    st.tuples(st.just("title"), st.sampled_from(["Desk", "Another desk"])),
    st.tuples(st.just("as of"), st.sampled_from([AS_OF, "2025-09-30"])),
    st.tuples(st.just("people"), st.sampled_from(["", PUTIN])),
    st.tuples(st.just("model"), st.sampled_from(["one", "other"])),
)  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Kept:
    return Kept()


@pytest.fixture
def side(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The language side that is installed; another one has another fingerprint."""
    installed = ["one"]
    real = nlp.fingerprint
    monkeypatch.setattr(nlp, "fingerprint", lambda name: real(name) + installed[0])
    return installed


class Desk:
    """A site's folder with what its editor asks for."""

    def __init__(self, root: Path, engine: Kept, side: list[str]) -> None:
        self.root, self.engine, self.side = root, engine, side
        self.settings, self.as_of = OURS, AS_OF
        (root / "content/_data").mkdir(parents=True)
        for name, title, lead in zip("abc", TITLES, LEADS, strict=False):
            self.edit(("write", name, title, lead))

    def edit(self, edit: tuple[str, ...]) -> None:
        """Change the inputs as an editor would."""
        kind, *about = edit
        if kind == "write":
            name, title, lead = about
            text = f"---\ntitle: {title}\npublished: 2025-09-0{'abcde'.index(name) + 1}\n---\n\n{lead}\n"
            self.write(f"content/{name}.md", text)
        elif kind == "delete":
            (self.root / f"content/{about[0]}.md").unlink(missing_ok=True)
        elif kind == "rename":
            old, new = (self.root / f"content/{name}.md" for name in about)
            if old.exists():
                old.replace(new)
        elif kind == "template":
            name, words = about
            body = f'{{% extends "theme/pages/{name}.html" %}}{{% block content %}}{words}{{{{ super() }}}}{{% endblock %}}'
            self.write(f"templates/pages/{name}.html", body if words else "")
        elif kind == "style":
            self.write("static/style.css", about[0])
        elif kind == "title":
            self.settings = replace(self.settings, title=about[0])
        elif kind == "as of":
            self.as_of = about[0]
        elif kind == "people":
            self.write("content/_data/people.yml", about[0])
        else:
            self.side[0] = about[0]

    def write(self, name: str, text: str) -> None:
        """Write an input; none where it is empty."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text:
            path.write_text(text, "utf-8")
        else:
            path.unlink(missing_ok=True)

    def built(self, root: Path | None = None, *, at_once: int = 2) -> dict[str, bytes] | str:
        """The site as a build leaves it, with the ledger; or why there is none."""
        root = root or self.root
        try:
            build(root, self.settings, as_of=self.as_of, engine=self.engine, at_once=at_once)
        except BriefgenError as error:
            return str(error)
        ledger = root / "content/_data/ids.json"
        files = [*(path for path in (root / "site").rglob("*") if path.is_file()), ledger]
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}

    def told(self, memory: Memory) -> object:
        """What the articles say together, to a process with this memory; or why there is nothing."""
        try:
            corpus, _, problems = corpus_of(self.root, self.settings, engine=self.engine, memory=memory)
        except BriefgenError as error:
            return str(error)
        return corpus, problems

    def built_from_nothing(self) -> dict[str, bytes] | str:
        """The site as a build in another folder leaves it, which has the inputs alone."""
        with TemporaryDirectory() as folder:
            for name in INPUTS:
                if (self.root / name).exists():
                    shutil.copytree(self.root / name, Path(folder, name))
            return self.built(Path(folder), at_once=1)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.lists(edits, min_size=1, max_size=3), min_size=1, max_size=3))
@example([[("people", PUTIN)], [("delete", "e")]])
def test_a_build_that_goes_on_writes_what_a_build_from_nothing_writes(
    engine: Kept, side: list[str], days: list[list[tuple[str, ...]]]
) -> None:
    side[0] = "one"
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder), engine, side)
        desk.built()
        memory = Memory()
        for edited in days:
            for edit in edited:
                desk.edit(edit)
            clean = desk.built_from_nothing()
            assert desk.told(memory) == desk.told(Memory())
            assert desk.built() == clean


def test_an_id_of_the_editor_holds_from_the_first_build_on(engine: Kept, side: list[str], tmp_path: Path) -> None:
    desk = Desk(tmp_path, engine, side)
    desk.edit(("people", PUTIN))
    first = desk.built()
    assert isinstance(first, dict), first
    assert "site/people/vladimir-putin/index.html" in first
    assert "site/people/v-v-putin/index.html" not in first


@pytest.mark.parametrize(
    "edit",
    [
        ("write", "a", "Talks in Beijing", LEADS[3]),
        ("write", "b", "Another headline", LEADS[1]),
        ("write", "d", "Norway is ready", LEADS[3]),
        ("delete", "a"),
        ("rename", "a", "z"),
        ("template", "about", "<p>One</p>"),
        ("style", "body { color: navy }"),
        ("title", "Another desk"),
        ("as of", "2025-09-30"),
        ("people", PUTIN),
        ("model", "other"),
    ],
    ids=lambda edit: edit[0],
)
def test_each_kind_of_edit_is_seen(engine: Kept, side: list[str], tmp_path: Path, edit: tuple[str, ...]) -> None:
    desk = Desk(tmp_path, engine, side)
    before = desk.built()
    desk.edit(edit)
    clean = desk.built_from_nothing()
    assert isinstance(clean, dict), clean
    after = desk.built()
    assert after == clean
    assert (after != before) is (edit[0] != "model"), "the edit cannot be seen at all"
