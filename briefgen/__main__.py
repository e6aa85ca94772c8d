"""`python -m briefgen` is `briefgen`."""

from briefgen.cli import program

program()
