"""The HTML report in a real browser: it asks for nothing, works without JavaScript, and no report acts in it."""

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from browser import ATTACKS, Open, Opened, Scheme, attack, chromium, html, opened

from reconcile.renderers import page as renderer
from reconcile.renderers.plain import visible

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["chromium", "opened"]  # fixtures, used by their names

WIDE_REPORTS = "tests/corpus/syria/reports"


@cache
def made(folder: str = "seeds/") -> str:
    return html(folder)


@cache
def attacked() -> str:
    return "".join(renderer.report([attack()]))


def in_view(page: "Page", selector: str) -> bool:
    """Tell whether an element is drawn and inside the window."""
    box = page.locator(selector).bounding_box()
    height = page.evaluate("innerHeight")
    return box is not None and box["width"] > 0 and -box["height"] < box["y"] < height


def count_visible(page: "Page", selector: str) -> int:
    return sum(element.is_visible() for element in page.locator(selector).all())


def settled(page: "Page") -> None:
    """Wait until what a click set off is done."""
    page.wait_for_timeout(100)


# Alone on a disk


@pytest.mark.parametrize("folder", ["seeds/", WIDE_REPORTS])
def test_it_asks_for_nothing_but_itself_and_the_console_stays_empty(opened: Open, folder: str) -> None:
    shown: Opened = opened(made(folder))
    assert shown.requests == [shown.page.url]
    assert shown.console == []


def test_the_policy_keeps_a_script_that_is_not_the_page_s_from_running(opened: Open) -> None:
    broken = made().replace("</main>", "<script>window.pwned = 1</script></main>")
    shown: Opened = opened(broken)
    assert shown.page.evaluate("window.pwned") is None
    assert any("Content Security Policy" in line for line in shown.console)


# Without JavaScript


def test_without_javascript_every_quote_is_reached_by_its_link(opened: Open) -> None:
    page = opened(made(), javascript=False).page
    links = page.locator("section.tolls td a")
    assert links.count() > 10
    for link in links.all():
        link.click()
        settled(page)
        assert in_view(page, str(link.get_attribute("href")))


def test_without_javascript_there_is_no_filter_that_would_do_nothing(opened: Open) -> None:
    page = opened(made(), javascript=False).page
    assert not page.locator("#filters").is_visible()


# With JavaScript


def test_a_point_of_a_chart_leads_to_its_quote(opened: Open) -> None:
    page = opened(made()).page
    point = page.locator("svg a.mark").first
    target = str(point.get_attribute("href"))
    assert not page.locator(target).is_visible()
    point.focus()
    page.keyboard.press("Enter")
    settled(page)
    assert page.locator(target).is_visible()
    assert in_view(page, target)
    assert page.evaluate("document.activeElement.closest('mark').id") == target[1:]
    assert "flash" in str(page.locator(target).get_attribute("class"))


def test_following_a_link_once_more_leads_there_again(opened: Open) -> None:
    page = opened(made()).page
    link = page.locator("section.tolls td a").first
    target = str(link.get_attribute("href"))
    for _ in range(2):
        link.click()
        settled(page)
        assert in_view(page, target)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = false); scrollTo(0, 0)")
        assert not page.locator(target).is_visible()


def test_a_filter_hides_and_shows_what_it_says(opened: Open) -> None:
    page = opened(made()).page
    page.locator("#filters > summary").click()
    civilians, soldiers = "section.tolls [data-category='civilians']", "section.tolls [data-category='security_forces']"
    before = count_visible(page, civilians)
    assert before > 0
    page.get_by_role("checkbox", name="civilians", exact=True).uncheck()
    assert count_visible(page, civilians) == 0
    assert count_visible(page, "figure.chart[data-category='civilians']") == 0
    assert count_visible(page, soldiers) > 0
    page.get_by_role("checkbox", name="civilians", exact=True).check()
    assert count_visible(page, civilians) == before


def test_a_filter_by_origin_leaves_the_words_of_a_report_and_takes_their_mark(opened: Open) -> None:
    page = opened(made()).page
    page.locator("#filters > summary").click()
    page.get_by_role("checkbox", name="SOHR", exact=True).uncheck()
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    mark = page.locator("mark[id][data-origin='SOHR']").first
    assert mark.is_visible()
    assert mark.evaluate("each => getComputedStyle(each).backgroundColor") == "rgba(0, 0, 0, 0)"
    assert count_visible(page, "svg a.mark[data-origin='SOHR']") == 0
    assert count_visible(page, "section.tolls a[data-origin='SOHR']") == 0
    assert count_visible(page, "section.tolls a[data-origin='BBC']") > 0


