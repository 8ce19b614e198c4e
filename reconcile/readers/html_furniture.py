"""What a web page carries around and within its article, and is not it: teasers, sign-up boxes, notes on the author."""

import re
from itertools import islice, pairwise

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from reconcile.segment import reach

_UNSEEN = ("template", "noscript", "iframe", "style", "del", "s", "strike", "svg", "object")
_TAGS = ("nav", "aside", "footer", "form", "dialog", "button")
# Words of class names, ids and test ids, as builders of sites choose them; a pair stands in one name, in this order.
_NAMES = frozenset({
    "ad", "adbox", "ads", "advert", "advertisement", "advertorial", "banner", "bio", "breadcrumb", "breadcrumbs",
    "comment", "comments", "commentlist", "consent", "cookie", "cookies", "crosspromo", "disqus", "gdpr",
    "mailpoet", "menu", "navbar", "newsletter", "outbrain", "paywall", "popular", "promo", "promoted", "promotion",
    "recirc", "recirculation", "recommendations", "recommended", "related", "reltext", "respond", "share",
    "sharing", "signup", "sponsor", "sponsored", "subscribe", "subscription", "taboola", "trending", "upnext",
})  # fmt: skip
_PAIRS = frozenset({
    ("also", "read"), ("read", "also"), ("read", "more"), ("read", "next"), ("most", "read"), ("more", "from"),
    ("more", "on"), ("author", "box"), ("author", "info"), ("author", "card"), ("author", "about"),
    ("about", "author"), ("sign", "up"), ("up", "next"), ("see", "also"), ("latest", "news"), ("top", "stories"),
    ("further", "reading"), ("further", "links"), ("dont", "miss"), ("inline", "link"), ("page", "tags"),
})  # fmt: skip
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_BLOCKS = ("div", "section", "ul", "ol", "table", "figure", "p", "blockquote", "header", "article")
_OWN = 0.4  # of the page's paragraphs; what holds more is the article, whatever it is called
_CARD = 400  # characters; a note on an author, or an invitation to sign up, is shorter
_EDIT = re.compile(r"\s*\[[^\[\]]{1,20}\]\s*$")  # a wiki's link behind a heading
_SENTENCE = 60  # characters; shorter texts between two tags are labels, titles and links
_LABEL = 30  # characters before a link to another story
_LINKED = 8  # pieces of text that a paragraph with such a link is made of, at the most
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def strip(tree: HtmlElement, author: str | None) -> None:
    """Take out of a page, in place, what is not its article; `author` is the name that the page gives."""
    for element in list(tree.iter(*_UNSEEN)):
        element.drop_tree()
    for element in list(tree.iter("sup", "sub")):
        said = element.text_content().strip(" []")
        if any(map(str.isdigit, said)):  # the number of a note is no digit of the number before it
            element.tail = f"[{said}]{element.tail or ''}"
            element.drop_tree()
    _undo_layout(tree)
    prose = _prose(tree)
    for element in [each for each in tree.iter(*_TAGS, *_BLOCKS) if _is_furniture(each)]:
        if element.getparent() is not None and not has_headline(element) and _prose(element) <= _OWN * prose:
            element.drop_tree()
    for element in list(tree.iter("h2", "h3", "h4")):
        if reach(_EDIT.sub("", element.text_content())) in ("links", "rest"):
            _drop_section(element)
    for element in list(tree.iter("input", "b", "strong", "div", "span", "a", "h3", "h4", "p")):
        if element.tag == "input" or _is_name(element, author):
            _drop_card(element)


def has_headline(element: HtmlElement) -> bool:
    """Tell whether the headline of the page stands within an element."""
    return element.find(".//h1") is not None


def _prose(element: HtmlElement) -> int:
    """Give the characters of what is long enough to be prose within an element."""
    pieces = ((each.text if each.tag != "script" else None, each.tail) for each in element.iterdescendants())
    return sum(len(piece) for pair in ((element.text,), *pieces) for piece in pair if piece and len(piece) > _SENTENCE)


def _undo_layout(tree: HtmlElement) -> None:
    """Make blocks of the cells of tables that only lay a page out: those with tables, paragraphs or prose in them."""
    for table in tree.iter("table"):
        parts = list(table.iterchildren("thead", "tbody", "tfoot")) or [table]
        rows = [row for part in parts for row in part.iterchildren("tr")]
        cells = [cell for row in rows for cell in row.iterchildren("td", "th")]
        if all(len(row) <= 1 for row in rows) or any(map(_is_layout, cells)):
            for element in (table, *parts, *rows, *cells):
                element.tag = "div"


def _is_layout(cell: HtmlElement) -> bool:
    blocks = sum(1 for _ in islice(cell.iterchildren("p", "div", "ul", "ol", "h1", "h2", "h3"), 2))
    prose = any(len(piece) > _CARD for piece in islice(cell.itertext(), _CARD))
    return blocks > 1 or prose or cell.find(".//table") is not None


def _drop_section(heading: HtmlElement) -> None:
    """Take out a heading, and what stands under it as far as the next of its kind."""
    box = heading
    while (above := box.getparent()) is not None and above.tag == "div" and _is_short(above, _SENTENCE):
        box = above
    for element in [box, *box.itersiblings()]:
        if element is not box and (element.tag == heading.tag or element.find(heading.tag) is not None):
            break
        element.drop_tree()


def _is_furniture(element: HtmlElement) -> bool:
    if element.tag in _TAGS:
        return True
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
        return True
    if element.tag in ("p", "div", "li") and _is_link(element):
        return True
    for name in " ".join(element.get(key, "") for key in ("class", "id", "data-testid", "data-component")).split():
        words = [word.lower() for word in _WORD.findall(name)]
        if element.tag != "p" and not _NAMES.isdisjoint(words):
            return True
        if not _PAIRS.isdisjoint(pairwise(words)):
            return True
    return False


def _is_link(element: HtmlElement) -> bool:
    """Tell whether a paragraph is a label, such as "Read also:", and a link to another story."""
    pieces = [piece.strip() for piece in islice(element.itertext(), _LINKED)]
    links = "".join("".join(islice(link.itertext(), _LINKED)) for link in islice(element.iter("a"), 2)).strip()
    said = [piece for piece in pieces if piece]
    label = said[0] if len(said) > 1 else ""
    linked = " ".join(said[1:]) == " ".join(links.split())
    return linked and len(label) <= _LABEL and label.endswith((":", "»", "→", "|"))


def _is_name(element: HtmlElement, author: str | None) -> bool:
    """Tell whether an element is an author's name and no more: a byline, or the head of a note on them."""
    return not len(element) and is_byline(element.text or "", author)


def is_byline(line: str, author: str | None) -> bool:
    """Tell whether a line is an author's name and no more."""
    return author is not None and re.sub(r"^(?:by|about)\s+|\W+$", "", line.strip().lower()) == author.lower()


def _drop_card(element: HtmlElement) -> None:
    """Take out the widest box around an element that is short enough for a card and has no headline in it."""
    card = None
    box = element.getparent()
    while box is not None and box.tag in ("div", "section", "form", "p", "li") and _is_short(box):
        card = None if has_headline(box) else box
        box = box.getparent()
    if card is not None and card.getparent() is not None:
        card.drop_tree()


def _is_short(box: HtmlElement, most: int = _CARD) -> bool:
    """Tell whether a box holds no more text than a card, without reading much further than that."""
    pieces = [len(piece.strip()) for piece in islice(box.itertext(), most)]
    return len(pieces) < most and sum(pieces) <= most
