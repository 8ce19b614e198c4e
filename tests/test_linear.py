"""The grammar takes time in proportion to the text, whatever the text holds."""

from time import process_time

import pytest

from reconcile import extractors
from reconcile.case import Case
from reconcile.readers.formats import of_content
from reconcile.records import Report

SIZE = 8_000  # characters
TIMES = 4
# A quadratic form takes 16 times as long on four times the text, a linear one 4 times.
MOST = 9
TRIES = 4

UNITS = [
    *("killed ", "and 1 ", "(", ")", "1,111,", "1 111 ", "at least ", "people ", "a", "12 killed ", "more than 10 "),
    *(
        '" said ',
        ". ",
        "...",
        "\n",
        "1\n",
        "1 | ",
        "| ",
        "Al ",
        "the Syrian Network for ",
        "on Friday ",
        "since March ",
    ),
    *("of whom 3 ", "1 to ", "1-", "-", "hundred and ", "thousand ", ", ", "he said ", "in Latakia, ", "from 3 to 5 "),
    *(
        "Latakia: 3 ",
        "• 3 killed\n",
        "٣٣ ",
        "😀 ",
        "İ",
        "\t",
        " ",
        "2025 ",
        "killing 3 and wounding ",
        "3 people dead\n",
    ),
    *(
        "'s ",
        "March 8, 2025 ",
        "according to ",
        "U.N. ",
        "including 3 children ",
        "A  1  2\n",
        "among them ",
        "3 killed; ",
    ),
    *("who were killed ", "1/", "5% ", "first ", "one ", "two people and ", "12 civilians, according to SOHR, "),
    *(
        "3 killed in Homs and ",
        "3 killed since Friday, ",
        "Syrian Human Rights 3 killed ",
        "\u2028",
        "# ",
        "[1]",
        "--- ",
    ),
    "the army killed at least 12 civilians and ",
    "Ten people were killed, the ministry said. ",
    "About Al Al Al ",
]


def _seconds(text: str) -> float:
    report = Report(id="a", path="a", label="a", sha256="", text=text)
    start = process_time()
    extractors.extract(report, Case())
    return process_time() - start


def _around(unit: str, size: int) -> str:
    """A text of a unit over and over, within a sentence that has figures, so that nothing is passed over as empty."""
    return f"Some 12 people were killed: {unit * (size // len(unit))} 30 people were killed by 5 men."


@pytest.mark.parametrize("unit", UNITS)
def test_four_times_the_text_takes_about_four_times_as_long(unit: str) -> None:
    extractors.extract(Report(id="a", path="a", label="a", sha256="", text="Ten were killed."), Case())
    grown = [_seconds(_around(unit, TIMES * SIZE)) / _seconds(_around(unit, SIZE))]
    while min(grown) > MOST and len(grown) < TRIES:
        grown.append(_seconds(_around(unit, TIMES * SIZE)) / _seconds(_around(unit, SIZE)))
    assert min(grown) <= MOST


@pytest.mark.parametrize(
    "unit", [b"<!-- ", b"<!-- -->", b"<?xml ", b"a:b\n", b" a\n", b"From a\n", b"a:\n \n", b" ", b"{"]
)
def test_a_format_is_known_as_fast(unit: bytes) -> None:
    def seconds(size: int) -> float:
        head = unit * (size // len(unit))
        start = process_time()
        for _ in range(5):
            of_content(head)
        return process_time() - start + 1e-4  # the clock's grain

    assert min(seconds(8 * 2**14) / seconds(2**14) for _ in range(TRIES)) <= 20
