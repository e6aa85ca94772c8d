"""Who does the reading: how articles that the cache does not know become findings.

An engine takes the name of the model and the articles by key, and yields each key with its findings, encoded, as they
are ready, in any order. An article's findings are the same bytes whatever the engine and the company it is read in.
"""

from collections.abc import Callable, Iterator, Mapping

from briefgen.model import Article

Engine = Callable[[str, Mapping[str, Article]], Iterator[tuple[str, bytes]]]
