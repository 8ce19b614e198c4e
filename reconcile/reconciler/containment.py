"""What lies in what, and which ranges meet: categories, places and bounds, without a word of claims."""

from collections.abc import Mapping
from typing import Literal

from reconcile.records import Quantity

Nesting = Literal["equal", "contains", "within", "disjoint", "unknown"]
Side = Literal["overlap", "below", "above"]
Bounds = tuple[int | None, int | None]

# people ⊇ civilians, combatants, refugees; combatants ⊇ security_forces, loyalists, armed_groups.
WITHIN: Mapping[str, tuple[str, ...]] = {
    "people": (),
    "civilians": ("people",),
    "combatants": ("people",),
    "refugees": ("people",),
    "security_forces": ("combatants", "people"),
    "loyalists": ("combatants", "people"),
    "armed_groups": ("combatants", "people"),
}


def wholes(category: str) -> tuple[str, ...]:
    """Give the categories that contain `category`, the nearest first; a case's own category lies in people."""
    return WITHIN.get(category, ("people",))


def nested_categories(a: str, b: str) -> Nesting:
    """Say how category `a` lies to `b`; of a case's own category only its being people is known."""
    if a == b:
        return "equal"
    if a in wholes(b):
        return "contains"
    if b in wholes(a):
        return "within"
    return "disjoint" if a in WITHIN and b in WITHIN else "unknown"


def fills(category: str, parts: frozenset[str]) -> bool:
    """Say whether `parts` leave out nothing: civilians and both sides are people, both sides combatants."""
    if category == "people":
        return "civilians" in parts and ("combatants" in parts or fills("combatants", parts))
    if category == "combatants":
        return "security_forces" in parts and bool(parts & {"loyalists", "armed_groups"})
    return False


def nested_places(a: str | None, b: str | None, places: Mapping[str, tuple[str, ...]]) -> Nesting:
    """Say how place `a` lies to `b`; null is the event's whole, `places` what lies in each place (the case file's)."""
    if a == b:
        return "equal"
    if a is None or (b is not None and _reaches(a, b, places)):
        return "contains"
    if b is None or _reaches(b, a, places):
        return "within"
    siblings = any(a in inner and b in inner for inner in places.values())
    return "disjoint" if siblings else "unknown"


def _reaches(outer: str, inner: str, places: Mapping[str, tuple[str, ...]]) -> bool:
    seen: set[str] = set()
    open_ = [outer]
    while open_:
        place = open_.pop()
        if place not in seen:
            seen.add(place)
            open_.extend(places.get(place, ()))
    return inner in seen - {outer}


def side(a: Bounds, b: Bounds) -> Side:
    """Say whether range `b` overlaps `a`, or lies wholly below or above it; a null bound is open."""
    if b[1] is not None and a[0] is not None and b[1] < a[0]:
        return "below"
    if b[0] is not None and a[1] is not None and b[0] > a[1]:
        return "above"
    return "overlap"


def strict(quantity: Quantity) -> Bounds:
    """Give what the words strictly allow."""
    return quantity.low, quantity.high


def implied(quantity: Quantity) -> Bounds:
    """Give what a reader takes from the words."""
    return quantity.implied_low, quantity.implied_high
