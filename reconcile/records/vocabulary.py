"""The words that records are limited to, and what a record is."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen value with named fields; an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Outcome(StrEnum):
    """What befell the people counted."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    ABDUCTED = "abducted"
    DETAINED = "detained"
    DISPLACED = "displaced"


class Qualifier(StrEnum):
    """How firmly the number is put."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    NEARLY = "nearly"
    RANGE = "range"
    VAGUE = "vague"


class Scope(StrEnum):
    """What part of the event the number covers."""

    CUMULATIVE = "cumulative"
    WINDOW = "window"
    PLACE = "place"
    INCIDENT = "incident"
    SUBSET = "subset"
    BACKGROUND = "background"


Unit = Literal["people", "families"]
SourceKind = Literal["monitor", "authority", "un", "medical", "party", "outlet", "witness", "other"]
AsOfBasis = Literal["explicit", "period", "published", "weekdays", "tolls"]
PublishedBasis = Literal["case", "metadata", "filename", "dateline"]
Basis = Literal["documented", "verified", "identified", "estimated", "claimed"]

# The categories every case knows; a case file may add its own.
CATEGORIES = ("civilians", "security_forces", "loyalists", "armed_groups", "combatants", "people", "refugees")
