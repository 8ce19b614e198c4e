"""A report as it was read: what it is, when it was published, and who else carries its text."""

import datetime

from pydantic import Field

from reconcile.records.figure import AsOf
from reconcile.records.vocabulary import PublishedBasis, Record


class Published(Record):
    """A report's date of publication."""

    date: datetime.date
    """The day of publication."""
    basis: PublishedBasis
    """Where it was found."""


class Days(Record):
    """The days that a report's text speaks of."""

    first: datetime.date | None
    """The first that it names."""
    last: datetime.date | None
    """The last that it names."""
    latest: datetime.date | None
    """The latest of its writing, known only from such words as "since Thursday", which end before the next one."""


class Outlet(Record):
    """Another report that carries the same text, whole or nearly."""

    id: str
    """The id of that report."""
    path: str
    """The file or address that it was read from."""
    publisher: str | None
    """Who published it."""
    url: str | None
    """Its address, as it says itself."""
    published: datetime.date | None
    """The day on which it was published."""


class Report(Record):
    """A report as read; its text and the offsets of its pages stay out of the JSON."""

    id: str
    """The report's path from the case file on."""
    path: str
    """The file or address that it was read from, as given."""
    label: str
    """The short name by which outputs cite it."""
    title: str | None = None
    """Its headline."""
    publisher: str | None = None
    """Who published it."""
    url: str | None = None
    """Its address, as it says itself."""
    published: Published | None = None
    """When it was published; null where it is not dated."""
    updated: datetime.date | None = None
    """The day of its last change."""
    retrieved: datetime.date | None = None
    """The day on which the page was saved."""
    language: str = "en"
    """The language that it reads as; only English is read."""
    sha256: str
    """The digest of the file."""
    copies: tuple[str, ...] = ()
    """The other files of the same content."""
    outlets: tuple[Outlet, ...] = ()
    """The other reports of the same text."""
    version_of: str | None = None
    """The id of the first save of the same web page; null where this is it."""
    days: Days | None = None
    """The days that its text speaks of; null where it names none, or states no figure."""
    figures: int = 0
    """How many figures were taken out of it."""
    text: str = Field(default="", exclude=True, repr=False)
    """The text, as `reconcile text` prints it: offsets count in it."""
    pages: tuple[int, ...] = Field(default=(), exclude=True, repr=False)
    """The offsets at which its pages begin; empty where it has none."""

    @property
    def edition(self) -> str:
        """The id of the report that this is a version of, else its own."""
        return self.version_of or self.id

    @property
    def held(self) -> AsOf | None:
        """When what it tells without a date held: on the day of publication, or until an update on a later day."""
        if self.published is None:
            return None
        first, last = self.published.date, max(self.published.date, self.updated or self.published.date)
        return AsOf(date=first if first == last else None, earliest=first, latest=last, basis="published")
