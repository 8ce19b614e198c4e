"""Any text that a report could be, and what holds of the figures taken out of it."""

from collections import Counter

from hypothesis import strategies as st

from reconcile.extractors import Extraction

PIECES = [
    *(
        "12",
        "forty-seven",
        "1,383",
        "1 200",
        "١٢٣",
        "2.5",
        "dozens",
        "hundreds of",
        "half a million",
        "2025",
        "0",
        "10:30",
    ),
    *(
        "between 300 and",
        "at least",
        "more than",
        "up to",
        "-odd",
        "+",
        "%",
        "$",
        "–",
        "to",
        "or",
        "and",
        "of them",
        "of whom",
    ),
    *(
        "people",
        "civilians",
        "soldiers",
        "families",
        "bodies",
        "houses",
        "women",
        "Alawite",
        "members of the",
        "gunmen",
    ),
    *(
        "killed",
        "were wounded",
        "died",
        "has fled",
        "missing",
        "deaths",
        "the death toll",
        "rose to",
        "not",
        "may have",
    ),
    *(
        "SOHR said",
        "according to police",
        "the Observatory (SOHR)",
        "he told AFP",
        "as of 17 March",
        "since Thursday",
        "May",
    ),
    *(
        "in Homs",
        "Latakia",
        "İstanbul",
        "ẞ",
        "ﬁve",
        "n’t",
        "“",
        "”",
        "'",
        '"',
        "(",
        ")",
        "[1]",
        ",",
        ";",
        ":",
        ".",
        "?",
        "…",
        "|",
    ),
    *(
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "\x00",
        "\x0b",
        "\u2028",
        "\ufeff",
        "\ufffe",
        "\xa0",
        "\u200f",
        "• ",
        "---\n",
        "# ",
    ),
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=60).flatmap(
    lambda pieces: st.sampled_from([" ".join(pieces), "".join(pieces)])
)


def held(taken: Extraction, text: str) -> None:
    """Hold what is true of the figures of any text."""
    ids = Counter(figure.id for figure in taken.figures)
    assert not [each for each, count in ids.items() if count > 1]
    starts = [figure.evidence.start for figure in taken.figures]
    assert starts == sorted(starts)
    for figure in taken.figures:
        where, quantity = figure.evidence, figure.quantity
        assert 0 <= where.start < where.end <= len(text)
        assert text[where.start : where.end] == where.exact
        assert text[: where.start].endswith(where.prefix)
        assert text[where.end :].startswith(where.suffix)
        assert where.exact in where.sentence
        assert where.sentence in text
        assert where.exact in quantity.text
        assert figure.trace
        assert quantity.upper is None or quantity.upper > quantity.stated
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
    for drop in taken.dropped:
        assert text[drop.start : drop.end] == drop.exact
        assert drop.reason
    counted = {(figure.evidence.start, figure.evidence.end) for figure in taken.figures}
    assert not counted & {(drop.start, drop.end) for drop in taken.dropped}
