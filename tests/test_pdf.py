"""PDFs of one invented report, set in several ways, and what a hostile one may hold."""

import io
import random
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import count, cycle
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.pdfbase.pdfmetrics import stringWidth  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

import reconcile
from reconcile.errors import InputError
from reconcile.readers import pdf, pdf_document
from reconcile.readers.document import Document
from reconcile.readers.source import TEXT, Source
from reconcile.results import Failure

TITLE = "Clashes around Marn leave many dead"
ARTICLE = (
    "MARN, Orlavia – At least 47 civilians were killed on Sunday when shells struck the central market of Marn, the "
    "health ministry said. The attack was the deadliest since government forces returned to the valley, and residents "
    "described scenes of confusion as families searched the rubble for their relatives.",
    "Another 112 people were injured, according to the ministry. Most of the wounded were taken to the regional "
    "hospital, whose director said that its wards were overcrowded and that supplies of blood were running short.",
    "The Orlavian Observatory, a monitoring group that relies on volunteers throughout the country, gave a different "
    "account. It said that 63 people had died, among them nine children. Its researchers could not reach the southern "
    "neighbourhoods, where communications have been interrupted since Thursday evening.",
    "A spokesman for the pro-government militia, Samir Al-Masri, denied responsibility. He said that 14 soldiers had "
    "been killed in an ambush on the road to Teln earlier that day, and that the militia had answered fire which came "
    "from the outskirts of the town.",
    "Humanitarian organisations warned of a worsening situation. About 3,200 people were displaced from the villages "
    "along the river, the relief committee said, and twenty-five people are missing after a ferry capsized during the "
    "night. Temporary accommodation has been established in schools and in an abandoned warehouse.",
    "The governor announced an investigation. Representatives of both communities are expected to meet on Wednesday "
    "under international mediation, although previous negotiations have broken down without any agreement.",
    "In the north of the district, police detained 31 people on suspicion of looting. The interior ministry said that "
    "extraordinary measures would remain in force until the transportation of humanitarian supplies is guaranteed.",
)
BULLETS = (
    "In Marn, 18 people were abducted from a bus by unidentified gunmen who had set up a checkpoint at the bridge.",
    "In Teln, 6 people were killed by a landmine while they were returning to their farms outside the town.",
)
TABLE = (("District", "Killed", "Injured"), ("Upper Marn", "21", "40"), ("Teln", "", "16"), ("Harbour", "5", ""))
_FONT, _SIZE = "Times-Roman", 10.0


class Page:
    """A4 pages on which lines are set in columns; `shuffled`, the lines of each page are drawn in no order."""

    def __init__(
        self, columns: int = 1, *, head: str = "", foot: str = "", shuffled: bool = False, bottom: float = 80
    ) -> None:
        self.raw = io.BytesIO()
        self.canvas = Canvas(self.raw, pagesize=A4, initFontName=_FONT)
        self.head, self.foot, self.shuffled, self.bottom = head, foot, shuffled, bottom
        self.gutter = 18.0
        self.columns = columns
        self.width = (A4[0] - 120 - self.gutter * (columns - 1)) / columns
        self.number, self.column, self.top, self.y = 1, 0, A4[1] - 90, A4[1] - 90
        self.waiting: list[tuple[float, float, str, float, float]] = []

    def title(self, said: str) -> None:
        self.waiting.append((60, self.y - 20, said, 18, 0))
        self.top = self.y = self.y - 50

    def line(self, said: str, *, indent: float = 0, stretch: float = 0, mark: str = "") -> None:
        if self.y - 12 < self.bottom:
            self.next_column()
        self.y -= 12
        left = 60 + self.column * (self.width + self.gutter)
        self.waiting.append((left + indent, self.y, said, _SIZE, stretch))
        if mark:
            self.waiting.append((left, self.y, mark, _SIZE, 0))

    def next_column(self) -> None:
        self.column += 1
        self.y = self.top
        if self.column == self.columns:
            self.next_page()

    def next_page(self) -> None:
        lines = self.waiting
        number = str(self.number)
        for y, said in ((A4[1] - 45, self.head), (40, self.foot)):
            if said:
                lines.append((60, y, said.replace("#", number), 8, 0))
        if self.shuffled:
            random.Random(self.number).shuffle(lines)
        for x, y, said, size, stretch in lines:
            self.canvas.setFont(_FONT, size)
            self.canvas.drawString(x, y, said, wordSpace=stretch)
        self.canvas.showPage()
        self.waiting = []
        self.number, self.column, self.top = self.number + 1, 0, A4[1] - 90
        self.y = self.top

    def paragraph(self, said: str, *, hyphens: bool = True, mark: str = "", indent: float = 0) -> None:
        """Set a justified paragraph; long words are broken where the line ends."""
        hang = 12.0 if mark else 0.0
        indent = hang or indent
        line, first = "", True
        words = said.split()
        while words:
            word = words.pop(0)
            width = self.width - (indent if first else hang)
            if stringWidth(f"{line} {word}".strip(), _FONT, _SIZE) <= width:
                line = f"{line} {word}".strip()
                continue
            begun = next((cut for cut in (_cuts(word) if hyphens else ()) if _fits(f"{line} {cut}", width)), "")
            if begun:
                line = f"{line} {begun}".strip()
                word = word[len(begun.rstrip("-") if begun not in word else begun) :]
            spare = width - stringWidth(line, _FONT, _SIZE)
            self.line(line, indent=indent if first else hang, stretch=spare / max(1, line.count(" ")), mark=mark)
            mark = ""
            line, first = "", False
            words.insert(0, word)
        self.line(line, indent=indent if first else hang, mark=mark)

    def gap(self, height: float = 8) -> None:
        self.y -= height

    def save(self, path: Path) -> Path:
        if self.waiting:
            self.next_page()
        self.canvas.save()
        path.write_bytes(self.raw.getvalue())
        return path


