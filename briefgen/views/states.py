"""ISO codes of states -> their English names."""


def state_name(code: str) -> str:
    """The short English name of a state; the code itself where it is not known."""
    return code
