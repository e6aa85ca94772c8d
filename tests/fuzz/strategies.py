"""What strangers may send: files, front matter, settings, names, requests. Half sense, half nonsense."""

import json

from hypothesis import strategies as st

from tests.read.test_wire import AFP, AP, BBC, KREMLIN_STYLE, REUTERS, XINHUA

_LINES = [line for text in (REUTERS, AP, AFP, XINHUA, BBC, KREMLIN_STYLE) for line in text.split("\n")]
_MARKS = [
    "---", "+++", "...", "# H", "## ", "- x", "1. x", "> q", ">>> ", "    ", "\t", "***", "| a | b |", "|---|---|", "```",
    "~~~ x", "[a](b)", "[a](javascript:alert(1))", "![p](https://t.example/p.gif)", "[^1]", "[^1]: note", "[x]: y", "`", "**",
    "_", "\\", "<p>", "</p>", "<br>", "<html>", "<body>", "<article>", "<main>", "<!--", "-->", "<![CDATA[", "<script>", "</script>",
    "<style>", "<svg onload=alert(1)>", "<img src=x onerror=alert(1)>", "<table><tr><td>", "<iframe src=//e.example>", "<meta",
    "<time datetime=2025-08-29>", "<div hidden>", "&#13;", "&amp;", "&lt;script&gt;", "&#x202e;", "&nbsp;", "&#0;", "&bogus;",
    "{{ 7*7 }}", "{% include 'x' %}", "{#", "=cmd|' /C calc'!A0", "]]>", "</title>", "\u202e", "\u2066", "\u200b", "\u00ad",
    "\ufeff", "\x00", "\x0c", "\x85", "\u2028", "\r", "\r\n", "é", "e\u0301", "İ", "ß", "ﬁ", "🟦", "👩‍🚀", "“", "”", "‘", "«", "»", "「",
    "שלום", "السلام", "北京", "峰" * 30, "a" * 300, "(" * 40, "[" * 40, "—", "…", "Sept. 31", "June 15-17", "30 February", "25:61 GMT",
    "<<<<<<< HEAD", ">>>>>>> x", "=======",
]  # fmt: skip
_KEYS = [
    "title", "headline", "date", "published", "updated", "source", "outlet", "url", "source_url", "author", "language", "lang",
    "tags", "slug", "draft", "note", "status", "embargo_until", "titel", "embargo_untill", "name", "aliases", "country", "lat",
    "lon", "kind", "was", "start", "end", "precision", "place", "parent", "series", "is_not", "same", "apart", "base_url",
    "timezone", "content", "output", "model", "search", "max_article_bytes", "footer",
]  # fmt: skip
_VALUES = [
    "Talks", "Talks: day two", "2026", "2025-08-29", "2025-08-29T10:00:00Z", "2025-08-29 10:00", "04/06/2026", "2026-02-30",
    "12:30", "010", "NO", "yes", "true", "~", "''", '"a', "[a, b]", "[a", "{a: b}", "{a: {b: {c: d}}}", "[" * 30, "&a [*a]", "*a", "&x y",
    "!!python/object/apply:os.system [x]", "!x y", "| ", ">-", "https://example.org/a", "javascript:alert(1)", "file:///etc/passwd",
    "http://u:p@example.org/", "//example.org", "http://[", "../../etc/x", "/abs", "C:x", "a\\b", "%2e%2e/", "index", "CON", "!!!",
    "🟦", "Genеva", "Straße", "en", "en-GB", "xx-invalid-tag-too-long", "Europe/Berlin", "EST", "Europe/Atlantis", "1e999", "nan", "-1",
    "9" * 400, "2000000", "a, b", "one, other, third", "day", "city", "\ud800", "\x00", "\x9f", "\ufeff", "<script>", "{{ x }}",
    "site", "content", "/", "~", ".", "..",
]  # fmt: skip

