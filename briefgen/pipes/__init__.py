"""Our spaCy components (Doc -> Doc), one file each, found through the entry points in pyproject.toml.

What a component finds rides in ``doc.spans`` (or ``doc.ents``), since spans survive ``to_bytes`` and several processes.
"""
