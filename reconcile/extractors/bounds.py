"""What a number's words strictly allow, and what a reader takes from them."""

from math import ceil

from reconcile.lexicon import table
from reconcile.records import Qualifier


def width(n: int) -> int:
    """How far above a rounded n a reader looks: max(grain, 5% of n), rounded up.

    The grain is the largest power of ten that divides n: 300 has 100, 532 has 1.
    """
    grain = 1
    while n and n % (grain * 10) == 0:
        grain *= 10
    return max(grain, ceil(n / 20))


def bounds(
    stated: int, upper: int | None, qualifier: Qualifier, vague: str | None = None, profile: str = "none"
) -> tuple[int | None, int | None, int, int]:
    """Give (low, high, implied_low, implied_high) in people or families; None is open.

    `vague` is the vague word, whose bounds are the lexicon's; a `profile` other than "none" makes it the number that
    the profile's codebook gives.
    """
    n, w = stated, width(stated)
    match qualifier:
        case Qualifier.EXACT:
            return n, n, n, n
        case Qualifier.RANGE:
            top = n if upper is None else upper
            return n, top, n, top
        case Qualifier.AT_LEAST:
            return n, None, n, n + w
        case Qualifier.MORE_THAN:
            return n + 1, None, n + 1, n + w
        case Qualifier.AT_MOST:
            return None, n, max(0, n - w), n
        case Qualifier.NEARLY:
            return None, n - 1, max(0, n - w), n - 1
        case Qualifier.ABOUT:
            return None, None, max(0, n - w // 2), n + w // 2
        case Qualifier.VAGUE:
            numbers = table("numbers")
            number = numbers["profiles"].get(profile, {}).get(vague)
            if number is not None:
                return number, None, number, number
            _, low, high = numbers["vague"].get(vague, (n, n, None))
            return low, None, low, high if high is not None else n * 10
