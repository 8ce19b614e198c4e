import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path

import jinja2
import pytest
from figures import between, figure, march, on, report, together
from lxml import etree  # type: ignore[import-untyped]
from markupsafe import escape

import reconcile
from reconcile.records import AsOf, Figure, Outcome, Qualifier, Report
from reconcile.renderers import charts, charts_layout, charts_origins, charts_scale, charts_words
from reconcile.renderers.charts import Chart
from reconcile.renderers.charts_marks import Mark
from reconcile.renderers.charts_origins import Origin
from reconcile.renderers.charts_scale import BOTTOM, LETTER, NARROW, TOP, WIDE, Days
from reconcile.results import Point, Result, Series, SeriesKey, Tool, Track

TEMPLATES = Path(charts.__file__).parent / "templates"
ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
)
PAGE = ENVIRONMENT.from_string(
    '{% import "chart.html" as drawing %}<div>{{ drawing.symbols() }}{{ drawing.figure(chart) }}</div>'
)
STYLE = (TEMPLATES / "chart.css").read_text(encoding="utf-8")
FORTY = Path(__file__).parent / "forty" / "reports"


def of(figures: Iterable[Figure], reports: Iterable[Report] = ()) -> Result:
    found = together(figures, reports=reports)
    return result(found.reports, found.figures, found.series)


def result(reports: Sequence[Report], figures: Sequence[Figure], series: Sequence[Series]) -> Result:
    return Result(
        tool=Tool(version="1", lexicons="a", case_sha256=None),
        case=None,
        reports=tuple(reports),
        figures=tuple(figures),
        series=tuple(series),
        findings=(),
        assumed=(),
        errors=(),
    )


def draw(*figures: Figure, reports: Iterable[Report] = ()) -> Chart:
    found = of(figures, reports)
    (series,) = found.series
    chart = charts.chart(series, found)
    assert chart
    return chart


def rendered(chart: Chart) -> etree._Element:
    return etree.fromstring(PAGE.render(chart=chart))


def only(chart: Chart) -> Mark:
    (drawn,) = chart.marks
    return drawn.mark


def named(n: int) -> str:
    return f"N{chr(65 + n // 26)}{chr(65 + n % 26)}"


def stands(mark: Mark, room: int) -> float:
    return mark.place / 100 * room + mark.aside


def every(found: Result) -> list[Chart]:
    told_apart = charts.origins(found)
    return [chart for series in found.series if (chart := charts.chart(series, found, told_apart))]


@pytest.mark.parametrize(
    ("qualifier", "kind", "up", "down"),
    [
        ("exact", "exact", False, False),
        ("at_least", "at_least", True, False),
        ("more_than", "at_least", True, False),
        ("at_most", "at_most", False, True),
        ("nearly", "at_most", False, True),
        ("about", "about", True, True),
    ],
)
def test_a_number_reaches_to_the_sides_that_its_words_leave_open(
    qualifier: str, kind: str, up: bool, down: bool
) -> None:
    chart = draw(figure("a", 60, qualifier=qualifier, as_of=on(8)), figure("b", 100, as_of=on(9)))
    mark = next(each.mark for each in chart.marks if each.mark.stated.point.stated == 60)
    assert mark.stated.kind == kind
    assert mark.y == pytest.approx(BOTTOM - 0.6 * (BOTTOM - TOP))
    assert (mark.top < mark.y, mark.bottom > mark.y) == (up, down)


def test_a_range_stands_between_its_two_ends_and_marks_both() -> None:
    chart = draw(figure("a", 50, qualifier="range", upper=100, label="50 to 100", as_of=on(8)))
    mark = only(chart)
    assert (mark.y, mark.top, mark.bottom) == (TOP, TOP, (TOP + BOTTOM) / 2)
    uses = rendered(chart).findall(".//a/svg/use")
    assert [float(use.get("y", "0")) for use in uses] == [0, mark.bottom - mark.top]


