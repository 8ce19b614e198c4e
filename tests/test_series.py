"""Series, tracks and points: who said what, in order."""

from figures import between, figure, on, period, source, together

from reconcile.records import Figure, Qualifier, Source
from reconcile.results import Change, Point, SeriesKey

UPDATES = [
    figure("c", 1383, credit="SOHR", as_of=on(12)),
    figure("a", 745, credit=source("SOHR", carried=True), as_of=on(9)),
    figure("b", 1225, credit="SOHR", qualifier="at_least", as_of=on(11)),
]


def statuses(figures: list[Figure]) -> list[tuple[str | None, list[tuple[str | None, str]]]]:
    """Give each track's source with its points' figures and statuses."""
    (series,) = together(figures).series
    return [
        (track.source.id if track.source else None, [(point.figure, point.status) for point in track.points])
        for track in series.tracks
    ]


def test_a_track_is_in_order_and_measured() -> None:
    (series,) = together(UPDATES).series
    (track,) = series.tracks
    assert series.key == SeriesKey(
        category="civilians", outcome="killed", unit="people", place=None, population=None, perpetrator=None
    )
    assert (series.low, series.high, series.origins) == (1383, 1383, 1)
    assert track.source == Source(id="SOHR", name="SOHR", kind="monitor")
    assert [point.figure for point in track.points] == ["a:1:745", "b:1:1225", "c:1:1383"]
    assert (track.first, track.latest) == (track.points[0], track.points[2])
    assert track.change == Change(delta=638, ratio=1.8564, days=3)
    assert track.points[1] == Point(
        figure="b:1:1225",
        report="b.txt",
        label="at least 1,225",
        qualifier=Qualifier.AT_LEAST,
        stated=1225,
        low=1225,
        high=None,
        as_of=on(11),
        status="superseded",
    )


def test_origins_are_counted_and_not_outlets() -> None:
    (series,) = together(
        [
            figure("a", 745, credit="SOHR", as_of=on(9)),
            figure("b", 1225, credit="SOHR", as_of=on(11)),
            figure("c", 803, credit="SNHR"),
            figure("d", 973, credit="BBC"),
            figure("e", 1300),
            figure("f", 600),
        ]
    ).series
    assert [(track.source.id if track.source else None, track.latest.stated) for track in series.tracks] == [
        ("BBC", 973),
        ("SNHR", 803),
        ("SOHR", 1225),
        (None, 1300),
        (None, 600),
    ]
    assert (series.low, series.high, series.origins) == (600, 1300, 2)


def test_a_headline_that_names_its_source_loosely_does_not_name_the_track() -> None:
    loosely = figure("a", 500, credit="monitor", qualifier="more_than", headline=True)
    assert statuses([loosely, figure("a", 532, credit="SOHR", line=2)]) == [
        ("SOHR", [("a:1:500", "restated"), ("a:2:532", "stated")])
    ]


def test_a_restated_headline_stands_beside_what_it_restates() -> None:
    figures = [figure("a", 500, qualifier="more_than", headline=True), figure("a", 532, credit="SOHR", line=2)]
    assert statuses(figures) == [("SOHR", [("a:1:500", "restated"), ("a:2:532", "stated")])]


def test_a_vague_word_is_no_first_and_no_latest() -> None:
    figures = [figure("a", 100, credit="SOHR", qualifier="vague"), figure("b", 532, credit="SOHR")]
    assert statuses(figures) == [("SOHR", [("a:1:100", "vague"), ("b:1:532", "stated")])]
    (series,) = together(figures).series
    assert (series.low, series.high, series.tracks[0].first.figure, series.tracks[0].change) == (
        532,
        532,
        "b:1:532",
        None,
    )


def test_a_series_of_vague_words_has_no_range() -> None:
    (series,) = together([figure("a", 100, qualifier="vague")]).series
    assert (series.low, series.high, series.tracks[0].latest.stated) == (None, None, 100)


def test_an_echo_of_the_latest_is_not_superseded() -> None:
    figures = [
        figure("a", 745, credit="SOHR", as_of=on(9)),
        figure("b", 1225, credit="SOHR", as_of=on(11)),
        figure("c", 1225, credit="SOHR", as_of=on(12)),
    ]
    assert statuses(figures) == [("SOHR", [("a:1:745", "superseded"), ("b:1:1225", "stated"), ("c:1:1225", "stated")])]


def test_an_order_by_tolls_where_days_give_none() -> None:
    figures = [
        figure("d", 1200, credit="SOHR"),
        figure("c", 745, credit="SOHR", as_of=between(8, 12)),
        figure("b", 532, credit="SOHR"),
        figure("a", 300, credit="SOHR", as_of=between(8, 12)),
    ]
    (series,) = together(figures).series
    assert [point.stated for point in series.tracks[0].points] == [300, 532, 745, 1200]
    assert series.tracks[0].change == Change(delta=900, ratio=4.0, days=None)


def test_days_go_before_tolls() -> None:
    figures = [figure("a", 46, credit="SOHR", as_of=on(2)), figure("b", 40, credit="SOHR", as_of=on(3))]
    (series,) = together(figures).series
    assert [point.stated for point in series.tracks[0].points] == [46, 40]


def test_parts_are_no_points_and_each_key_is_a_series() -> None:
    found = together(
        [
            figure("a", 745),
            figure("a", 163, scope="window", period=period(7, 7, "on Friday")),
            figure("a", 26, scope="incident"),
            figure("a", 120, scope="place", place="Latakia"),
            figure("a", 9, scope="subset", population="children"),
            figure("a", 350, "refugees", outcome="displaced", unit="families"),
            figure("a", 60, outcome="injured"),
        ]
    ).series
    assert [
        (item.key.outcome, item.key.unit, item.key.place, item.key.population, item.tracks[0].latest.stated)
        for item in found
    ] == [
        ("killed", "people", None, None, 745),
        ("killed", "people", None, "children", 9),
        ("killed", "people", "Latakia", None, 120),
        ("injured", "people", None, None, 60),
        ("displaced", "families", None, None, 350),
    ]
    assert len({item.id for item in found}) == 5
