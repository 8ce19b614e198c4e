"""What can go wrong, told to the person who can mend it: one line that says what, where, and how."""


class ReconcileError(Exception):
    """Anything that reconcile refuses; its text is one line, ready to print after `reconcile: `."""


class InputError(ReconcileError):
    """A report or a folder that cannot be read.

    `path` is the path as the user gave it (or below the folder given), `reason` one clause without the path.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class CaseError(ReconcileError):
    """A case file that cannot be used: names the file, the line, the key, and what would be right."""


class UsageError(ReconcileError):
    """A call that cannot be meant: options that exclude each other, a report that is not among the PATHs."""
