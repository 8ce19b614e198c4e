"""The terminal's pager: which command it is, and how a text is shown in it."""

import os
import shutil
import signal
import subprocess
import sys

# What a shell answers for a command that it cannot run, or does not find.
_NO_COMMAND = (126, 127)


def is_unicode(encoding: str | None) -> bool:
    """Tell whether an encoding is one of Unicode."""
    return (encoding or "").lower().startswith("utf")


def command() -> str | None:
    """Give the command of the pager; none where nobody can answer it, where it is cat, or where there is none."""
    if sys.stdin is None or not sys.stdin.isatty():
        return None
    asked = os.environ.get("PAGER")
    if asked is not None:
        return asked if asked.strip() not in ("", "cat") else None
    # A terminal without a cursor has nothing to page with.
    return "less" if shutil.which("less") and os.environ.get("TERM", "dumb") != "dumb" else None


def shown(text: str, pager: str) -> bool:
    """Show `text` in the pager until it is left; false where there is no such command."""
    environment = {
        # As git asks of less: quit where all fits, keep the colours, leave the text on the screen.
        "LESS": "FRX",
        **({"LESSCHARSET": "utf-8"} if is_unicode(sys.stdout.encoding) else {}),
        **os.environ,
    }
    # An interrupt is the pager's to answer, which has the terminal. Ours is a function, as what is set to be ignored
    # would be ignored by the pager too.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        process = subprocess.Popen(
            pager,
            shell=True,  # as every program that asks $PAGER: it may hold options and variables
            stdin=subprocess.PIPE,
            env=environment,
            encoding=sys.stdout.encoding,
            errors="nearest",
        )
        process.communicate(text)
    finally:
        signal.signal(signal.SIGINT, before)
    return process.returncode not in _NO_COMMAND
