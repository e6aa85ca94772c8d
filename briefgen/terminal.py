"""What a terminal needs: text that it can show and that cannot command it, and a bar for long work."""

import codecs
import unicodedata
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TextIO

if TYPE_CHECKING:
    from tqdm import tqdm

ERROR_HANDLER = "briefgen-simplest"  # for stream.reconfigure(errors=…), once simplest() is registered
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}  # controls, directions, surrogates, separators of lines
LOOKALIKES = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "--", "…": "...", "•": "*", "·": "-"}
)


def plain(text: str) -> str:
    """Text of a stranger made harmless: what a terminal would obey, or show elsewhere than it stands, is spelt out."""
    return "".join(c if c == "\n" or unicodedata.category(c) not in UNSEEN else _spelt(c) for c in text)


def simplest(error: UnicodeError) -> tuple[str, int]:
    """A codec error handler that writes the nearest that an ASCII terminal has: ' for ’, e for é, else a code."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_nearest, error.object[error.start : error.end])), error.end


def _nearest(character: str) -> str:
    known = character.translate(LOOKALIKES)
    base = "".join(c for c in unicodedata.normalize("NFKD", known) if c.isascii())
    return base or _spelt(character)


def _spelt(character: str) -> str:
    number = ord(character)
    return f"\\x{number:02x}" if character.isascii() else f"\\u{number:04x}"


codecs.register_error(ERROR_HANDLER, simplest)


class Bars:
    """One progress bar after the other, on a terminal; nothing at all elsewhere. Call it to say how far the work is."""

    def __init__(self, stream: TextIO | None, *, wanted: bool = True) -> None:
        self._stream = stream
        self._wanted = wanted
        self._shown = wanted and stream is not None and stream.isatty()
        self._what = ""
        self._bar: tqdm[Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show that so many of so many are done. Of nought, what is done is said in a line, also to no terminal."""
        if total == 0:
            if self._wanted and self._stream is not None:
                self._stream.write(f"briefgen: {what}\n")
                self._stream.flush()
            return
        if not self._shown:
            return
        if self._bar is None or what != self._what:
            from tqdm import tqdm  # noqa: PLC0415  a build that has nothing to do shows no bar

            self._close()
            self._bar, self._what = tqdm(total=total, desc=what, file=self._stream, leave=False), what
        self._bar.update(done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