def _fits(said: str, width: float) -> bool:
    return bool(stringWidth(said.strip(), _FONT, _SIZE) <= width)


def _cuts(word: str) -> Iterator[str]:
    """Give the beginnings of a word at which it may be broken, the longest first."""
    if "-" in word[1:-1]:
        yield word[: word.index("-") + 1]
    elif word.isalpha() and len(word) > 8 and word.islower():
        yield from (f"{word[:cut]}-" for cut in range(len(word) - 4, 3, -1))


FILLERS = (
    "The valley has been contested for years, and its inhabitants have grown accustomed to checkpoints, curfews and "
    "interruptions of the electricity supply. Merchants said that they would not abandon their shops, however "
    "dangerous the journey to the market might become, because their families depended on them.",
    "Historians trace the quarrel to a disputed inheritance. The monastery above the gorge kept the original parchment "
    "until the library burned, and neither side has accepted the surviving transcriptions since then.",
    "Farming has become difficult. Irrigation channels are blocked, machinery cannot be repaired, and the cooperative "
    "that bought the harvest has moved its headquarters to the capital, where transportation is dependable.",
    "Teachers keep the classrooms open. They improvise with photocopied exercises, borrowed instruments and the "
    "encouragement of grandparents, who remember an earlier interruption and the determination that followed it.",
    "Musicians from the conservatory perform beneath the railway bridge whenever the weather permits, and the audience "
    "brings blankets, conversation and, occasionally, requests for melodies that nobody can remember completely.",
)


def prose(more: int) -> list[str]:
    """Give the article's paragraphs, with `more` without figures after the second and the fourth."""
    said = []
    fillers = cycle(f"{one} {other}" for one in FILLERS for other in FILLERS if one != other)
    for number, paragraph in enumerate(ARTICLE):
        said += [paragraph, *(next(fillers) for _ in range(more if number in (1, 3) else 0))]
    return said


def article(page: Page, *, spaced: bool = True, filler: int = 0) -> Page:
    """Set the article; its paragraphs stand apart, or are indented."""
    page.title(TITLE)
    for said in prose(filler):
        page.paragraph(said, indent=0 if spaced else 12)
        page.gap(8 if spaced else 0)
    return page


Taken = list[tuple[str, str, str]]


def figures(path: Path) -> Taken:
    return [(figure.category, figure.outcome, figure.label) for figure in readings(path)]


def readings(path: Path) -> list[reconcile.Figure]:
    (reading,) = reconcile.extract([path])
    assert not isinstance(reading, Failure), reading
    return list(reading.extraction.figures)


