"""The records that are taken out of reports: figures with their evidence, and the reports they stand in.

Each record is frozen and serialises to the JSON of the same field names; `null` stands, and is never left out, where a
thing is not known. Dates are ISO 8601. Offsets count characters of the report's decoded text, newlines untranslated, a
byte-order mark dropped. What a field holds is said below it, and the JSON Schemas repeat it.
"""

from reconcile.records.figure import (
    AsOf,
    Check,
    Correction,
    Dropped,
    Evidence,
    Figure,
    Period,
    Perpetrator,
    Place,
    Population,
    Quantity,
    Source,
    certainly_before,
)
from reconcile.records.report import Days, Outlet, Published, Report
from reconcile.records.vocabulary import (
    CATEGORIES,
    AsOfBasis,
    Basis,
    Outcome,
    PublishedBasis,
    Qualifier,
    Record,
    Scope,
    SourceKind,
    Unit,
)

__all__ = [
    "CATEGORIES",
    "AsOf",
    "AsOfBasis",
    "Basis",
    "Check",
    "Correction",
    "Days",
    "Dropped",
    "Evidence",
    "Figure",
    "Outcome",
    "Outlet",
    "Period",
    "Perpetrator",
    "Place",
    "Population",
    "Published",
    "PublishedBasis",
    "Qualifier",
    "Quantity",
    "Record",
    "Report",
    "Scope",
    "Source",
    "SourceKind",
    "Unit",
    "certainly_before",
]
