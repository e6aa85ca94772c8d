"""Print the development tools that pyproject.toml asks for, one a line: what `make lock` hands to pip-compile."""

import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"

if __name__ == "__main__":
    for requirement in tomllib.loads(PYPROJECT.read_text("utf-8"))["dependency-groups"]["dev"]:
        print(requirement)