def test_a_vague_word_is_a_band_and_never_a_dot() -> None:
    chart = draw(
        figure("a", 100, qualifier="vague", label="hundreds", as_of=on(8)), figure("b", 300, as_of=on(9), credit="BBC")
    )
    vague = rendered(chart).xpath('.//a[contains(@class, "vague")]')
    assert [len(each.findall(".//use")) for each in vague] == [0]
    assert len(vague[0].findall('.//rect[@class="vague"]')) == 1
    mark = next(each.mark for each in chart.marks if each.mark.stated.kind == "vague")
    assert mark.capped
    assert mark.top == TOP
    assert mark.bottom == pytest.approx(BOTTOM - (BOTTOM - TOP) / 3, abs=0.1)


def test_how_far_a_vague_word_reaches_does_not_press_the_numbers_down() -> None:
    chart = draw(
        figure("a", 10_000, qualifier="vague", label="tens of thousands", as_of=on(8)),
        figure("b", 12_000, as_of=on(9), credit="BBC"),
    )
    assert chart.numbers[-1].label == "12,000"


def test_an_arrow_or_band_stays_on_the_chart() -> None:
    chart = draw(
        figure("a", 1, qualifier="at_most", as_of=on(8)),
        figure("b", 2, qualifier="about", as_of=on(8), credit="BBC"),
        figure("c", 49, qualifier="at_least", as_of=on(8), credit="NPR"),
    )
    assert all(0 < each.mark.top <= each.mark.bottom <= BOTTOM + charts_layout.REACH for each in chart.marks)


@pytest.mark.parametrize("values", [[0], [0, 1], [7], [2, 100], [3, 160], [0, 1, 51], [2, 2_000_000], [0, 9, 10**9]])
def test_a_higher_number_stands_higher(values: list[int]) -> None:
    scale = charts_scale.numbers(values)
    heights = [scale.y(value) for value in values]
    assert all(lower > higher for lower, higher in pairwise(heights))
    assert all(TOP <= height <= BOTTOM for height in heights)


@pytest.mark.parametrize(
    "values", [[0], [7], [93, 1_300], [2, 100], [3, 160], [0, 1, 51], [2, 2_000_000], [0, 9, 10**9]]
)
def test_ticks_of_numbers_stand_at_their_numbers_and_keep_apart(values: list[int]) -> None:
    scale = charts_scale.numbers(values)
    assert [tick.at for tick in scale.ticks] == [scale.y(int(tick.label.replace(",", ""))) for tick in scale.ticks]
    assert len(scale.ticks) >= 2
    assert all(lower.at - higher.at >= 16 for lower, higher in pairwise(scale.ticks))


def test_numbers_are_linear_from_zero_until_one_is_over_fifty_times_another() -> None:
    assert charts_scale.numbers([2, 100]).words == "linear from 0"
    assert charts_scale.numbers([2, 100]).y(0) == BOTTOM
    assert charts_scale.numbers([2, 101]).words == "logarithmic, not from 0"
    assert charts_scale.numbers([0, 2, 101]).words == "logarithmic, with 0 set below it"
    assert charts_scale.numbers([0, 0, 40]).words == "linear from 0"


def test_a_logarithmic_scale_gives_each_decade_the_same_height() -> None:
    scale = charts_scale.numbers([2, 2_000_000])
    heights = [scale.y(10**power) for power in range(7)]
    steps = [lower - higher for lower, higher in pairwise(heights)]
    assert max(steps) - min(steps) < 0.2


@pytest.mark.parametrize("room", [NARROW, WIDE])
@pytest.mark.parametrize("right", [100.0, 76.0])
@pytest.mark.parametrize("count", [1, 2, 3, 6, 8, 15, 31, 60, 120, 366, 900, 4_000, 40_000])
def test_labels_of_days_keep_apart(count: int, right: float, room: int) -> None:
    first = date(2024, 12, 20)
    days = Days(first, first + timedelta(count - 1), 0.0, right)
    ticks = days.ticks(room)
    assert len(ticks) >= min(count, 2)
    for one, other in pairwise(ticks):
        gap = (other.at - one.at) / 100 * room
        assert gap > (len(one.label) + len(other.label)) / 2 * LETTER
    assert all(0 <= tick.at <= right for tick in ticks)


def test_a_wide_chart_labels_more_days_than_a_narrow_one() -> None:
    days = Days(march(1), march(12), 0.0, 100.0)
    assert len(days.ticks(WIDE)) > len(days.ticks(NARROW)) > 2


