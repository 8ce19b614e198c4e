"""Checks over the claims of one originator: headline against body, and echoes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from reconcile import phrases
from reconcile.reconciler import wording
from reconcile.reconciler.claims import Claim, kindred
from reconcile.reconciler.findings import finding
from reconcile.reconciler.sums import fits_sum
from reconcile.reconciler.tracks import Cell
from reconcile.results import Finding


def headlines(claims: Iterable[Claim]) -> Iterator[Finding]:
    """Find the headlines' claims that fit no claim of their report's body, nor what its parts add up to."""
    reports: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if not claim.vague:
            reports[claim.report.id].append(claim)
    for told in reports.values():
        body = [claim for claim in told if not claim.headline]
        for headline in told:
            if not headline.headline or headline.restates:
                continue
            kin = [claim for claim in body if kindred(headline, claim)]
            if not kin or fits_sum(headline, body):
                continue
            kin.sort(key=lambda claim: (claim.key != headline.key, claim.part is not None, -claim.stated))
            yield finding(
                "headline_body",
                "caution",
                headline.key,
                (headline, kin[0]),
                dimension="number",
                message=f"{headline.report.label}: the headline says {wording.cite(headline)}, "
                f"the body {wording.cite(kin[0])}",
                reason="No figure of the body fits the headline's.",
            )


def echoes(cells: Iterable[Cell]) -> Iterator[Finding]:
    """Find the numbers that several reports give from one originator: one finding a track."""
    for cell in cells:
        for _, lane in cell.counters:
            said: dict[tuple[int, int | None], dict[str, Claim]] = defaultdict(dict)
            for claim in lane:
                if claim.paired:
                    said[claim.stated, claim.lead.quantity.upper].setdefault(claim.report.edition, claim)
            repeated = [list(by_report.values()) for by_report in said.values() if len(by_report) > 1]
            if repeated:
                yield _echo(cell, repeated)


def _echo(cell: Cell, repeated: Sequence[Sequence[Claim]]) -> Finding:
    told = []
    for same in repeated:
        labels = " / ".join(dict.fromkeys(f'"{claim.lead.shown}"' for claim in same))
        qualifiers = {claim.lead.quantity.qualifier for claim in same}
        changed = ", the qualifier changed on the way" if len(qualifiers) > 1 else ""
        places = ", ".join(wording.at(claim) for claim in same)
        told.append(f"{labels} in {len(same)} reports ({places}){changed}")
    said = f"{wording.subject(cell.key)}, {phrases.source(repeated[0][0].source)}: {'; '.join(told)}"
    return finding(
        "echo",
        "info",
        cell.key,
        [claim for same in repeated for claim in same],
        dimension="originator",
        message=f"{said}: 1 origin, counts once",
        reason="Reports that repeat one counter's number are no confirmation of it.",
    )
