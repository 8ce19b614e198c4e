"""The ids that outputs write: what begins those of an event, and a figure's as the id of a note."""

import re


def prefix(number: int) -> str:
    """Give what begins the ids of the event of this number, from 1, so that those of several are not the same."""
    return f"e{number}-" if number > 1 else ""


def note(id_: str) -> str:
    """Give a figure's id as the id of a note: letters and digits as they are, others by their numbers."""
    return re.sub(r"[^0-9a-z]", lambda found: f"-{ord(found[0]):x}-", id_)
