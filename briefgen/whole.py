"""Files of ours that are written whole or not at all: for whoever reads them, and where a build is killed."""

from pathlib import Path

FILE_MODE, FOLDER_MODE = 0o644, 0o755  # of what is published, whatever the umask


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in the place of the one of its name, if there is one, in one step. Its folder is made if need be."""
    draft = path.with_suffix(".new")
    draft.parent.mkdir(parents=True, exist_ok=True)
    draft.write_bytes(content)
    draft.replace(path)
