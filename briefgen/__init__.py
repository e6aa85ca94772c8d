"""briefgen: news articles in, a static site of event briefings out.

The stages, in order: read, parse, extract, link, merge, view, render, write. ``build.py`` tells them as a story.
"""

from importlib import metadata

__version__ = metadata.version("briefgen")
