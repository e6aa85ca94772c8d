"""The same articles as sites of Hugo and Pelican: pages with tags, a feed and a sitemap.

Both get what they need to do what a newsroom would ask of them and no more: a template for an article, for a list and
for a tag, of about the frame that our pages have. Neither has search, calendars, data files or pages of events.
"""

import os
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path

from corpus import Told

ASIDE = "put-aside"  # a folder beside the sites
HUGO_SETTINGS = """\
baseURL: https://news.example/briefings/
title: Archive
enableRobotsTXT: true
pagination: {pagerSize: 50}
taxonomies: {tag: tags}
markup: {goldmark: {renderer: {unsafe: false}}}
"""
HUGO_BASE = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }} – {{ site.Title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="canonical" href="{{ .Permalink }}">
<link rel="stylesheet" href="{{ "static/style.css" | relURL }}">
{{ with .OutputFormats.Get "rss" }}<link rel="alternate" type="application/rss+xml" href="{{ .Permalink }}">{{ end }}
</head><body><header><a href="{{ "" | relURL }}">{{ site.Title }}</a></header>
<main>{{ block "main" . }}{{ end }}</main><footer>{{ site.Title }}</footer></body></html>
"""
HUGO_PAGE = """\
{{ define "main" }}<article><h1>{{ .Title }}</h1><p>{{ .Params.outlet }}, <time datetime="{{ .Date.Format
"2006-01-02T15:04:05Z07:00" }}">{{ .Date.Format "2 January 2006" }}</time></p>{{ .Content }}
<p>{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</p>
<nav>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav></article>{{ end }}
"""
HUGO_LIST = """\
{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Paginator.Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2 January 2006" }}</li>{{ end }}</ul>
{{ with .Paginator }}{{ if .HasPrev }}<a href="{{ .Prev.URL }}">newer</a>{{ end }}
{{ if .HasNext }}<a href="{{ .Next.URL }}">older</a>{{ end }}{{ end }}{{ end }}
"""
HUGO_TERMS = """\
{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Data.Terms.Alphabetical }}
<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>{{ end }}
"""
PELICAN_SETTINGS = """\
SITENAME = "Archive"
SITEURL = "https://news.example/briefings"
PATH = "content"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "simple"
DEFAULT_PAGINATION = 50
SLUGIFY_SOURCE = "basename"
FEED_ALL_ATOM = "feed.atom"
TAG_FEED_ATOM = "tag/{slug}.atom"
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
CHECK_MODIFIED_METHOD = "mtime"
WITH_FUTURE_DATES = True
TEMPLATE_PAGES = {"sitemap.xml": "sitemap.xml"}
"""
PELICAN_SITEMAP = """\
<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{% for article in articles %}<url><loc>{{ SITEURL }}/{{ article.url }}</loc></url>
{% endfor %}</urlset>
"""


def hugo_site(folder: Path, told: Sequence[Told]) -> list[str]:
    """Make a Hugo site; give the command that builds it."""
    files = {
        "hugo.yaml": HUGO_SETTINGS,
        "layouts/_default/baseof.html": HUGO_BASE,
        "layouts/_default/single.html": HUGO_PAGE,
        "layouts/_default/list.html": HUGO_LIST,
        "layouts/_default/terms.html": HUGO_TERMS,
        "layouts/index.html": HUGO_LIST,
    }
    _write(folder, files)
    for one in told:
        tags = ", ".join(f'"{tag}"' for tag in one.tags)
        head = f'---\ntitle: "{one.title}"\ndate: {one.published}\noutlet: {one.outlet}\ntags: [{tags}]\n---\n\n'
        path = folder / "content" / "posts" / one.published[:4] / one.published[5:7] / f"{one.name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(head + "\n\n".join(one.paragraphs) + "\n", "utf-8")
    program = Path(sys.prefix, "bin", "hugo")
    return [str(program), "--source", str(folder), "--quiet", "--buildFuture", "--destination", str(folder / "site")]


def pelican_site(folder: Path, told: Sequence[Told]) -> list[str]:
    """Make a Pelican site; give the command that builds it."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, {"pelicanconf.py": PELICAN_SETTINGS, "content/sitemap.xml": PELICAN_SITEMAP})
    for one in told:
        tags = ", ".join(one.tags)
        head = (
            f"Title: {one.title}\nDate: {one.published[:16].replace('T', ' ')}\nTags: {tags}\nAuthor: {one.outlet}\n\n"
        )
        path = folder / "content" / one.published[:4] / one.published[5:7] / f"{one.name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(head + "\n\n".join(one.paragraphs) + "\n", "utf-8")
    program = Path(sys.prefix, "bin", "pelican")
    return [str(program), "content", "--settings", "pelicanconf.py", "--output", "site", "--quiet"]


def clean(folder: Path) -> None:
    """Take away what a build leaves, so that the next one is a full one. Our cache of findings stays.

    It is put aside and not deleted: on ext4, files are made ten times as slowly for a while after many were deleted.
    """
    aside = folder.parent / ASIDE
    for name in ("site", "public", "output", "cache", "__pycache__", "resources", ".hugo_build.lock"):
        path = folder / name
        if path.exists():
            aside.mkdir(exist_ok=True)
            path.rename(Path(tempfile.mkdtemp(dir=aside)) / name)


def forget_aside(folder: Path) -> None:
    """Delete what clean() put aside for the sites of a folder."""
    shutil.rmtree(folder / ASIDE, ignore_errors=True)


def as_installed() -> dict[str, str]:
    """The environment for the programs: Python keeps what it compiles, as pip leaves it."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def platform() -> str:
    """The machine in a line."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        "unknown processor",
    )
    return f"{sysconfig.get_platform()}, {model}, Python {sys.version.split()[0]}"
