"""A small result made by hand: three reports of one event, with everything a page has to show."""

from collections.abc import Callable
from datetime import date

import pytest

from reconcile.case import Case, Event
from reconcile.records import AsOf, Evidence, Figure, Outcome, Qualifier, Quantity, Report, Scope, Source
from reconcile.results import (
    Changed,
    Diff,
    Failure,
    Finding,
    Point,
    Quote,
    Result,
    Same,
    Series,
    SeriesKey,
    Tool,
    Track,
    Unpaired,
)

MONITOR = Source(id="SOHR", name="Syrian Observatory for Human Rights", kind="monitor")
OUTLET = Source(id="regional-media", name="regional media", kind="outlet")
MakeFigure = Callable[..., Figure]


def _figure(
    one: str = "f1",
    report: str = "003_a.txt",
    *,
    stated: int = 300,
    qualifier: Qualifier = Qualifier.MORE_THAN,
    label: str | None = None,
    category: str = "civilians",
    outcome: Outcome = Outcome.KILLED,
    scope: Scope = Scope.CUMULATIVE,
    source: Source | None = MONITOR,
    as_of: AsOf | None = None,
    line: int = 3,
    sentence: str | None = None,
    upper: int | None = None,
    **others: object,
) -> Figure:
    exact = f"{stated:,}"
    told = sentence or f"The count has reached {exact} {category} {outcome} since Thursday."
    start = told.index(exact)
    return Figure(
        id=one,
        report=report,
        category=category,
        outcome=outcome,
        label=label or (f"more than {exact}" if qualifier is Qualifier.MORE_THAN else exact),
        quantity=Quantity(
            text=exact,
            stated=stated,
            upper=upper,
            qualifier=qualifier,
            unit="people",
            low=stated + 1 if qualifier is Qualifier.MORE_THAN else stated,
            high=None if qualifier is Qualifier.MORE_THAN else stated,
            implied_low=stated,
            implied_high=stated,
        ),
        scope=scope,
        source=source,
        as_of=as_of,
        evidence=Evidence(
            start=100 + start,
            end=100 + start + len(exact),
            exact=exact,
            prefix=told[max(0, start - 20) : start],
            suffix=told[start + len(exact) :][:20],
            sentence=told,
            line=line,
        ),
        trace=("number: digits", "victim: civilians"),
        **others,
    )


@pytest.fixture
def make_figure() -> MakeFigure:
    """Give a maker of figures: more than 300 civilians killed, by a monitor, unless told otherwise."""
    return _figure


def _report(one: str, figures: int) -> Report:
    return Report(id=one, path=f"seeds/{one}", label=one[:3], sha256="0" * 64, figures=figures)


def _point(figure: Figure, status: str = "stated") -> Point:
    return Point(
        figure=figure.id,
        report=figure.report,
        label=figure.label,
        qualifier=figure.quantity.qualifier,
        stated=figure.quantity.stated,
        low=figure.quantity.low,
        high=figure.quantity.high,
        as_of=figure.as_of,
        status=status,
    )


def _series(one: str, category: str, tracks: list[list[Figure]], outcome: Outcome = Outcome.KILLED) -> Series:
    key = SeriesKey(category=category, outcome=outcome, unit="people", place=None, population=None, perpetrator=None)
    made = []
    for figures in tracks:
        points = tuple(_point(figure) for figure in figures)
        made.append(Track(source=figures[0].source, points=points, first=points[0], latest=points[-1], change=None))
    return Series(id=one, key=key, low=301, high=None, origins=1, tracks=tuple(made))


def _quote(figure: Figure) -> Quote:
    sentence = figure.evidence.sentence.replace(figure.evidence.exact, f"[{figure.evidence.exact}]")
    return Quote(
        figure=figure.id,
        report=figure.report,
        line=figure.evidence.line,
        label=figure.label,
        source=figure.source and figure.source.id,
        sentence=sentence,
    )


@pytest.fixture
def case() -> Case:
    return Case(path="seeds/reconcile.toml", event=Event(name="Syria's coast, March 2025", onset=date(2025, 3, 6)))


@pytest.fixture
def result() -> Result:
    weekdays = AsOf(date=None, earliest=date(2025, 3, 8), latest=date(2025, 3, 12), basis="weekdays")
    tolls = weekdays.model_copy(update={"basis": "tolls"})
    low = _figure("low", as_of=weekdays, line=13)
    rival = _figure("rival", stated=400, source=OUTLET, as_of=weekdays, line=9)
    middle = _figure("middle", "002_b.txt", stated=532, as_of=tolls)
    carried = MONITOR.model_copy(update={"carried": True})
    army = _figure("army", stated=93, qualifier=Qualifier.EXACT, category="security_forces", as_of=weekdays, line=15)
    later = _figure(
        "later", "004_c.txt", stated=125, qualifier=Qualifier.EXACT, category="security_forces", source=carried
    )
    unsaid = _figure("unsaid", "004_c.txt", stated=230, qualifier=Qualifier.ABOUT, category="people", source=None)
    vague = _figure(
        "vague",
        stated=100,
        qualifier=Qualifier.VAGUE,
        label="hundreds",
        sentence="They speak of 100 dead.",
        source=None,
        line=5,
    )
    finding = Finding(
        id="d1",
        relation="disagreement",
        severity="caution",
        series="s1",
        figures=("low", "rival"),
        dimension="originator",
        message='civilians killed: "more than 400" (regional media), "more than 300" (SOHR)',
        reason="Both are open upwards, so both can hold.",
        detail=None,
        quotes=(_quote(rival), _quote(low)),
    )
    return Result(
        tool=Tool(version="0.1.0", lexicons="abc", case_sha256=None),
        case="seeds/reconcile.toml",
        reports=(_report("002_b.txt", 1), _report("003_a.txt", 4), _report("004_c.txt", 2)),
        figures=(middle, vague, rival, low, army, later, unsaid),
        series=(
            _series("s1", "civilians", [[low, middle], [rival]]),
            _series("s2", "security_forces", [[army, later]]),
            _series("s3", "people", [[unsaid]]),
        ),
        findings=(finding,),
        assumed=('002:3 "more than 532" ("recent days") is taken as the toll so far',),
        errors=(),
    )


@pytest.fixture
def difference(result: Result) -> Diff:
    figures = {figure.id: figure for figure in result.figures}
    reports = {report.label: report for report in result.reports}
    return Diff(
        a=reports["003"],
        b=reports["002"],
        against=None,
        figures=tuple(figures.values()),
        changed=(
            Changed(
                a="low",
                b="middle",
                relation="follows",
                fields=("stated",),
                delta=232,
                ratio=1.7733,
                message="about +232 (+77%); follows, order inferred",
            ),
        ),
        only_a=("army",),
        only_b=(),
        same=(Same(a="rival", b="rival"),),
        unpaired=(Unpaired(figure="vague", why="is vague"),),
        draft=(),
        errors=(Failure(path="x.txt", error="is empty"),),
    )
