"""What the frozen values are made of that pass between the stages: an archive has them by the million."""

from msgspec import Struct
from msgspec.structs import replace

__all__ = ["Frozen", "replace"]


class Frozen(Struct, frozen=True, gc=False):
    """A frozen value, made ten times and read five times as fast as a frozen dataclass.

    It holds no circles, so none is looked for. replace() gives one with some fields changed.
    """