@pytest.fixture
def plain(tmp_path: Path) -> Callable[..., Taken]:
    """Give a maker of the figures that the article has as plain text."""
    names = count()

    def make(*more: str, filler: int = 0) -> Taken:
        path = tmp_path / f"plain{next(names)}.txt"
        path.write_text("\n\n".join([TITLE, *prose(filler), *more]))
        return figures(path)

    return make


def document(path: Path) -> Document:
    with path.open("rb") as stream:
        (found,) = pdf.read(Source(str(path), path.name, stream))
    return found


def refusal(raw: bytes) -> str:
    with pytest.raises(InputError) as refused:
        list(pdf.read(Source("x.pdf", "x.pdf", io.BytesIO(raw))))
    return refused.value.reason


def test_the_plain_article_has_eight_figures_and_more(plain: Callable[..., Taken]) -> None:
    assert len(plain()) >= 8


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("spaced", [True, False], ids=["spaced", "indented"])
@pytest.mark.parametrize("shuffled", [True, False], ids=["shuffled", "ordered"])
def test_an_article_in_columns_gives_the_figures_of_its_text(
    tmp_path: Path, plain: Callable[..., Taken], columns: int, spaced: bool, shuffled: bool
) -> None:
    page = Page(columns, head="47", foot="12 dead in Vask – Page # of 7", shuffled=shuffled)
    path = article(page, spaced=spaced).save(tmp_path / "a.pdf")
    assert document(path).text.split("\n\n")[:8] == [TITLE, *ARTICLE]
    assert figures(path)[: len(plain())] == plain()


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("spaced", [True, False], ids=["spaced", "indented"])
def test_an_article_over_pages_loses_its_heads_and_feet_and_keeps_its_sentences(
    tmp_path: Path, plain: Callable[..., Taken], columns: int, spaced: bool
) -> None:
    page = Page(columns, head="Orlavia: 900 people killed in 12 months", foot="Page # of 9 – 300 people killed")
    page.bottom = 520
    path = article(page, spaced=spaced, filler=columns * 2).save(tmp_path / "a.pdf")
    found = document(path)
    assert len(found.pages) >= 3
    assert found.text.split() == " ".join([TITLE, *prose(columns * 2)]).split()
    assert figures(path) == plain(filler=columns * 2)
    assert found.pages[0] == 0
    assert found.pages == tuple(sorted(found.pages))


def on_pages(path: Path, *pages: Sequence[tuple[float, float, str, float]]) -> Path:
    """Draw lines at places of pages: x, y, text, size."""
    canvas = Canvas(str(path), pagesize=A4)
    for page in pages:
        for x, y, said, size in page:
            canvas.setFont(_FONT, size)
            canvas.drawString(x, y, said)
        canvas.showPage()
    canvas.save()
    return path


def lines(*said: str, x: float = 60, y: float = 700, size: float = 10) -> list[tuple[float, float, str, float]]:
    return [(x, y - 1.2 * size * number, line, size) for number, line in enumerate(said)]


def text(path: Path) -> str:
    return document(path).text


def test_each_figure_is_on_its_page(tmp_path: Path) -> None:
    page = Page(2, head="Orlavia today", foot="Page # of 9", bottom=560)
    path = article(page, filler=3).save(tmp_path / "a.pdf")
    found = document(path)
    assert len(found.pages) >= 3
    for figure in readings(path):
        assert figure.evidence.page == bisect_right(found.pages, figure.evidence.start)
    pages = {figure.label: figure.evidence.page for figure in readings(path)}
    assert pages["At least 47"] == 1
    assert pages["31"] == len(found.pages)


def test_a_paragraph_over_a_page_break_is_one_and_the_page_begins_in_it(tmp_path: Path) -> None:
    first = lines(
        "On Sunday the ministry said in a long and careful statement that", "at least 25 people were killed in"
    )
    second = lines(
        "Latakia and that another 30 were injured when the bridge collapsed", "under the weight of the crowd."
    )
    path = on_pages(tmp_path / "a.pdf", [(60, 780, "Big headline of the day", 18), *first[:1]], second)
    found = document(path)
    assert "statement that Latakia and that another 30 were injured" in found.text
    assert found.text[found.pages[1] :].startswith("Latakia")
    assert {figure.label: figure.evidence.page for figure in readings(path)} == {"30": 2}


