import re
from time import process_time

import pytest

from reconcile.lexicon import table
from reconcile.segment import headline, segment


def sentences(text: str) -> list[str]:
    return [text[each.start : each.end] for each in segment(text)]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(each.kind, text[each.start : each.end]) for each in segment(text)]


def blocks(text: str) -> list[str]:
    spans: dict[int, tuple[int, int]] = {}
    for each in segment(text):
        spans[each.block] = (spans.get(each.block, (each.start, 0))[0], each.end)
    return [text[start:end] for start, end in spans.values()]


@pytest.mark.parametrize(
    "text",
    [
        "Gov. Janet Hale said 18 people had died.",
        "Lt. Gen. Omar Saleh and Col. William Ross spoke of 12 dead.",
        "The train was stopped near tunnel No. 8 on Tuesday.",
        "The ministry had reported 773 deaths for Jan. 26 to 30.",
        "Fighting went on until Dec. 8, and 40 died.",
        "It began at 10:03 a.m. on Monday and ended at 6 p.m. that day.",
        "A U.N. official and the U.S. Embassy gave no number.",
        "The count of Sat. March 8 was 40.",
        "Some 1,383 people fled on 3.5 roads.",
        "A cousin of M. K. Smith was among the nine.",
        "“If I had stayed… we would all be dead,” she said.",
        "“Stop!” he cried, and 12 men fell.",
        "“Who did it?” asked a woman of 40.",
        "They went to www.example.org/a.b and read it.",
        "The number stood at 1,426.[3][citation needed]",
        "Sheikh St. George, e.g. Mr. Haddad, lost 3 sons.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ten died. Nine fled.", ["Ten died.", "Nine fled."]),
        ("“Ten died.” Nine fled.", ["“Ten died.”", "Nine fled."]),
        ('"Ten died." "Nine fled."', ['"Ten died."', '"Nine fled."']),
        ("(Ten died.) Nine fled.", ["(Ten died.)", "Nine fled."]),
        ("Ten died.[1][2] Nine fled.", ["Ten died.[1][2]", "Nine fled."]),
        ("How many died? Ten. Really! Yes", ["How many died?", "Ten.", "Really!", "Yes"]),
        ("Ten died… Nine fled...", ["Ten died…", "Nine fled..."]),
        ("كم مات؟ عشرة.", ["كم مات؟", "عشرة."]),
        ("It ended at 3:55 a.m. The call came later.", ["It ended at 3:55 a.m.", "The call came later."]),
        ("He lives in the U.S. She does not.", ["He lives in the U.S.", "She does not."]),
        ("Was it ten? No. Nine were.", ["Was it ten?", "No.", "Nine were."]),
        ("It happened in 2024. 15 people died.", ["It happened in 2024.", "15 people died."]),
        ("For days they sat. Hassan spoke.", ["For days they sat.", "Hassan spoke."]),
        ("The water rose 9 ft. Hassan fled.", ["The water rose 9 ft.", "Hassan fled."]),
        ("Ten died.   Nine fled.  ", ["Ten died.", "Nine fled."]),
    ],
)
def test_sentences_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


PROSE = "Ten people died on the coast on Friday, the ministry said, and nine were hurt."


