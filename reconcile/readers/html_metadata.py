"""What a web page says of itself: its title, who published it, when, and where it was saved from."""

import re
from copy import deepcopy
from datetime import date
from typing import NamedTuple

from htmldate import find_date
from lxml.html import HtmlElement  # type: ignore[import-untyped]
from trafilatura.metadata import extract_metadata

from reconcile.readers import dates
from reconcile.readers.html_furniture import has_headline, strip

# The comments of browsers and of SingleFile, whose date is written as in "Fri Sep 13 2024 09:30:00 GMT".
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(?P<url>https?://\S+)")
_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s*(?:url:[ \t]*(?P<url>\S+))?"
    r"\s*(?:saved date:[ \t]*\w{3} (?P<day>\w{3} \d\d \d{4}))?"
)
_COMMENTS = 20_000  # characters within which a browser says where it saved a page from
_TAIL = re.compile(r"\s+(?:\||::|»|·|-|–|—)\s+(?P<tail>[^|»]{2,40})$")
_LINES = 15  # below a headline, within which its byline stands
_LONG = 160  # characters; no byline is longer


class Metadata(NamedTuple):
    """What a page says of itself; null where it does not."""

    title: str | None
    author: str | None
    publisher: str | None
    url: str | None
    published: date | None
    updated: date | None
    retrieved: date | None


def read(tree: HtmlElement, page: str) -> Metadata:
    """Read what a page, given as a tree and as it is written, declares or shows beside its headline."""
    said = extract_metadata(tree, date_config={"extensive_search": False}, extensive=False)
    saved = _SAVED_FROM.search(page, 0, _COMMENTS) or _SINGLE_FILE.search(page, 0, _COMMENTS)
    day = saved.groupdict().get("day") if saved else None
    title, site = _title(tree, said.title)
    published, updated = _dated(tree, title, said.author)
    return Metadata(
        title=title,
        author=said.author,
        publisher=_credited(tree) or said.sitename or site,
        url=said.url or (saved["url"] if saved else None),
        published=published,
        updated=updated if updated != published else None,
        retrieved=dates.parse(day) if day else None,
    )


def _title(tree: HtmlElement, said: str | None) -> tuple[str | None, str | None]:
    """Give the headline, and the name of the site that stands behind it in the title; it stands elsewhere too."""
    heads = {" ".join(each.text_content().split()) for each in tree.iter("h1")} - {""}
    if len(heads) == 1 and said and (head := heads.pop()) in said:
        return head, None
    tail = _TAIL.search(said or "")
    if said is None or tail is None:
        return said, None
    names = {each.get("alt", "") for each in tree.iter("img")}
    names |= {each.text_content().strip() for each in tree.iter("a") if each.get("href") in ("/", "./")}
    return (said[: tail.start()], tail["tail"]) if tail["tail"] in names else (said, None)


def _credited(tree: HtmlElement) -> str | None:
    """Give the source that a republished report names in the list of what is known of it."""
    found = {
        " ".join(value.text_content().split())
        for term in tree.iter("dt")
        if term.text_content().strip(" :\n").lower() in ("source", "sources")
        and (value := term.getnext()) is not None
        and all(has_headline(each) for each in term.iterancestors("article", "aside", "li"))
    }
    return found.pop() if len(found) == 1 else None


def _dated(tree: HtmlElement, title: str | None, author: str | None) -> tuple[date | None, date | None]:
    """Find when a page was published and updated: as it declares, else by its byline, else by its marked times."""
    declared = deepcopy(tree)
    for element in declared.findall("body"):
        for each in list(element.iter("*")):
            if each.tag != "script" and each.tag != "body" and each.getparent() is not None:
                each.drop_tag() if each.find(".//script") is not None else each.drop_tree()
    first = find_date(declared, original_date=True, extensive_search=False)
    last = find_date(declared, original_date=False, extensive_search=False, url="")
    head = dates.in_head(_below(tree, title), 0)
    published = dates.parse(first or "") or head.published
    if published is None:
        own = deepcopy(tree)
        strip(own, author)
        for element in [each for each in own.iter("p", "li", "img", "figure", "td") if each.getparent() is not None]:
            if element.tag in ("img", "figure") or len(element.text_content()) > _LONG:
                element.drop_tree()
        published = dates.parse(find_date(own, original_date=True, extensive_search=False) or "")
    return published, dates.parse(last or "") or head.updated


def _below(tree: HtmlElement, title: str | None) -> str:
    """Give the lines of a page from its headline on, as far as a byline can stand."""
    lines = [" ".join(text.split()) for text in tree.itertext() if text.strip()]
    at = max((number for number, line in enumerate(lines[:400]) if line == title), default=len(lines))
    return "\n".join(lines[at + 1 : at + 1 + _LINES])