def test_labels_name_the_year_only_where_the_days_are_of_several() -> None:
    assert Days(march(8), march(9), 0, 100).ticks(NARROW)[0].label == "8 Mar"
    assert Days(date(2024, 12, 31), date(2025, 1, 1), 0, 100).ticks(NARROW)[0].label == "31 Dec 2024"
    assert draw(figure("a", 5, as_of=on(8))).axis == "as of (2025)"


def test_days_follow_each_other_and_fill_the_width() -> None:
    days = Days(march(1), march(31), 0.0, 76.0)
    assert (days.start(march(1)), days.end(march(31))) == (0, 76)
    assert all(days.x(march(n)) < days.x(march(n + 1)) for n in range(1, 31))
    assert days.start(march(5)) < days.x(march(5)) < days.end(march(5))


def test_the_undated_stand_in_their_strip_and_at_no_day() -> None:
    chart = draw(figure("a", 5, as_of=on(8)), figure("b", 9, credit="BBC"))
    assert chart.strip
    places = {each.mark.stated.point.stated: each.mark for each in chart.marks}
    assert chart.strip[0] < places[9].place < chart.strip[1]
    assert not places[9].dated
    assert places[5].place < chart.strip[0]
    assert all(tick.at < chart.strip[0] for tick in (*chart.days, *chart.days_wide))
    assert "".join(rendered(chart).xpath('.//text[@class="undated"]/text()')) == "undated"


def test_without_any_date_there_are_no_days() -> None:
    chart = draw(figure("a", 5), figure("b", 9, credit="BBC"))
    assert (chart.days, chart.days_wide, chart.axis) == ((), (), "no day is known")
    assert chart.strip == (0, 100)


def test_where_all_are_dated_there_is_no_strip() -> None:
    assert draw(figure("a", 5, as_of=on(8))).strip is None


def test_an_inferred_day_is_the_stretch_of_its_days() -> None:
    chart = draw(figure("a", 5, as_of=between(8, 9)), figure("b", 9, as_of=on(11), credit="BBC"))
    spans = {each.mark.stated.point.stated: each.mark.span for each in chart.marks}
    assert spans[9] is None
    assert spans[5]
    assert (spans[5].left, spans[5].right, spans[5].open_left, spans[5].open_right) == (0, 50, False, False)
    assert charts_words.INFERRED in [entry.words for entry in charts.looks([chart])]


def test_a_day_open_to_one_side_reaches_beyond_the_last_day_that_is_known() -> None:
    later = only(draw(figure("a", 5, as_of=between(8, None)))).span
    earlier = only(draw(figure("a", 5, as_of=between(None, 8)))).span
    assert later
    assert earlier
    assert (later.left, later.right, later.open_left, later.open_right) == (0, 100, False, True)
    assert (earlier.left, earlier.right, earlier.open_left, earlier.open_right) == (0, 100, True, False)


def test_the_last_of_all_days_can_be_open() -> None:
    when = AsOf(date=None, earliest=date.max, latest=None, basis="weekdays")
    assert only(draw(figure("a", 5, as_of=when))).span


def test_one_counters_numbers_are_joined_where_dates_prove_their_order() -> None:
    chart = draw(figure("a", 5, credit="SOHR", as_of=on(8)), figure("b", 10, credit="SOHR", as_of=between(9, 11)))
    (join,) = chart.joins
    assert (join.left, join.right, join.before, join.after) == (12.5, 25, (TOP + BOTTOM) / 2, TOP)


@pytest.mark.parametrize(
    ("one", "other", "credited"),
    [
        (on(8), between(9, 11, "tolls"), ("SOHR", "SOHR")),
        (between(8, 9), between(9, 11), ("SOHR", "SOHR")),
        (on(8), on(8), ("SOHR", "SOHR")),
        (on(8), None, ("SOHR", "SOHR")),
        (on(8), on(9), ("SOHR", "SNHR")),
        (on(8), on(9), (None, None)),
    ],
)
def test_nothing_else_is_joined(one: AsOf, other: AsOf | None, credited: tuple[str | None, str | None]) -> None:
    first = figure("a", 5, credit=credited[0], as_of=one)
    second = figure("a", 10, credit=credited[1], as_of=other, line=2)
    assert not draw(first, second).joins