def test_a_note_at_the_foot_does_not_stand_within_the_sentence(tmp_path: Path) -> None:
    first = lines(
        "On Sunday the ministry said in a long and careful statement that", "at least 25 people were killed when"
    )
    note = [(60, 90, "1 The Observatory counts those who died later of their wounds as well.", 7)]
    second = lines("the bridge collapsed under the weight of a crowd which had come to", "see the flood of the river.")
    found = document(on_pages(tmp_path / "a.pdf", [*first, *note], second))
    assert "killed when the bridge" in found.text
    assert found.text[found.pages[1] :].startswith("the bridge")
    assert found.text.index("Observatory") < found.pages[1]


def test_a_page_without_text_begins_where_the_next_does(tmp_path: Path) -> None:
    path = on_pages(tmp_path / "a.pdf", lines("The first page ends here."), [], lines("The third page begins here."))
    assert document(path).pages == (0, 27, 27)


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("Samir Al-", "Masri was killed", "Samir Al-Masri was killed"),
        ("the demon-", "strators were killed", "the demonstrators were killed"),
        ("the demon\u00ad", "strators were killed", "the demonstrators were killed"),
        ("some pro-", "government gunmen", "some pro-government gunmen"),
        ("an at-", "tack began", "an attack began"),
        ("the pro-", "vince was quiet", "the province was quiet"),
        ("in non-", "governmental hands", "in non-governmental hands"),
        ("much ten-", "sion arose", "much tension arose"),
        ("twenty-", "five people died", "twenty-five people died"),
        ("seven-", "teen people died", "seventeen people died"),
        ("a 25-", "year-old man died", "a 25-year-old man died"),
        ("between 20-", "30 people died", "between 20-30 people died"),
        ("the dead –", "all of them men", "the dead – all of them men"),
    ],
)
def test_words_broken_at_the_end_of_a_line_are_whole(tmp_path: Path, above: str, below: str, joined: str) -> None:
    path = on_pages(tmp_path / "a.pdf", lines(f"The ministry said in the town that {above}", f"{below} on Sunday."))
    assert joined in text(path)


def test_a_compound_known_from_the_text_keeps_its_hyphen(tmp_path: Path) -> None:
    said = lines("The cease-fire held until Monday, when both sides broke the cease-", "fire and four soldiers died.")
    assert text(on_pages(tmp_path / "a.pdf", said)).count("cease-fire") == 2


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("shuffled", [True, False], ids=["shuffled", "ordered"])
def test_bullets_are_lines_of_their_own(
    tmp_path: Path, plain: Callable[..., Taken], columns: int, shuffled: bool
) -> None:
    page = article(Page(columns, shuffled=shuffled))
    for said in BULLETS * 3:
        page.paragraph(said, mark="•")
    path = page.save(tmp_path / "a.pdf")
    listed = [f"• {said}" for said in BULLETS * 3]
    assert text(path).split("\n")[-6:] == listed
    assert figures(path) == plain("\n".join(listed))


@pytest.mark.parametrize("mark", ["-", "–", "*"])
def test_other_marks_of_lists_are_bullets(tmp_path: Path, mark: str) -> None:
    said = lines("The ministry listed:", f"{mark}   12 people killed in Marn", f"{mark}   3 people injured in Teln")
    assert text(on_pages(tmp_path / "a.pdf", said)).endswith(
        "listed:\n\n• 12 people killed in Marn\n• 3 people injured in Teln"
    )


def draw_table(page: Page, edges: tuple[float, ...], right: bool) -> None:
    for row in TABLE:
        page.y -= 16
        for number, (edge, cell) in enumerate(zip(edges, row, strict=True)):
            shift = stringWidth(cell, _FONT, _SIZE) if right and number else 0
            page.waiting.append((edge - shift, page.y, cell, _SIZE, 0))


@pytest.mark.parametrize("right", [True, False], ids=["right", "left"])
@pytest.mark.parametrize("shuffled", [True, False], ids=["shuffled", "ordered"])
def test_a_table_gives_its_rows_with_empty_cells_in_place(
    tmp_path: Path, plain: Callable[..., Taken], right: bool, shuffled: bool
) -> None:
    page = article(Page(1, foot="Page # of 4", shuffled=shuffled))
    page.gap(20)
    draw_table(page, (60, 200, 280), right)
    path = page.save(tmp_path / "a.pdf")
    rows = "District | Killed | Injured\nUpper Marn | 21 | 40\nTeln |  | 16\nHarbour | 5 |"
    assert text(path).endswith(f"guaranteed.\n\n{rows}")
    assert figures(path) == plain(rows)