def test_none_and_all_choose_at_once_and_what_is_shown_is_announced(opened: Open) -> None:
    page = opened(made()).page
    page.locator("#filters > summary").click()
    status = page.get_by_role("status")
    page.locator("[data-filter='origin'] [data-all='false']").click()
    none = status.inner_text()
    page.get_by_role("checkbox", name="BBC", exact=True).check()
    one = status.inner_text()
    page.locator("[data-filter='origin'] [data-all='true']").click()
    assert (none, one) == ("0 of 29 marked numbers are shown.", "1 of 29 marked numbers are shown.")
    assert status.inner_text() == "All 29 marked numbers are shown."


# For everyone


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_barrier_is_found(opened: Open, width: int, scheme: Scheme) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = opened(made(), width=width, scheme=scheme, policy=False).page
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = axe.Axe().run(page).response["violations"]
    grave = [
        (each["id"], [node["html"][:160] for node in each["nodes"][:3]])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
    assert grave == []


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
@pytest.mark.parametrize("folder", ["seeds/", WIDE_REPORTS])
def test_the_page_never_scrolls_sideways(opened: Open, width: int, folder: str) -> None:
    page = opened(made(folder), width=width).page
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_words_do_not_make_the_page_scroll_sideways(opened: Open) -> None:
    page = opened(attacked(), width=320).page
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_keyboard_reaches_the_skip_link_filters_points_and_quotes(opened: Open) -> None:
    page = opened(made()).page
    page.locator("#filters > summary").evaluate("each => each.parentElement.open = true")
    page.evaluate("document.querySelectorAll('.texts details').forEach(each => each.open = true)")
    reached = []
    for _ in range(400):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "(each => each.matches('.skip') ? 'skip' : each.matches('#filters input') ? 'filter'"
                " : each.matches('a.mark') ? 'point' : each.matches('.scroll') ? 'table'"
                " : each.closest('mark') ? 'quote' : '')(document.activeElement)"
            )
        )
    assert [each for each in dict.fromkeys(reached) if each] == ["skip", "filter", "point", "table", "quote"]
    assert reached[0] == "skip"


def test_every_target_of_a_pointer_is_large_enough(opened: Open) -> None:
    page = opened(made(), width=360).page
    page.locator("#filters > summary").click()
    small = page.evaluate(
        "[...document.querySelectorAll('nav a, #filters label, #filters button, summary, .tolls td a, .steps a')]"
        ".map(each => [each.textContent, each.getBoundingClientRect()])"
        ".filter(([, box]) => box.height && (box.height < 24 || box.width < 24)).map(([words]) => words)"
    )
    assert small == []


def test_a_mark_tells_what_it_is_when_focused(opened: Open) -> None:
    page = opened(made()).page
    page.locator("section.tolls td a").first.click()
    settled(page)
    told = page.evaluate("getComputedStyle(document.activeElement, '::after').content")
    assert "civilians killed (SOHR" in told


def test_a_citation_is_copied_whole(opened: Open) -> None:
    page = opened(made()).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".texts details").first.evaluate("each => each.open = true")
    page.locator(".citations button").first.click()
    page.get_by_text("copied", exact=True).first.wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(r'.+ \(.+\), cited in ".+", .+, \d+:\d+: ".+"', copied)


def test_paper_has_the_findings_in_full_and_no_controls(opened: Open) -> None:
    page = opened(made()).page
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()
    assert not page.locator("nav").is_visible()
    quotes = page.locator("article q")
    assert quotes.count() == 4
    assert page.locator("section.findings details:not([open])").count() > 0
    assert [quote.inner_text() for quote in quotes.all() if not quote.bounding_box()] == []
    assert count_visible(page, ".texts summary") == 5
    assert count_visible(page, ".texts .text") == 0
    page.locator(".texts details").first.evaluate("each => each.open = true")
    assert count_visible(page, ".texts .text") == 1


# Nothing of a report acts


@pytest.mark.parametrize("javascript", [True, False])
def test_a_hostile_report_stays_words(opened: Open, javascript: bool) -> None:
    shown: Opened = opened(attacked(), javascript=javascript)
    page = shown.page
    assert shown.dialogs == []
    assert shown.console == []
    assert shown.requests == [page.url]
    assert page.locator("script").count() == 1
    assert page.locator("style").count() == 1
    assert page.locator("img, [onload], [onerror], a[href^='javascript']").count() == 0
    assert all(visible(each) in page.locator("h1").inner_text() for each in ATTACKS)


def test_a_hostile_report_leaves_no_trace_when_it_is_used(opened: Open) -> None:
    shown: Opened = opened(attacked())
    page = shown.page
    page.locator("svg a.mark").first.hover(force=True)
    page.locator("section.tolls td a").first.click()
    page.locator("#filters > summary").click()
    page.locator("[data-filter='origin'] input").first.uncheck()
    settled(page)
    assert page.evaluate("window.pwned") is None
    assert shown.dialogs == []
    assert shown.console == []
