"""Time expressions: their grammar, and what they resolve to."""