def test_a_table_in_one_of_two_columns_stays_in_it(tmp_path: Path) -> None:
    page = Page(2, bottom=80)
    page.paragraph(ARTICLE[0])
    page.gap(20)
    draw_table(page, (60, 160, 220), True)
    page.gap(20)
    page.paragraph(ARTICLE[4])
    page.next_column()
    for said in ARTICLE[1:4]:
        page.paragraph(said)
        page.gap()
    rows = "District | Killed | Injured\nUpper Marn | 21 | 40\nTeln |  | 16\nHarbour | 5 |"
    assert text(page.save(tmp_path / "a.pdf")).split("\n\n") == [ARTICLE[0], rows, ARTICLE[4], *ARTICLE[1:4]]


@pytest.mark.parametrize("height", [0, 6, 12], ids=["top", "middle", "bottom"])
def test_a_number_beside_a_label_of_two_lines_stays_with_it(tmp_path: Path, height: float) -> None:
    drawn = [(60.0, 700.0, "District", 10.0), (230.0, 700.0, "Killed", 10.0), (290.0, 700.0, "Injured", 10.0)]
    for number, (label, rest, killed) in enumerate(
        (("Killed by opposition gunmen and", "their allies in Teln", "21"), ("Killed by", "government forces", "1,204"))
    ):
        y = 680.0 - 30 * number
        drawn += [(60, y, label, 10), (60, y - 12, rest, 10), (230, y - height, killed, 10), (290, y - height, "7", 10)]
    rows = "Killed by opposition gunmen and their allies in Teln | 21 | 7\nKilled by government forces | 1,204 | 7"
    assert text(on_pages(tmp_path / "a.pdf", drawn)) == f"District | Killed | Injured\n{rows}"


def test_a_time_line_keeps_its_sentences_whole(tmp_path: Path) -> None:
    drawn = [
        *lines("6 March", y=700),
        *lines("Gunmen attacked a patrol near Teln and", "killed 14 soldiers on the road.", x=140, y=700),
        *lines("7 March", y=670),
        *lines("Shells struck the market of Marn, where", "47 civilians were killed.", x=140, y=670),
    ]
    assert text(on_pages(tmp_path / "a.pdf", drawn)).split("\n") == [
        "6 March | Gunmen attacked a patrol near Teln and killed 14 soldiers on the road.",
        "7 March | Shells struck the market of Marn, where 47 civilians were killed.",
    ]


def test_white_that_lies_in_lines_by_chance_divides_nothing(tmp_path: Path) -> None:
    wide = [(60.0, "Farming"), (130.0, "has"), (190.0, "become"), (262.0, "hard")]
    other = [(60.0, "Irrigation"), (130.0, "canals"), (190.0, "were"), (262.0, "dry,")]
    drawn = lines("The farmers of the valley had nothing to sell this year.", y=712)
    drawn += [(x, 700, said, 10) for x, said in wide] + [(x, 688, said, 10) for x, said in other]
    assert "|" not in text(on_pages(tmp_path / "a.pdf", drawn))
    drawn += lines("machinery could not be repaired and the harvest was lost.", y=676)
    assert "|" not in text(on_pages(tmp_path / "b.pdf", drawn))


def test_headings_stand_alone_and_run_over_lines(tmp_path: Path) -> None:
    path = on_pages(
        tmp_path / "a.pdf",
        [
            *lines("Dozens die as the bridge of Marn", "Falls into the river", y=780, size=18),
            *lines("At least 25 people were killed on Sunday. The ministry gave no names.", y=720),
            *lines("Background", y=690),
            *lines("The bridge was built 90 years ago and has been repaired ever since.", y=678),
        ],
    )
    assert text(path).split("\n\n") == [
        "Dozens die as the bridge of Marn Falls into the river",
        "At least 25 people were killed on Sunday. The ministry gave no names.",
        "Background",
        "The bridge was built 90 years ago and has been repaired ever since.",
    ]


