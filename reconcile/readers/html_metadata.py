"""What a web page says of itself: its title, who published it, when, and where it was saved from."""

import re
from copy import deepcopy
from datetime import date
from itertools import islice
from typing import NamedTuple

from htmldate import find_date
from lxml.html import HtmlElement, document_fromstring  # type: ignore[import-untyped]
from trafilatura.metadata import extract_metadata

from reconcile.readers import dates
from reconcile.readers.html_furniture import has_headline

# The comments of browsers and of SingleFile, whose date is written as in "Fri Sep 13 2024 09:30:00 GMT".
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(?P<url>https?://\S+)")
_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s*(?:url:[ \t]*(?P<url>\S+))?"
    r"\s*(?:saved date:[ \t]*\w{3} (?P<day>\w{3} \d\d \d{4}))?"
)
_COMMENTS = 20_000  # characters within which a browser says where it saved a page from
_PARTS = re.compile(r"\s+(?:\||::|»|·|-|–|—)\s+|:\s+")  # of a title: the headline, and the name of the site
_LABELLED = re.compile(r"^((?:\w+ )?(?:published|posted|updated|modified|issued|released)(?: on)?:?)\n", re.M | re.I)
_LINES = 30  # below a headline, within which its byline stands
_PROSE = 60  # characters; a longer line that ends with a stop is a sentence of the article
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
_MODIFIED_JSON = re.compile(r'"dateModified"\s*:\s*"([^"]{8,40})"')
_HEAD = 5000  # pieces of text within which a headline stands
_MACHINE = 900  # elements with data for machines that are looked at
_TERMS = 30  # of a list of what is known of a report


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
    published, updated = _dated(tree, title)
    declared = _site(tree) or said.sitename
    named = declared if declared != said.hostname and "." not in (declared or "") else None
    return Metadata(
        title=title,
        author=said.author,
        publisher=_credited(tree) or named or site or said.sitename,
        url=said.url or (saved["url"] if saved else None),
        published=published,
        updated=updated if updated != published else None,
        retrieved=dates.parse(day) if day else None,
    )


def _title(tree: HtmlElement, said: str | None) -> tuple[str | None, str | None]:
    """Give the headline, and the name of the site where it stands beside it in the page's title and elsewhere too."""
    whole = next((" ".join(each.text_content().split()) for each in tree.iter("title")), "")
    heads = {" ".join(each.text_content().split()) for each in tree.iter("h1")} - {""}
    names = heads | {each.get("alt", "").strip() for each in tree.iter("img")}
    names |= {each.get("title", "") for each in tree.iter("a")}
    names |= {each.text_content().strip() for each in tree.iter("a") if each.get("href") in ("/", "./")}
    parts = sorted(filter(None, _PARTS.split(whole)), key=len)
    site = next(
        (part for part in parts[:-1] if part in names), parts[-1] if parts and parts[-1] in names - heads else None
    )
    if said is None or said == site:
        return None, site
    if len(heads) == 1 and (head := next(iter(heads))) in said and head != site:
        return head, site
    return (parts[-1] if said == whole and site in parts[:-1] and len(parts) == 2 else said), site


def _site(tree: HtmlElement) -> str | None:
    """Give the name of the site as the page declares it, letter for letter."""
    said = (each.get("content", "") for each in tree.iter("meta") if each.get("property") == "og:site_name")
    return next((" ".join(name.split()) for name in said if name.strip()), None)


def _credited(tree: HtmlElement) -> str | None:
    """Give the source that a republished report names in the list of what is known of it."""
    found = {
        " ".join(value.text_content().split())
        for term in islice(tree.iter("dt"), _TERMS)
        if term.text_content().strip(" :\n").lower() in ("source", "sources")
        and (value := term.getnext()) is not None
        and all(has_headline(each) for each in term.iterancestors("article", "aside", "li"))
    }
    return found.pop() if len(found) == 1 else None


def _dated(tree: HtmlElement, title: str | None) -> tuple[date | None, date | None]:
    """Find when a page was published and updated: as it declares, else by what stands below its headline.

    No date is taken from anywhere else on a page: comments, teasers and clocks have their own.
    """
    declared = _declared(tree)
    first = find_date(declared, original_date=True, extensive_search=False)
    head = dates.in_head(_below(tree, title), 0)
    return dates.parse(first or "") or head.published, _updated(declared) or head.updated


def _declared(tree: HtmlElement) -> HtmlElement:
    """Give a page with its head alone, the data for machines in its body, and the times that are marked as its own."""
    page = document_fromstring("<html><head></head><body></body></html>")
    for head in tree.findall("head"):
        page.replace(page[0], deepcopy(head))
    for each in islice(tree.iter("script", "meta", "time"), _MACHINE):
        if "json" in each.get("type", "") or "date" in each.get("itemprop", "").lower():
            page[1].append(deepcopy(each))
    return page


def _updated(declared: HtmlElement) -> date | None:
    """Find the latest update that a page declares; htmldate gives publication before it where both are told."""
    said = [
        each.get("content") or each.get("datetime") or ""
        for each in declared.iter("meta", "time")
        if any(each.get(key, "").lower() in _MODIFIED for key in ("property", "name", "itemprop"))
    ]
    said += [match[1] for each in declared.iter("script") for match in _MODIFIED_JSON.finditer(each.text or "")]
    return max(filter(None, map(dates.parse, said)), default=None)


def _below(tree: HtmlElement, title: str | None) -> str:
    """Give the lines of a page from its headline on, as far as a byline can stand."""
    lines = [" ".join(text.split()) for text in islice(tree.itertext("*"), _HEAD) if text.strip()]
    at = max((number for number, line in enumerate(lines) if line == title), default=len(lines))
    below = _LABELLED.sub(r"\1 ", "\n".join(lines[at + 1 : at + 1 + _LINES])).split("\n")
    # Where no prose follows, what stands there is not the head of an article: a menu, say, with a clock.
    return "\n".join(below) if any(len(line) > _PROSE and line[-1] in '.!?”"' for line in below) else ""
