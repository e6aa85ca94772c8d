"""Objects of a storage: what browsers and caches are told of each, and nothing is sent twice."""

from pathlib import Path

import pytest

from briefgen.publish import publish
from tests.publish.places import FILES, SETTINGS, S3Place, build

PAGE, HOUR, EVER = "public, max-age=0, must-revalidate", "public, max-age=3600", "public, max-age=31536000, immutable"
TOLD = {
    "index.html": ("text/html; charset=utf-8", PAGE),
    "events/sco/event.json": ("application/json", PAGE),
    "feed.atom": ("application/atom+xml", PAGE),
    "sitemap.xml": ("application/xml", PAGE),
    "robots.txt": ("text/plain; charset=utf-8", PAGE),
    "static/style.css": ("text/css; charset=utf-8", HOUR),
    "pagefind/fragment/en_1a2b3c4.pf_fragment": ("application/octet-stream", EVER),
    "pagefind/pagefind-entry.json": ("application/json", PAGE),
}


@pytest.fixture
def place(root: Path) -> S3Place:
    return S3Place(root)


def test_each_object_has_its_media_type_and_how_long_it_may_be_kept(place: S3Place) -> None:
    publish(place.root, SETTINGS, place.target())
    heads = {name: place.client.head_object(Bucket="briefings", Key=f"desk/{name}") for name in TOLD}
    assert {name: (head["ContentType"], head["CacheControl"]) for name, head in heads.items()} == TOLD


def test_objects_that_have_not_changed_are_not_sent_again(place: S3Place) -> None:
    place.client.put_bucket_versioning(Bucket="briefings", VersioningConfiguration={"Status": "Enabled"})
    publish(place.root, SETTINGS, place.target())
    before = written(place)
    assert set(before) >= {"desk/index.html", "desk/events/g7/index.html"}
    build(place.root, {**FILES, "events/g7/index.html": b"<p>G7 in Evian"})
    publish(place.root, SETTINGS, place.target())
    after = written(place)
    assert {key for key in after if after[key] != before.get(key)} == {
        "desk/events/g7/index.html",
        "desk/.briefgen-published.json",
    }


def written(place: S3Place) -> dict[str, object]:
    """A version of each object, which changes whenever it is put."""
    rows = place.client.list_object_versions(Bucket="briefings")["Versions"]
    return {row["Key"]: row["VersionId"] for row in rows if row["IsLatest"]}