@pytest.mark.parametrize("folder", ["seeds/", str(FORTY)])
def test_each_point_of_a_series_is_drawn_once_with_a_row(folder: str) -> None:
    found = reconcile.reconcile(folder)
    drawn = every(found)
    assert len(drawn) == len(found.series)
    for series, chart in zip(found.series, drawn, strict=True):
        points = sorted(point.figure or "" for track in series.tracks for point in track.points)
        assert sorted(each.mark.stated.point.figure or "" for each in chart.marks) == points
        links = [link.get("href", "")[3:] for link in rendered(chart).xpath('.//svg//a[contains(@class, "mark")]')]
        assert sorted(links) == points


def test_a_series_without_a_point_is_not_drawn() -> None:
    found = of([figure("a", 5)])
    assert charts.chart(found.series[0].model_copy(update={"tracks": ()}), found) is None


@pytest.mark.parametrize("count", [10, 25, 77])
def test_origins_differ_in_colour_or_shape(count: int) -> None:
    found = of(figure("a", 100 + n, credit=named(n), line=n + 1) for n in range(count))
    looks = {(origin.colour, origin.shape) for origin in charts.origins(found).values()}
    assert len(looks) == count


def test_the_first_eleven_origins_differ_in_grey() -> None:
    found = of(figure("a", 100 + n, credit=named(n), line=n + 1) for n in range(11))
    assert len({origin.shape for origin in charts.origins(found).values()}) == 11


def test_an_origin_looks_the_same_on_all_charts_and_no_credit_is_grey() -> None:
    found = of(
        [
            figure("a", 5, credit="SOHR"),
            figure("b", 7, credit="SNHR"),
            figure("b", 9, "security_forces", credit="SOHR", line=2),
            figure("c", 11, "security_forces"),
        ]
    )
    civilians, forces = every(found)
    assert {origin.key for origin in civilians.origins} == {"SOHR", "SNHR"}
    assert {origin.key for origin in forces.origins} == {"SOHR", charts_origins.UNCREDITED}
    assert set(civilians.origins) & set(forces.origins) == {charts.origins(found)["SOHR"]}
    assert [origin.colour for origin in forces.origins if origin.key == charts_origins.UNCREDITED] == [0]


def test_marks_of_one_day_and_number_leave_room_for_a_finger() -> None:
    chart = draw(*(figure("a", 40, credit=named(n), line=n + 1, as_of=on(8)) for n in range(6)))
    places = sorted(stands(each.mark, NARROW) for each in chart.marks)
    assert all(right - left >= 24 - charts_layout.ROUNDED for left, right in pairwise(places))


def test_sixty_marks_of_one_day_and_number_are_all_to_be_seen() -> None:
    chart = draw(*(figure(f"r{n:02}", 40, credit=named(n), as_of=on(8)) for n in range(60)))
    places = sorted(stands(each.mark, NARROW) for each in chart.marks)
    assert all(right - left >= 3 - charts_layout.ROUNDED for left, right in pairwise(places))
    assert 0 < places[0] < places[-1] < NARROW


@pytest.mark.parametrize("room", [NARROW, WIDE, 1_000])
def test_a_mark_set_aside_stays_by_its_day(room: int) -> None:
    beginning = AsOf(date=date(2024, 3, 8), earliest=date(2024, 3, 8), latest=date(2024, 3, 8), basis="explicit")
    crowd = [figure("a", 40, credit=named(n), line=n + 1, as_of=on(8)) for n in range(9)]
    chart = draw(figure("b", 41, as_of=beginning, credit="BBC"), *crowd)
    for each in chart.marks:
        assert abs(stands(each.mark, room) - each.mark.x / 100 * room) <= charts_layout.DAY_ROOM


def test_marks_are_no_nearer_on_a_wider_chart() -> None:
    for chart in every(reconcile.reconcile(str(FORTY))):
        for one, other in combinations([each.mark for each in chart.marks], 2):
            assert (
                abs(stands(one, WIDE) - stands(other, WIDE)) >= abs(stands(one, NARROW) - stands(other, NARROW)) - 0.5
            )