@pytest.mark.parametrize(
    "line",
    [
        "About 125 civilians were put to death.",
        "About Forty Killed in Village",
        "Read more than the headline: 12 died.",
        "By Saturday, 300 people had died.",
        "By Monday the army had lost 40 men.",
        "Published figures show 300 killed.",
        "Copyright experts were among the nine killed.",
        "Share of the dead who were civilians: 745",
        "Home to 40,000 people, the town lost 120.",
        "Image experts counted 40 bodies.",
        "Topics of the talks were the 12 missing",
        "Deaths: 1,084 (civilians and fighters)[3]",
        "Latakia: 683",
        "How they died",
        "He told Reuters.",
        "1,500+ civilians",
        "Trending upwards, the toll reached 300.",
    ],
)
def test_what_the_report_says_is_no_furniture(line: str) -> None:
    text = f"{PROSE}\n\n{line}\n\n{PROSE}"
    assert kinds(text)[1:-1] == [("body", line)] or blocks(text)[1] == line
    assert {each.kind for each in segment(text)} == {"body"}


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Reply",
        "Leave a comment 35",
        "Your email address will not be published. Required fields are marked *",
        "0",
        "35",
        "5 minutes ago",
        "1 hour ago",
        "March 9, 2025 - 21:14",
        "Fri 7 Mar 2025 23.41 CET",
        "Last modified on Sat 8 Mar 2025 01.20 CET",
        "2025-03-17T21:40:18+00:00",
        "05 August, 2024, 01:20 am",
        "14 MARCH 2025",
        "March 10, 2025 5:12 PM GMT+2 Updated 3 hours ago",
        "Published 9 March 2025",
        "Published in the print edition of August 17th, 2025",
        "By Our Correspondent | Published August 16, 2025",
        "By Damascus bureau chief",
        "By Jane O’Hara and Omar al-Khatib",
        "Staff Correspondent",
        "Credited from: AN AGENCY",
        "Original Source: www.example.org",
        "For more information, visit the original articles.",
        "Copyright 2025. All rights reserved.",
        "© 2025 An Outlet",
        "All rights reserved",
        "Reuse this content",
        "View all posts by Jane Doe →",
        "Sign up to our morning newsletter",
        "Read more: The town that lost 120 people",
        "(Reporting by bureaus in Beirut; Editing by the desk)",
        "1 + 6 =",
    ],
)
def test_furniture_is_boilerplate(line: str) -> None:
    text = f"{PROSE}\n\n{line}\n\n{PROSE}"
    assert [each.kind for each in segment(text) if text[each.start : each.end] in line] != []
    assert {each.kind for each in segment(text) if each.block == 1} == {"boilerplate"}
    assert [each.kind for each in segment(text) if each.block != 1] == ["body", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "Photograph: agency pool",
        "Image: a street in Homs after 12 people were killed",
        "Item 1 of 4 A man at a grave, March 10, 2025.",
        "(Photo by an agency)",
        "Divers at a flooded mall. Photograph: agency pool",
        "Mourners at the funeral of 12 men [File: AFP]",
        "A burnt house in Jableh / Getty Images",
    ],
)
def test_captions(line: str) -> None:
    text = f"{PROSE}\n\n{line}\n\n{PROSE}"
    assert [each.kind for each in segment(text)][1:-1] == ["caption"] * len(sentences(line))


def test_titles_of_other_stories_end_where_prose_begins() -> None:
    head = "News\nLatest news\nA Long Title\n\n"
    text = f"{head}{PROSE}\n\nMost viewed\nQuake kills 300\nFerry sinks with 90 aboard\n{PROSE}"
    assert kinds(text) == [
        ("body", "News"),
        ("boilerplate", "Latest news"),
        ("headline", "A Long Title"),
        ("body", PROSE),
        ("boilerplate", "Most viewed"),
        ("boilerplate", "Quake kills 300"),
        ("boilerplate", "Ferry sinks with 90 aboard"),
        ("body", PROSE),
    ]


def test_an_authors_note_goes_to_the_end() -> None:
    note = "Jane Doe has covered 12 wars."
    text = f"{PROSE}\n\nAbout Jane Doe\n\n{note}\n\nShe has won 3 prizes."
    assert [kind for kind, _ in kinds(text)] == ["body", "boilerplate", "boilerplate", "boilerplate"]


def test_a_subhead_that_opens_with_about_is_no_authors_note() -> None:
    text = f"{PROSE}\n\nAbout Deir Hafir\n\n{PROSE}"
    assert [kind for kind, _ in kinds(text)] == ["body", "body", "body"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PROSE, ["body"]),
        (f"{PROSE}\n{PROSE}", ["body", "body"]),
        (f"Over 400 Killed\n\n{PROSE}", ["headline", "body"]),
        (f"Over 400 Killed?\n{PROSE}", ["headline", "body"]),
        (f"Credited from: AN AGENCY\nOver 400 Killed\n{PROSE}", ["boilerplate", "headline", "body"]),
        (f"The Town's Dead\n\nThe Town’s dead\n\n{PROSE}", ["headline", "headline", "body"]),
        (f"Over 400 Killed\n\n{PROSE}\n\nOver 400 killed", ["headline", "body", "headline"]),
        (
            f"Over 400 Killed\nInvestigators say the number may still rise by far\n{PROSE}",
            ["headline", "headline", "body"],
        ),
        (f"Over 400 Killed\n\nSummary\n\n{PROSE}", ["headline", "body", "body"]),
        (f"{PROSE}\n\nHow they died\n\n{PROSE}", ["body", "body", "body"]),
        (f"# Over 400 Killed\n\n{PROSE}\n\n## How they died\n\n{PROSE}", ["headline", "body", "body", "body"]),
        ("At least 300 people were killed", ["body"]),
        ("Latakia: 683\nTartous: 433", ["body", "body"]),
    ],
)
def test_headlines(text: str, expected: list[str]) -> None:
    assert [each.kind for each in segment(text)] == expected


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  • Ten dead", "Ten dead"),
        ("- Ten dead", "Ten dead"),
        ("– Ten dead", "Ten dead"),
        ("* Ten dead", "Ten dead"),
        ("1. Ten dead", "Ten dead"),
        ("•Ten dead", "Ten dead"),
    ],
)
def test_a_bullet_is_without_its_mark(line: str, said: str) -> None:
    assert kinds(f"{PROSE}\n{line}\n{PROSE}")[1] == ("bullet", said)


