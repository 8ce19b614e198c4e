"""Records of named fields, as JSON and CSV files hold them: which field is the text, and which tells the rest."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import partial

from reconcile.errors import InputError
from reconcile.readers import dates, packages
from reconcile.readers.document import Document, headed
from reconcile.readers.source import Source
from reconcile.results import Failure

# What news services and their archives call our fields, the best first; case, "_", "-" and blanks do not matter, a dot
# leads into an object.
NAMES = {
    "text": (
        *("text", "body", "content", "full text", "article", "main text", "article body", "body text"),
        *("content html", "content text", "body html", "description"),
    ),
    "title": ("title", "headline", "name", "web title"),
    "published": (
        *("published at", "published", "date published", "date publish", "pub date", "publication date"),
        *("date.original", "date.created", "date", "web publication date", "created at", "seen date"),
    ),
    "updated": ("updated at", "updated", "date modified", "modified", "date.changed"),
    "publisher": (*("publisher", "source", "outlet", "site name", "source name", "source domain", "domain", "site"),),
    "url": ("url", "link", "web url", "canonical", "uri"),
}
_SUMMARY = "description"  # stands for the text only where there is no other
_WRAPPERS = ("_source", "fields", "attributes", "article")  # objects that hold a record's fields, or some of them
_INNER = ("rendered", "text", "body", "value", "main", "name", "title", "href")  # what an object is called by
_DEPTH = 3  # objects within a field
# News services that give the first characters only end them so; the last sentence, and a number in it, may be cut.
_CUT = re.compile(r"\[\+\d+ chars\]\s*\Z")
_OPEN = re.compile(rf"{_CUT.pattern}|(?:…|\.\.\.)[\])]?\s*\Z")  # so a summary ends that is cut as well
_STOP = re.compile(r"[.!?]['\"”’)]*(?=\s)")
_ENTITY = re.compile(r"&(?:#\w{1,8}|[a-zA-Z]{2,8});")
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<s>/?)(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?:[T ]?\d{6}Z?|[T ]\d.*)?")
_LONGEST_DATE = 64  # characters
_TIMES = (range(946_684_800, 4_102_444_800), 1), (range(946_684_800_000, 4_102_444_800_000), 1000)  # 2000 to 2099
_SHOWN = 12  # fields that a message names
_HELD = 1000  # failures kept back until a record with a text shows that they are no matter of naming


class Fields:
    """How the fields of records are found: by the names that the user gave, ours to theirs, then by the usual ones."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self.met = "text" not in given  # whether a record has had what the user named for the text
        self._paths = {
            ours: [(name, _bare(name), _path(name)) for name in ((given[ours], *names) if ours in given else names)]
            for ours, names in NAMES.items()
        }

    def tests(self) -> Iterator[Callable[[Mapping[str, object]], bool]]:
        """Give what tells reports from other objects, the surest first; the user's name for the text before others."""
        for own in (True, False) if "text" in self.given else (False,):
            yield partial(self._is_article, own=own)
            yield partial(self._has_text, own=own)

    def _is_article(self, record: Mapping[str, object], own: bool) -> bool:
        """Tell whether a record has a text of its own, not only a summary, and something that tells which it is."""
        flat = _flat(record)
        if not flat:
            return False
        named = any(_string(value) for ours in ("title", "url", "published") for _, value in self._values(flat, ours))
        return named and any(_string(value) for name, value in self._values(flat, "text", own) if name != _SUMMARY)

    def _has_text(self, record: Mapping[str, object], own: bool) -> bool:
        """Tell whether a record has anything for a text."""
        return any(_string(value) for _, value in self._values(_flat(record), "text", own))

    def document(self, record: Mapping[str, object], member: str) -> Document | None:
        """Give the report that a record is; None where it has no text."""
        flat = _flat(record)
        body = self._body(flat)
        if not body:
            return None
        said = {ours: [value for _, value in self._values(flat, ours)] for ours in NAMES if ours != "text"}
        title = next(filter(None, (_one_line(_string(value)) for value in said["title"])), None)
        addresses = (_string(value) for value in said["url"])
        return Document(
            headed(title, body),
            title=title,
            publisher=next(filter(None, (_one_line(_string(value, ", ")) for value in said["publisher"])), None),
            url=next((url for url in addresses if url.startswith(("https://", "http://"))), None),
            published=next(filter(None, map(_day, said["published"])), None),
            updated=next(filter(None, map(_day, said["updated"])), None),
            member=member,
        )

    def _body(self, flat: Mapping[str, object]) -> str:
        """Give a record's text: the first that no service cut, or what is left of a cut one where that is longer.

        What the user named is the text wherever anything is left of it; "" where there is no text.
        """
        best = ""
        for name, value in self._values(flat, "text"):
            plain = _plain(_string(value))
            best = max(best, _uncut(plain, _OPEN if best else _CUT), key=len)
            if best and (name == self.given.get("text") or not _CUT.search(plain)):
                break
        return best

    def _values(self, flat: Mapping[str, object], ours: str, own: bool = False) -> Iterator[tuple[str, object]]:
        """Give the values that a record has for a field of ours, with their names, the best first.

        Only by the user's name where `own`. But for the text, the usual names count only where the user's field is
        empty: another date may be the event's.
        """
        given = ours in self.given
        for place, (name, bare, path) in enumerate(self._paths[ours][: 1 if own else None]):
            value = flat.get(bare)
            if value is None and path:
                value = _within(flat, path)
            first = given and place == 0
            self.met = self.met or (first and ours == "text" and value is not None)
            if value.strip() if isinstance(value, str) else value:
                yield name, value
                if first and ours != "text":
                    return