def test_numbers_written_beside_marks_overlap_nothing() -> None:
    for chart in every(reconcile.reconcile(str(FORTY))):
        lines = []
        for each in chart.marks:
            if not (number := each.number):
                continue
            wide = len(number.text) * LETTER
            start = {"start": 0.0, "middle": -wide / 2, "end": -float(wide)}[number.anchor]
            left = each.mark.place / 100 * NARROW + number.right + start
            lines.append((left, left + wide, each.mark.y + number.down))
        for (left, right, at), (left2, right2, at2) in combinations(lines, 2):
            assert right <= left2 + 0.1 or right2 <= left + 0.1 or abs(at - at2) >= 13.9


def test_a_number_beside_its_mark_is_marked_where_the_analyst_corrected_it() -> None:
    correction: dict[str, object] = {"line": 1, "by": None, "on": None, "from": {}, "why": "misread"}
    told = figure("a", 5, as_of=on(8)).model_dump(by_alias=True) | {"corrected": correction}
    (drawn,) = draw(Figure.model_validate(told)).marks
    assert drawn.number
    assert drawn.number.text == "5†"
    assert drawn.lines[0].startswith("5†")


def test_a_mark_leads_to_its_quote_and_is_named_by_its_lines() -> None:
    found = of([figure("a", 5, credit="SOHR", as_of=on(8))])
    chart = every(found)[0]
    (link,) = rendered(chart).xpath('.//svg//a[contains(@class, "mark")]')
    assert link.get("href") == "#f-a:1:5"
    assert link.xpath("ancestor::figure/@data-category") == ["civilians"]
    assert link.get("data-origin") == "SOHR"
    assert "".join(link.xpath('.//text[@class="say"]//text()')) == "5 · SOHRas of 8 March 2025 · a:1"


def test_a_chart_is_named_described_and_has_a_legend_to_filter_by() -> None:
    chart = draw(figure("a", 5, credit="SOHR", as_of=on(8)), figure("b", 9, as_of=on(8), qualifier="at_least"))
    root = rendered(chart)
    (plot,) = root.xpath('.//svg[@role="group"]')
    texts = [root.xpath(f'.//*[@id="{each}"]')[0].text for each in plot.get("aria-labelledby").split()]
    assert texts == ["Civilians killed", "2 figures, 2 origins, from 5 to 9; civilians killed, linear from 0."]
    assert root.xpath(".//figure//li[@data-origin]/@data-origin") == [origin.key for origin in chart.origins]
    assert [entry.look for entry in charts.looks([chart])] == ["exact", "at_least"]


def test_what_narrows_a_series_stands_in_its_title_in_the_words_of_a_figure() -> None:
    found = of([figure("a", 5, place="Old Town", unit="families", outcome="displaced")])
    series = found.series[0]
    key = series.key.model_copy(update={"place": "old-town", "perpetrator": "guards"})
    chart = charts.chart(series.model_copy(update={"key": key}), found)
    assert chart
    assert chart.title == "Families displaced, Old Town, by guards"


def test_a_headline_that_credits_nobody_is_drawn_as_such_whosever_number_it_repeats() -> None:
    chart = draw(
        figure("a", 500, headline=True, qualifier="more_than", as_of=on(8)),
        figure("a", 532, credit="SOHR", line=2, as_of=on(8)),
    )
    by = {each.mark.stated.point.stated: each.mark.stated.origin.key for each in chart.marks}
    assert by == {500: charts_origins.UNCREDITED, 532: "SOHR"}
    assert {each.lines[0] for each in chart.marks} == {"more than 500 · no credit", "532 · SOHR"}


def test_a_crowded_mark_takes_no_more_room_than_its_shape() -> None:
    marks = [figure("a", 40, credit=named(n), line=n + 1, as_of=on(8)) for n in range(12)]
    assert all(each.mark.crowded for each in draw(*marks).marks)
    assert not any(each.mark.crowded for each in draw(*marks[:3]).marks)


def test_superseded_and_restated_figures_look_their_part() -> None:
    chart = draw(
        figure("a", 500, credit="SOHR", headline=True, qualifier="more_than", as_of=on(8)),
        figure("a", 532, credit="SOHR", line=2, as_of=on(8)),
        figure("b", 700, credit="SOHR", as_of=on(9)),
    )
    statuses = {each.mark.stated.point.stated: each.mark.stated.point.status for each in chart.marks}
    assert statuses == {500: "restated", 532: "superseded", 700: "stated"}
    classes = [each.get("class", "").split()[-1] for each in rendered(chart).xpath(".//svg//a")]
    assert sorted(classes) == ["restated", "stated", "superseded"]
    assert {"restated", "superseded"} <= {entry.look for entry in charts.looks([chart])}


