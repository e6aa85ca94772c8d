"""What must not be published: files that look like keys, copies and private notes, and text that tells of a machine.

Looks at the names of everything in the output folder, and into every text file that the build lists. An article may
print such a thing for a good reason; the editor then names its file with --allow.
"""

import re
from collections.abc import Collection, Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from briefgen.errors import Problem
from briefgen.publish.site import Site
from briefgen.write import MANIFEST

PRIVATE_NAMES = (
    *(".env", ".env.*", "*.env", ".git", ".gitmodules", ".svn", ".hg", ".ssh", ".aws", ".gnupg", ".netrc", ".npmrc"),
    *(".pypirc", ".htpasswd", ".git-credentials", "credentials.json", "secrets.*", "id_rsa*"),
    *("id_ed25519*", "id_ecdsa*", "*.pem", "*.key", "*.p12", "*.pfx", "*.jks", "*.kdbx", "*.keystore", "*.ppk"),
    *("*.bak", "*.orig", "*.rej", "*.swp", "*.swo", "*~", "*.old", "*.tmp", "#*#", ".DS_Store", "Thumbs.db"),
    *("*.sqlite", "*.sqlite3", "*.db", "*.sql", "*.dump", "*.log", ".briefgen", "__pycache__", "*.pyc"),
)
PATTERNS = (
    ("a private key", rb"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"),
    ("an access key of AWS", rb"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
    ("a token of GitHub", rb"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})"),
    ("a token of GitLab", rb"\bglpat-[A-Za-z0-9_-]{20,}"),
    ("a token of Slack", rb"\bxox[abeoprs]-[A-Za-z0-9-]{20,}"),
    ("a key of Google", rb"\bAIza[A-Za-z0-9_-]{35}(?![\w-])"),
    ("a secret key of Stripe", rb"\b[sr]k_live_[A-Za-z0-9]{20,}"),
    ("a token of PyPI or npm", rb"\b(?:pypi-[A-Za-z0-9_-]{60,}|npm_[A-Za-z0-9]{36})"),
    ("a key of an AI service", rb"\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{40,}"),
    ("a password in an address", rb"\b[a-z][a-z0-9+]{1,9}://[^\s/:@\"'<>]+:[^\s/@\"'<>]+@[A-Za-z0-9]"),
    ("a path of a computer", rb"(?<![\w.:/~%-])/(?:home|Users)/[A-Za-z_][\w.-]*/|(?<![\w.:/~%-])/(?:root)/[\w.-]"),
    ("a path of a computer", rb"\b[A-Za-z]:\\Users\\\w|\bfile:///[\w~]"),
)
TEXTS = {
    *(".html", ".css", ".js", ".json", ".jsonl", ".geojson", ".xml", ".atom", ".opml", ".txt", ".csv", ".ics", ".svg"),
    *(".md", ".yml", ".yaml", ".toml", ""),
}
ALLOWED = "mend what it is made from and build anew; or, if it is meant to be public, publish with --allow {}"


def screen(site: Site, root: Path, shown: str, allowed: Collection[str] = ()) -> Iterator[Problem]:
    """Yield what looks like a secret, by file. allowed: files of the site that the editor has looked at."""
    own = str(root.resolve()).encode()
    patterns = [(what, re.compile(pattern)) for what, pattern in PATTERNS]
    if own.count(b"/") > 1:  # "/srv" alone may be a word of an article
        patterns.append(("the site's own folder on this computer", re.compile(re.escape(own) + rb"(?![\w-])")))
    for name in _names(site):
        if name not in allowed and (bad := _private(name)):
            hint = "delete it, or keep it elsewhere: a folder that is served is no place for it"
            yield Problem(f"{shown}/{name}", f"looks private ({bad}); nothing was published", hint=hint)
    for name, file in site.files.items():
        if name in allowed or PurePosixPath(name).suffix.lower() not in TEXTS:
            continue
        content = file.read()
        for what, pattern in patterns:
            if found := pattern.search(content):
                line = content.count(b"\n", 0, found.start()) + 1
                message = f"holds what looks like {what}; nothing was published"
                yield Problem(f"{shown}/{name}", message, line=line, hint=ALLOWED.format(name))
                break


def _names(site: Site) -> list[str]:
    """Everything in the output folder, whether the build lists it or not: the folder itself may be what is served."""
    on_disk = {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*")}
    inside_git = {name for name in on_disk if ".git/" in f"{name}/" and not name.endswith(".git")}
    return sorted((on_disk | set(site.files)) - inside_git - {MANIFEST})


def _private(name: str) -> str:
    """The pattern of private names that the last part of a name fits; empty where none does."""
    last = PurePosixPath(name).name
    return next((pattern for pattern in PRIVATE_NAMES if fnmatch(last.lower(), pattern.lower())), "")