def documents(
    source: Source, fields: Fields, records: Iterable[tuple[str, object] | Failure]
) -> Iterator[Document | Failure]:
    """Make reports of a file's records, given with their members; a record without text is a Failure.

    Raises:
        InputError: no record has a text.

    """
    held: list[Failure] = []
    lacking, readable, known, broken = 0, False, "", False
    for each in records:
        if isinstance(each, Failure):
            broken = True
            yield each
            continue
        member, record = each
        document = fields.document(record, member) if isinstance(record, Mapping) else None
        if document:
            if not readable and lacking > len(held):
                yield Failure(path=source.path, error=f"has {lacking - len(held)} more records without text")
            yield from () if readable else held
            readable = True
            yield document
            continue
        lacking += 1
        names = _shown(record) if isinstance(record, Mapping) else ""
        known = known or names
        path = f"{source.path}#{member}" if member else source.path
        failure = Failure(path=path, error=f"has no text; {_advice(names)}")
        if readable:
            yield failure
        elif lacking <= _HELD:
            held.append(failure)
    if lacking and not readable:
        none = "has no text" if lacking == 1 else f"has no text in any of its {lacking} records"
        none = none if fields.met else f'has no field "{fields.given["text"]}" for --map text'
        raise InputError(source.path, f"{none}; {_advice(known)}")
    if not (readable or lacking or broken):
        raise InputError(source.path, "holds no records; give a file with one for each report")


def _advice(names: str) -> str:
    if not names:
        return "give objects with named fields"
    return f"its fields are {names}: name the one with --map text=FIELD, or [fields] in the case file"


def _shown(record: Mapping[str, object]) -> str:
    """Name a record's fields, those of an object within it by a dot, as far as they can be printed."""
    names = [
        inner
        for name, value in record.items()
        for inner in ([f"{name}.{each}" for each in value] if isinstance(value, Mapping) and value else [name])
    ]
    shown = ["".join(c if c.isprintable() else "?" for c in name[:40]) for name in names[:_SHOWN]]
    return ", ".join([*shown, "…"] if len(names) > _SHOWN else shown)


def _flat(record: Mapping[str, object]) -> dict[str, object]:
    """Give a record's fields by their bare names, with those of the objects that wrap them."""
    flat: dict[str, object] = {}
    for inner in (*(record.get(name) for name in _WRAPPERS), record):
        if isinstance(inner, Mapping):
            for name, value in inner.items():
                if value is not None and value != "":
                    flat.setdefault(_bare(name), value)
    return flat


def _bare(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _path(name: str) -> tuple[str, ...]:
    """Give the bare names that a dotted one leads through; none where it has no dot."""
    return tuple(map(_bare, name.split("."))) if "." in name else ()


def _within(value: object, path: tuple[str, ...]) -> object:
    """Follow a path into objects, and into the first one of a list; None where it ends too early."""
    for step in path:
        value = value[0] if isinstance(value, list) and value else value
        if not isinstance(value, Mapping):
            return None
        value = next((inner for name, inner in value.items() if _bare(name) == step), None)
    return value


def _string(value: object, between: str = "\n\n", depth: int = _DEPTH) -> str:
    """Give a value as text: a string, the strings of a list, or what an object is called by; "" where it is none."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list) and depth:
        return between.join(filter(None, (_string(each, between, depth - 1) for each in value)))
    if isinstance(value, Mapping) and depth:
        return next(filter(None, (_string(value.get(name), between, depth - 1) for name in _INNER)), "")
    return ""


def _plain(said: str) -> str:
    """Give a text without mark-up."""
    if packages.is_markup(said):
        return packages.fragment(said)
    return html.unescape(said) if _ENTITY.search(said) else said


def _uncut(text: str, mark: re.Pattern[str]) -> str:
    """Give a text without the sentence that `mark` shows to be cut."""
    if cut := mark.search(text):
        text = text[: cut.start()].rstrip().removesuffix("…").removesuffix("...")
        stops = list(_STOP.finditer(text))
        text = text[: stops[-1].end()] if stops else ""
    return text.strip()


def _one_line(said: str) -> str:
    return " ".join(_uncut(_plain(said), _CUT).split())


def _day(value: object) -> date | None:
    """Read a date: written in full, as 20250309 or 2025/03/09, or counted in seconds or milliseconds since 1970."""
    said = str(value) if isinstance(value, int | float) and not isinstance(value, bool) else _string(value)
    whole = said.partition(".")[0]
    if whole.isascii() and whole.isdigit() and len(whole) <= 13:
        for times, unit in _TIMES:
            if int(whole) in times:
                return datetime.fromtimestamp(int(whole) // unit, UTC).date()
    if compact := _COMPACT.fullmatch(said[:_LONGEST_DATE]):
        said = f"{compact['y']}-{compact['m']}-{compact['d']}"
    return dates.parse(said[:_LONGEST_DATE])