@pytest.mark.parametrize("line", ["-30 people", "1,700 people", "10.5 people", "*Ten people"])
def test_what_is_no_bullet(line: str) -> None:
    assert kinds(f"{PROSE}\n{line}\n{PROSE}")[1] == ("body", line)


def test_wrapped_lines_are_one_block() -> None:
    text = (
        "Ten people died in the town on Friday, and the toll in the whole\n"
        "province rose to 120, the ministry said. It gave no names and said\n"
        "Damascus would do so.\n"
        "\n"
        "The second paragraph was wrapped at the very same column, by\n"
        "Reuters, and it ends here.\n"
    )
    assert [re.sub(r"\s+", " ", each) for each in blocks(text)] == [
        "Ten people died in the town on Friday, and the toll in the whole province rose to 120, the ministry said. "
        "It gave no names and said Damascus would do so.",
        "The second paragraph was wrapped at the very same column, by Reuters, and it ends here.",
    ]
    assert len(segment(text)) == 3


def test_single_newlines_part_paragraphs() -> None:
    text = f"{PROSE} {PROSE}\n{PROSE} {PROSE}\nRecent violence\n{PROSE}"
    assert [each.block for each in segment(text)] == [0, 0, 1, 1, 2, 3]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_stay_in_the_offsets(newline: str) -> None:
    text = f"Over 400 Killed{newline}{newline}{PROSE}{newline}Nine fled."
    assert kinds(text) == [("headline", "Over 400 Killed"), ("body", PROSE), ("body", "Nine fled.")]


def test_front_matter_is_left_out_and_keeps_its_offsets() -> None:
    text = f"---\npublished: 2025-03-09\ntitle: 300 dead\n---\n{PROSE}"
    (sentence,) = segment(text)
    assert sentence.start == text.index("Ten")


def test_a_rule_is_no_front_matter() -> None:
    assert sentences(f"---\n{PROSE}\n---\nNine fled.")[1] == PROSE


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "---\npublished: 2025-03-09\n---\n"])
def test_nothing_gives_nothing(text: str) -> None:
    assert segment(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Over  400 Killed\n\n{PROSE}", "Over 400 Killed"),
        (f"---\nurl: x\n---\n# How Many? Over 400\n{PROSE}", "How Many? Over 400"),
        (PROSE, None),
    ],
)
def test_headline(text: str, expected: str | None) -> None:
    assert headline(text) == expected


@pytest.mark.parametrize(
    "piece",
    [
        ".",
        " ",
        "\n",
        ". ",
        ".[",
        '."',
        "a:\n",
        "U.S. ",
        "Photo: ",
        "word ",
        "Related\n",
        "About Jane Doe\n",
        "- ",
        "---\n",
        "A\n",
    ],
)
def test_time_is_linear_in_the_text(piece: str) -> None:
    def seconds(size: int) -> float:
        text = "---\n" + piece * (size // len(piece))
        start = process_time()
        segment(text)
        return process_time() - start

    # Eight times the text; a quadratic scan would take 64 times as long, however quick the machine is at the moment.
    grown = (seconds(160_000) / (seconds(20_000) + 1e-4) for _ in range(8))
    assert any(each < 40 for each in grown)


def test_initials_before_an_opening_mark_and_a_gap_end_a_sentence() -> None:
    text = f"The toll was given by A. ({' ' * 40}here"
    assert [text[s.start : s.end] for s in segment(text)] == [text[:24], text[25:]]


def test_every_record_of_furniture_has_a_note_and_one_form() -> None:
    for record in table("furniture")["furniture"]:
        assert record["note"]
        assert ("phrases" in record) != ("pattern" in record)
        assert record.keys() <= {"phrases", "whole", "pattern", "case", "kind", "reach", "note"}
        assert all(phrase == phrase.casefold() for phrase in record.get("phrases", ()))