words = st.one_of(st.text(max_size=60), st.sampled_from(_MARKS), st.sampled_from(_LINES))
pieces = st.lists(st.one_of(st.sampled_from(_MARKS), st.sampled_from(_LINES), st.text(max_size=12)), max_size=25)
prose = st.one_of(
    st.text(max_size=300), pieces.map("\n".join), pieces.map("\n\n".join), pieces.map("".join), pieces.map(" ".join)
)
scalar = st.one_of(st.sampled_from(_VALUES), st.text(max_size=30))
pair = st.tuples(st.one_of(st.sampled_from(_KEYS), st.text(max_size=8)), scalar).map(": ".join)
deeper = st.tuples(st.sampled_from(["  ", "    ", "- ", "  - ", "\t", "# "]), pair).map("".join)
mapping = st.one_of(
    st.lists(st.one_of(pair, deeper, st.sampled_from(_VALUES)), max_size=12).map("\n".join), st.text(max_size=200)
)
front_matter = st.tuples(st.sampled_from(["---\n", "---", "--- \n", "---js\n", "\ufeff---\n"]), mapping, prose).map(
    lambda p: f"{p[0]}{p[1]}\n---\n{p[2]}"
)
text = st.one_of(prose, front_matter)


@st.composite
def _mangled(draw: st.DrawFn) -> bytes:
    """A text in which some bytes were lost, doubled or changed."""
    data = bytearray(draw(text).encode("utf-8", "surrogatepass"))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 4))] = draw(st.binary(max_size=4))
    return bytes(data)


file_bytes = st.one_of(
    text.map(lambda t: t.encode("utf-8", "surrogatepass")), text.map(lambda t: t.encode("utf-16", "replace")),
    _mangled(), st.binary(max_size=300),
)  # fmt: skip
suffix = st.sampled_from([".md", ".txt", ".html"])

_NAMES = st.sampled_from(
    ["schema", "files", "briefings", "people", "events", "places", "organizations", "moved", "../x", "/etc/x", "a/b.html", "", "\x00"]
)  # fmt: skip
_LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), _NAMES, st.sampled_from([1, "briefgen/manifest/1"])
)
_TREES = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES | st.text(max_size=5), inner, max_size=4), max_leaves=12
)  # fmt: skip
_LISTS = st.dictionaries(_NAMES, _TREES, max_size=4).map(
    lambda files: {"schema": "briefgen/manifest/1", "files": files}
)
_LEDGERS = st.dictionaries(_NAMES, _TREES, max_size=4).map(lambda kinds: {**kinds, "schema": 1})
document = st.one_of(_TREES.map(json.dumps), _LISTS.map(json.dumps), _LEDGERS.map(json.dumps), mapping)

_STEPS = st.one_of(
    st.sampled_from(
        ["..", "%2e%2e", "%252e%252e", "..%2f", "%5c..", "..;", "", ".", "C:", "%00", "%ff", "static", "link", "index.html", "secret.txt",
         ".git", ".env", "data", "events.json", "events", "sco", "link", "~root", "a" * 300, "..\\..", "%c0%ae%c0%ae", "\u2025"]
    ),
    st.text(max_size=10),
)  # fmt: skip
target = st.one_of(st.lists(_STEPS, max_size=8).map(lambda parts: "/" + "/".join(parts)), st.text(max_size=40))
header = st.one_of(
    st.sampled_from(
        ["localhost:8000", "127.0.0.1", "[::1]:8000", "evil.example", "localhost:8000@evil.example", "http://[", "http://localhost:8000",
         "http://evil.example", "null", "", "localhost:99999", "localhost:-1", "[::1", "\xff", "localhost:8000.", "LOCALHOST"]
    ),
    st.text(st.characters(max_codepoint=255), max_size=30),
)  # fmt: skip
method = st.sampled_from(["GET", "HEAD", "POST", "TRACE", "OPTIONS", "CONNECT", "get", ""])
