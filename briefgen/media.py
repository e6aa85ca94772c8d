"""Media types by the ending of a file's name: what the preview and the publisher say of a file."""

from pathlib import PurePosixPath

UNKNOWN = "application/octet-stream"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".xml": "application/xml",
    ".atom": "application/atom+xml",
    ".opml": "text/x-opml; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".geojson": "application/geo+json",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/vnd.microsoft.icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
}


def media_type(name: str) -> str:
    """The media type of a file of the site; feed.json is a JSON Feed."""
    path = PurePosixPath(name)
    return "application/feed+json" if path.name == "feed.json" else TYPES.get(path.suffix.lower(), UNKNOWN)