def test_a_derived_number_has_no_quote_to_lead_to_but_can_be_read() -> None:
    point = Point(
        figure=None,
        report="a.txt",
        label="311",
        qualifier=Qualifier.EXACT,
        stated=311,
        low=311,
        high=311,
        as_of=on(8),
        status="derived",
    )
    key = SeriesKey(
        category="civilians", outcome=Outcome.KILLED, unit="people", place=None, population=None, perpetrator=None
    )
    track = Track(source=None, points=(point,), first=point, latest=point, change=None)
    series = Series(id="s", key=key, low=311, high=311, origins=0, tracks=(track,))
    chart = charts.chart(series, result([report("a")], [], [series]))
    assert chart
    (mark,) = rendered(chart).xpath('.//*[contains(@class, "mark")]')
    assert (mark.tag, mark.get("tabindex"), mark.get("role")) == ("g", "0", "img")
    assert mark.get("aria-label") == "311 civilians killed (no credit, as of 8 March 2025)"
    assert chart.marks[0].lines[1] == "as of 8 March 2025 · a"


def test_what_a_report_says_is_escaped_and_its_controls_are_shown() -> None:
    name = 'Aid <b onload="x">\u202e&\x07 Post'
    chart = draw(figure("a", 5, credit=name, as_of=on(8), place="<i>Baniyas"))
    markup = PAGE.render(chart=chart).replace(f'data-origin="{escape(name)}"', "")
    assert "<b" not in markup
    assert "<i>" not in markup
    assert "\u202e" not in markup
    assert "\x07" not in markup


def test_a_very_long_name_is_cut_on_the_chart_and_whole_in_the_legend() -> None:
    name = "Directorate " + "of several matters " * 12
    chart = draw(figure("a", 5, credit=name, as_of=on(8)))
    (drawn,) = chart.marks
    assert all(len(line) <= charts_words.LINE_LIMIT for line in drawn.lines)
    assert drawn.lines[0].endswith("…")
    assert name.strip() in drawn.claim
    assert name.strip() in "".join(rendered(chart).xpath('.//ul[@class="legend"]//text()'))


def test_a_chart_stays_small() -> None:
    for chart in every(reconcile.reconcile(str(FORTY))):
        markup = ENVIRONMENT.from_string('{% import "chart.html" as d %}{{ d.figure(chart) }}').render(chart=chart)
        assert len(markup.encode()) < 4_000 + 650 * len(chart.marks)


def test_each_shape_has_its_symbol_and_each_colour_its_style() -> None:
    root = rendered(draw(figure("a", 5)))
    assert {use.get("id") for use in root.xpath(".//defs/g")} == {f"s-{shape}" for shape in charts_origins.SHAPES}
    for colour in range(charts_origins.COLOURS + 1):
        assert f".o{colour} {{ color: var(--origin-{colour}); }}" in STYLE
        assert STYLE.count(f"--origin-{colour}: #") == 3


@pytest.mark.parametrize("theme", [0, 1, 2])
def test_every_colour_stands_out_from_its_ground(theme: int) -> None:
    grounds = re.findall(r"--chart-(?:ground|strip): (#\w{6})", STYLE)[2 * theme : 2 * theme + 2]
    for colour in range(charts_origins.COLOURS + 1):
        (ink,) = re.findall(rf"--origin-{colour}: (#\w{{6}})", STYLE)[theme : theme + 1]
        assert min(_contrast(ink, ground) for ground in grounds) >= 3
    (quiet,) = re.findall(r"--chart-quiet: (#\w{6})", STYLE)[theme : theme + 1]
    assert min(_contrast(quiet, ground) for ground in grounds) >= 4.5


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_origins_are_ranked_by_how_often_they_count() -> None:
    found = of([figure("a", 5, credit="SNHR"), figure("b", 7, credit="SOHR"), figure("c", 9, credit="SOHR")])
    assert next(iter(charts.origins(found).values())) == Origin("SOHR", "SOHR", 1, "circle")