def test_a_raised_number_is_a_reference_and_no_digit(tmp_path: Path) -> None:
    at = 60 + stringWidth("At least 25", _FONT, 10)
    drawn = [(60, 700, "At least 25", 10), (at, 704, "3", 6), (at + 6, 700, "people were killed on Sunday.", 10)]
    path = on_pages(tmp_path / "a.pdf", drawn)
    assert text(path) == "At least 25[3] people were killed on Sunday."
    assert [label for _, _, label in figures(path)] == ["At least 25"]


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_that_is_turned_is_read_upright(tmp_path: Path, turns: int) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(600, 600))
    canvas.translate(300, 300)
    canvas.rotate(90 * turns)
    canvas.drawString(-200, 100, "At least 25 people were killed and")
    canvas.drawString(-200, 85, "another 30 were injured on Sunday.")
    canvas.save()
    assert text(tmp_path / "a.pdf") == "At least 25 people were killed and another 30 were injured on Sunday."


def test_watermarks_and_what_lies_outside_the_page_are_left_out(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.drawString(60, 700, "At least 25 people were killed on Sunday.")
    canvas.drawString(60, -30, "At least 99 people were killed on Monday.")
    canvas.translate(100, 300)
    canvas.rotate(45)
    canvas.drawString(0, 0, "77 people killed")
    canvas.save()
    assert text(tmp_path / "a.pdf") == "At least 25 people were killed on Sunday."


@pytest.mark.parametrize("number", ["3", "– 3 –", "Page 3 of 7", "iii", "p. 3", "3/7", "Orlavia today | Page 3 of 7"])
def test_a_page_number_is_no_text_even_on_a_single_page(tmp_path: Path, number: str) -> None:
    drawn = lines("At least 25 people were killed on Sunday", "when the bridge collapsed.")
    assert text(on_pages(tmp_path / "a.pdf", [*drawn, (280, 40, number, 8)])).endswith("collapsed.")


def test_a_number_that_ends_a_paragraph_is_no_page_number(tmp_path: Path) -> None:
    drawn = lines("In all the towns of the valley together, the dead are", "now 252")
    assert text(on_pages(tmp_path / "a.pdf", drawn)).endswith("are now 252")
    drawn = lines("In all the towns of the valley together, the dead are", "252")
    assert text(on_pages(tmp_path / "b.pdf", drawn)).endswith("are 252")


def titled(path: Path, title: str, said: str = "At least 25 people were killed on Sunday.") -> Document:
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setTitle(title)
    canvas.drawString(60, 700, said)
    canvas.showPage()
    canvas.drawString(60, 700, "The second page has a sentence too.")
    canvas.save()
    return document(path)


@pytest.mark.parametrize("title", ["Bridge of Marn collapses", "At least 25 people were killed"])
def test_a_title_of_the_metadata_is_no_part_of_the_text(tmp_path: Path, title: str) -> None:
    found = titled(tmp_path / "a.pdf", title)
    assert found.title == title
    assert found.text == "At least 25 people were killed on Sunday.\n\nThe second page has a sentence too."
    assert found.text[found.pages[1] :] == "The second page has a sentence too."


def test_a_stale_title_of_a_template_is_no_figure(tmp_path: Path) -> None:
    assert titled(tmp_path / "a.pdf", "Sitrep 3: 45 killed").title == "Sitrep 3: 45 killed"
    assert [label for _, _, label in figures(tmp_path / "a.pdf")] == ["At least 25"]


@pytest.mark.parametrize(
    "title", ["", "untitled", "report_final.pdf", "Microsoft Word - toll 300 killed.docx", "Sitrep", "Document 1"]
)
def test_what_programs_write_for_a_title_is_none(tmp_path: Path, title: str) -> None:
    found = titled(tmp_path / "a.pdf", title)
    assert found.title is None
    assert found.text.startswith("At least 25")


def test_no_date_is_taken_from_the_file(tmp_path: Path) -> None:
    found = titled(tmp_path / "a.pdf", "Bridge of Marn collapses")
    assert (found.published, found.updated, found.publisher) == (None, None, None)


def test_a_protected_pdf_is_refused() -> None:
    raw = io.BytesIO()
    canvas = Canvas(raw, encrypt="secret")
    canvas.drawString(60, 700, "At least 25 people were killed.")
    canvas.save()
    assert refusal(raw.getvalue()) == "is protected by a password; save it without one"


def test_a_pdf_of_pictures_is_refused() -> None:
    raw = io.BytesIO()
    canvas = Canvas(raw)
    canvas.rect(50, 50, 300, 300, fill=1)
    canvas.save()
    assert refusal(raw.getvalue()) == "has no text but pictures; run it through text recognition (OCR) first"


@pytest.mark.parametrize("raw", [b"%PDF-1.4 nonsense", b"%PDF-", b"%PDF-1.7\n" + bytes(5000)])
def test_a_broken_pdf_is_refused(raw: bytes) -> None:
    assert refusal(raw).startswith("is a broken PDF (")


def test_no_cut_or_change_of_a_pdf_raises_anything_else(tmp_path: Path) -> None:
    whole = article(Page(2)).save(tmp_path / "a.pdf").read_bytes()
    luck = random.Random(7)
    read = 0
    for _ in range(60):
        raw = bytearray(whole[: luck.randrange(len(whole))] if luck.random() < 0.5 else whole)
        for _ in range(luck.randrange(40)):
            raw[luck.randrange(len(raw))] = luck.randrange(256)
        with suppress(InputError):
            read += len(list(pdf.read(Source("x.pdf", "x.pdf", io.BytesIO(bytes(raw))))))
    assert read > 5


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    raw = on_pages(tmp_path / "a.pdf", *[lines("A page.")] * 4).read_bytes()
    monkeypatch.setattr(pdf_document, "PAGES", 3)
    with pytest.raises(pdf_document.RefusedError, match="has more than 3 pages; split it"):
        pdf_document.read(raw)


def test_too_much_text_is_refused_before_it_is_laid_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    raw = on_pages(tmp_path / "a.pdf", lines("A page of more than twenty letters.")).read_bytes()
    monkeypatch.setattr(pdf_document, "TEXT", 20)
    assert TEXT > 20
    with pytest.raises(pdf_document.RefusedError, match="of text; split it"):
        pdf_document.read(raw)


def test_a_file_that_kills_the_reader_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    raw = on_pages(tmp_path / "a.pdf", lines("At least 25 people were killed on Sunday.")).read_bytes()
    assert len(list(pdf.read(Source("a.pdf", "a.pdf", io.BytesIO(raw))))) == 1
    process = pdf._started()
    process.kill()
    process.wait()
    assert len(list(pdf.read(Source("a.pdf", "a.pdf", io.BytesIO(raw))))) == 1


def test_a_file_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    raw = on_pages(tmp_path / "a.pdf", lines("At least 25 people were killed on Sunday.")).read_bytes()
    pdf._stop()
    monkeypatch.setattr(pdf, "SECONDS", 0)
    assert refusal(raw) == "takes too much memory or time, as no report does; save its text as .txt"


def coded(path: Path, said: str, codes: str) -> bytes:
    """Set a line in a font that gives the codes, from that of "2" on, names without a meaning."""
    raw = on_pages(path, lines(said)).read_bytes()
    assert b"/Encoding /WinAnsiEncoding" in raw
    return raw.replace(b"/Encoding /WinAnsiEncoding", f"/Encoding << /Differences [{codes}] >>".encode())


def test_a_digit_without_a_meaning_is_not_guessed(tmp_path: Path) -> None:
    raw = coded(tmp_path / "a.pdf", "At least 25 people were killed on Sunday.", "50 /g1 /g2 /g3 /g4")
    (found,) = pdf.read(Source("x.pdf", "x.pdf", io.BytesIO(raw)))
    assert found.text == "At least \ufffd\ufffd people were killed on Sunday."


def test_a_text_without_meaning_is_refused(tmp_path: Path) -> None:
    names = " ".join(f"/g{number}" for number in range(80))
    assert "OCR" in refusal(coded(tmp_path / "a.pdf", "At least 25 people were killed on Sunday.", f"50 {names}"))


def test_a_title_that_cannot_be_decoded_is_none(tmp_path: Path) -> None:
    titled(tmp_path / "a.pdf", "Bridge of Marn")
    raw = (tmp_path / "a.pdf").read_bytes()
    assert b"/Title (Bridge of Marn)" in raw
    raw = raw.replace(b"/Title (Bridge of Marn)", b"/Title <FEFFD8000020D800>")
    (found,) = pdf.read(Source("x.pdf", "x.pdf", io.BytesIO(raw)))
    assert found.title is None
