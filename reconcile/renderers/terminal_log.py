"""What `reconcile log` shows: the entries of a case file, and what each correction changes."""

from collections import Counter
from collections.abc import Iterator, Mapping

from rich.text import Text

from reconcile import phrases
from reconcile.renderers.plain import one_line
from reconcile.renderers.terminal_layout import CAUTION, HEADING, QUIET, Page, hanging
from reconcile.results import Log, Logged

_COUNTED = {"set": "correction", "add": "correction", "drop": "correction", "checked": "check", "reviewed": "review"}


def log(made: Log, labels: Mapping[str, str], page: Page) -> Iterator[Text]:
    """Draw the entries, each under its line of the case file; `labels` are those of the reports, by id."""
    counts = Counter(_COUNTED[entry.kind] for entry in made.entries)
    told = ", ".join(phrases.plural(count, what) for what, count in counts.items())
    yield from hanging(
        "", f"{made.case or 'no case file'}: {told or 'no corrections, checks or reviews'}", page, HEADING
    )
    for entry in made.entries:
        yield Text("")
        yield from _entry(entry, labels, page)


def _entry(entry: Logged, labels: Mapping[str, str], page: Page) -> Iterator[Text]:
    head = f"{entry.line:>4}  "
    places = ", ".join(dict.fromkeys(f"{labels.get(at.report, at.report)}:{at.line or '?'}" for at in entry.at))
    yield from hanging(head, f"{one_line(places)}  {_what(entry, page)}", page, "bold")
    rest = [part for part in (entry.why, entry.by, str(entry.on or "")) if part]
    if rest:
        yield from hanging(" " * len(head), f" {page.marks.dot} ".join(rest), page, QUIET)
    for finding in entry.brings or ():
        yield from hanging(f"{' ' * len(head)}brings   ", finding, page)
    for finding in entry.removes or ():
        yield from hanging(f"{' ' * len(head)}removes  ", finding, page)
    if entry.brings == () and entry.removes == () and not entry.error:
        yield Text(f"{' ' * len(head)}no finding changes", style=QUIET)
    if entry.error:
        yield from hanging(" " * len(head), entry.error, page, CAUTION)


def _what(entry: Logged, page: Page) -> str:
    before, after, arrow = ", ".join(entry.from_), ", ".join(entry.to), page.marks.arrow
    match entry.kind:
        case "checked":
            return f"checked: {before}"
        case "reviewed":
            return f"reviewed, {entry.fields.get('relation')}: {before}"
        case "drop":
            return f"{before} {arrow} dropped"
        case "add":
            return f"added: {after}"
    fields = ", ".join(f"{key} {value}" for key, value in entry.fields.items())
    return f"{before} {arrow} {after} ({fields})"
