"""Series of the tolls: one a key, one track an originator, the points in order."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache

from reconcile.reconciler.claims import Claim
from reconcile.reconciler.keys import Key
from reconcile.reconciler.tracks import Cell, Lane, Owner
from reconcile.records import CATEGORIES, Outcome, Source
from reconcile.results import Change, Point, Series, SeriesKey, Track

OUTCOMES = tuple(Outcome)


@lru_cache(maxsize=4096)
def series_id(key: Key) -> str:
    """Give the id of the series with this key: the same on every machine."""
    return hashlib.sha1(key.record.model_dump_json().encode(), usedforsecurity=False).hexdigest()[:8]


def build(cells: Iterable[Cell]) -> tuple[Series, ...]:
    """Make a series of each cell of tolls: by outcome, then category, the event's whole first."""
    made = [_series(cell) for cell in cells if cell.part is None]
    return tuple(sorted(made, key=lambda series: _rank(series.key)))


def change(first: Claim, latest: Claim) -> Change:
    """Measure the change from one claim to a later one: in people, as a ratio, and in days where both are dated."""
    dates = [claim.as_of.date if claim.as_of else None for claim in (first, latest)]
    return Change(
        delta=latest.stated - first.stated,
        ratio=round(latest.stated / first.stated, 4) if first.stated else None,
        days=(dates[1] - dates[0]).days if dates[0] and dates[1] else None,
    )


def _rank(key: SeriesKey) -> tuple[object, ...]:
    category = CATEGORIES.index(key.category) if key.category in CATEGORIES else len(CATEGORIES)
    narrowed = (key.place or "", key.population or "", key.perpetrator or "")
    return (OUTCOMES.index(key.outcome), category, key.category, key.unit != "people", *narrowed)


def _series(cell: Cell) -> Series:
    tracks = [_track(lane) for _, lane in sorted(cell.lanes.items(), key=lambda item: _order(item[0]))]
    numbers = [lane.latest for lane in cell.lanes.values() if lane.latest]
    sources = [track.source for track in tracks if track.source and track.source.kind != "outlet"]
    return Series(
        id=series_id(cell.key),
        key=cell.key.record,
        low=min((claim.stated for claim in numbers), default=None),
        high=max((claim.lead.quantity.upper or claim.stated for claim in numbers), default=None),
        origins=len(sources),
        tracks=tuple(tracks),
    )


def _order(owner: Owner) -> tuple[bool, str]:
    originator, report = owner
    return originator is None, originator or report or ""


def _track(lane: Lane) -> Track:
    compared = lane.distinct
    shown = compared or list(lane)
    last = lane.latest or shown[-1]
    points = tuple(_point(claim, last) for claim in lane)
    at = {claim.lead.id: point for claim, point in zip(lane, points, strict=True)}
    source = next((claim.source for claim in shown if claim.source), None)  # a headline may call it "monitor"
    return Track(
        source=Source(id=source.id, name=source.name, kind=source.kind) if source else None,
        points=points,
        first=at[shown[0].lead.id],
        latest=at[last.lead.id],
        change=change(shown[0], last) if len(compared) > 1 else None,
    )


def _point(claim: Claim, latest: Claim) -> Point:
    figure = claim.lead
    return Point(
        figure=figure.id,
        report=claim.report.id,
        label=figure.label,
        qualifier=figure.quantity.qualifier,
        stated=figure.quantity.stated,
        low=figure.quantity.low,
        high=figure.quantity.high,
        as_of=claim.as_of,
        status=(
            "restated"
            if claim.restates
            else "vague"
            if claim.vague
            else "stated"
            if claim.stated == latest.stated
            else "superseded"
        ),
    )
