"""The figures that rate the extraction."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reconcile.errors import InputError
from reconcile.evaluation import Evaluation, evaluate
from reconcile.gold import AnnotatedReport, load
from reconcile.records import Evidence, Figure, Outcome, Qualifier, Source

MakeFigure = Callable[..., Figure]


def annotation(start: int, stated: int, **others: object) -> dict[str, object]:
    return {
        "start": start,
        "end": start + len(str(stated)),
        "text": str(stated),
        "category": "civilians",
        "outcome": "killed",
        "stated": stated,
        "qualifier": "exact",
        "unit": "people",
        "scope": "cumulative",
        "source": None,
        **others,
    }


@pytest.fixture
def at(make_figure: MakeFigure) -> MakeFigure:
    """Give a maker of uncredited exact figures at an offset."""

    def make(start: int, stated: int, **others: object) -> Figure:
        given = {"qualifier": Qualifier.EXACT, "source": None, **others}
        figure = make_figure(f"f{start}", "folder/a.txt", stated=stated, **given)
        evidence = Evidence(
            start=start, end=start + len(str(stated)), exact=str(stated), prefix="", suffix="", sentence="", line=1
        )
        return figure.model_copy(update={"evidence": evidence})

    return make


def rate(annotations: list[dict[str, object]], figures: list[Figure]) -> Evaluation:
    return evaluate([AnnotatedReport.model_validate({"document": "a.txt", "figures": annotations})], figures)


def test_right_wrong_missed_and_spurious(at: MakeFigure) -> None:
    rated = rate(
        [annotation(0, 10), annotation(20, 11), annotation(40, 12), annotation(60, 13)],
        [at(0, 10), at(20, 11, category="people"), at(40, 99), at(80, 14)],
    )
    assert (rated.gold, rated.predicted) == (4, 4)
    assert (rated.core.precision, rated.core.recall, rated.core.f1) == (0.25, 0.25, 0.25)
    assert (rated.detection.precision, rated.detection.recall) == (0.5, 0.5)
    assert rated.faults == {"missed": 1, "spurious": 1, "wrong category": 1, "wrong number": 1}
    assert [fault.fault for fault in rated.errors] == ["wrong category", "wrong number", "missed", "spurious"]
    assert (rated.recall_by_category["civilians"].rate, rated.recall_by_category["civilians"].of) == (0.25, 4)


def test_precision_and_recall_are_told_apart(at: MakeFigure) -> None:
    rated = rate([annotation(0, 10)], [at(0, 10), at(30, 5)])
    assert (rated.core.precision, rated.core.recall, rated.core.f1) == (0.5, 1.0, 0.6667)


@pytest.mark.parametrize(("start", "met"), [(16, True), (15, False), (24, False), (21, True)])
def test_a_figure_meets_an_annotation_that_it_overlaps_within_four_characters(
    at: MakeFigure, start: int, met: bool
) -> None:
    gold = annotation(20, 12000)
    figure = at(start, 12000)
    end = {16: 25, 15: 25, 24: 30, 21: 23}[start]
    rated = rate([gold], [figure.model_copy(update={"evidence": figure.evidence.model_copy(update={"end": end})})])
    assert (rated.core.recall == 1.0) is met


def test_each_of_several_values_is_right(at: MakeFigure) -> None:
    gold = annotation(0, 10, category=["civilians", "people"], qualifier=["exact", "about"], source=["SOHR", "-"])
    monitor = Source(id="sohr", name="Syrian Observatory for Human Rights", kind="monitor")
    for figure in (at(0, 10, category="people"), at(0, 10, qualifier=Qualifier.ABOUT), at(0, 10, source=monitor)):
        rated = rate([gold], [figure])
        assert rated.core.f1 == 1.0
        assert rated.attributes["source"] == 1.0


def test_a_figure_for_each_outcome_of_one_number(at: MakeFigure) -> None:
    gold = annotation(0, 10, outcome=["killed", "injured"])
    both = [at(0, 10), at(0, 10, outcome=Outcome.INJURED)]
    assert rate([gold], both).core.precision == 1.0
    assert rate([gold], [*both, at(0, 10)]).faults == {"spurious": 1}


def test_optional_annotations_count_neither_way(at: MakeFigure) -> None:
    gold = [annotation(0, 10), annotation(20, 2, optional=True)]
    for figures in ([at(0, 10)], [at(0, 10), at(20, 2)], [at(0, 10), at(20, 2, category="people")]):
        rated = rate(gold, figures)
        assert (rated.gold, rated.predicted, rated.core.f1) == (1, 1, 1.0)


@pytest.mark.parametrize(
    ("annotated", "source", "right"),
    [
        (None, None, True),
        ("SOHR", None, False),
        (None, Source(id="SOHR", name="SOHR", kind="monitor"), False),
        ("war monitor", Source(id="SOHR", name="the Observatory", kind="monitor"), True),
        ("defence ministry", Source(id="x", name="the Defense Ministry of Syria", kind="authority"), True),
        ("health ministry", Source(id="x", name="defence ministry", kind="authority"), False),
    ],
)
def test_sources_by_their_usual_names(
    at: MakeFigure, annotated: str | None, source: Source | None, right: bool
) -> None:
    rated = rate([annotation(0, 10, source=annotated)], [at(0, 10, source=source)])
    assert rated.attributes["source"] == float(right)


def test_flags_are_rated_on_the_cases_that_are_so(at: MakeFigure) -> None:
    gold = [annotation(0, 10, speculative=True), annotation(20, 11, speculative=True), annotation(40, 12)]
    rated = rate(gold, [at(0, 10, speculative=True), at(20, 11), at(40, 12)])
    assert (rated.flags_f1["speculative"].rate, rated.flags_f1["speculative"].of) == (0.6667, 2)
    assert "revised" not in rated.flags_f1


def test_reports_without_annotations_are_named(at: MakeFigure) -> None:
    rated = evaluate([], [at(0, 10)])
    assert rated.unannotated == ("a.txt",)
    assert (rated.gold, rated.predicted, rated.core.f1) == (0, 0, 0.0)


@pytest.mark.parametrize("corpus", ["seeds", "syria", "world"])
def test_the_corpora_are_gold_files(corpus: str) -> None:
    reports = load(Path(__file__).parent / "corpus" / corpus / "gold.jsonl")
    assert sum(len(report.figures) for report in reports) > 20


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"document": "a.txt"}', r"gold\.jsonl:1: is no annotated report: figures: "),
        (b"\n[]", r"gold\.jsonl:2: is no annotated report: the line: "),
        (b"\xff", r"gold\.jsonl: is no UTF-8 text"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_bytes(content)
    with pytest.raises(InputError, match=said):
        load(file)
