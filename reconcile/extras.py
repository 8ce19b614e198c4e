"""The libraries that only some formats need, by the name of the extra that brings them."""

import sys
from importlib.metadata import requires


def install(extra: str) -> str:
    """Give the command that installs what an extra needs into the Python that runs."""
    marked = f'extra == "{extra}"'
    needed = [
        f"'{line.partition(';')[0].strip()}'"
        for line in requires("reconcile") or ()
        if line.replace("'", '"').endswith(marked)
    ]
    return " ".join((sys.executable, "-m", "pip", "install", *needed))
