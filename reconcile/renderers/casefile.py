"""A case file to begin with: what was found in the reports, and every key there is, each with what it is for.

Who published a report is written as a key; its date as found, and what only an analyst can know, stand behind a # until
they are filled in. So the file as written changes no figure, no series and no finding.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

import tomlkit

from reconcile import lexicon, phrases
from reconcile.case import Fields, Numbers
from reconcile.records import Figure, Report, Scope, SourceKind
from reconcile.results import Result

_FOUND = {"metadata": "as the report says", "filename": "from the file's name", "dateline": "from the dateline"}
_MOST = 6  # of places and peoples; those named seldom are seldom the event's
_COLUMN = 32  # where remarks begin


def draft(result: Result, name: str) -> Iterator[str]:
    """Write a case file for the reports of `result`, line by line; `name` is the event's for the time being."""
    yield "# What is known of the event that its reports do not say. Every key is optional; a wrong one is an error"
    yield "# that names its line. A line that begins with # is not read: fill it in and take the # away."
    yield ""
    yield from _event(result, name)
    yield ""
    yield from _reports(result.reports)
    yield from _sources(result.figures)
    yield ""
    yield "# Words that count into a category, for this event."
    yield "# [categories.loyalists]"
    yield '# add = ["armed fighters"]'
    yield ""
    yield "# A place and what lies in it."
    yield "# [places]"
    yield '# "the coast" = ["Latakia", "Tartous"]'
    yield ""
    yield "# Vague words and families become numbers only as said here."
    yield "# [numbers]"
    yield _line('# profile = "none"', f"{_choices(Numbers.model_fields['profile'].annotation)}: of codebooks")
    yield _line("# household_size = 5.0", "people in a family")
    yield ""
    yield "# What the records of JSON and CSV files call their fields, where it is none of the usual names."
    yield "# [fields]"
    yield _line('# text = "content.body"', f"{', '.join(tuple(Fields.model_fields)[1:])} likewise")


def _event(result: Result, name: str) -> Iterator[str]:
    told = [figure for figure in result.figures if figure.scope is not Scope.BACKGROUND]
    days = [figure.period.start for figure in told if figure.period and figure.period.start]
    days += [report.days.first for report in result.reports if report.days and report.days.first]
    places = _commonest(figure.place.text for figure in told if figure.place)
    peoples = _commonest(f.population.text for f in told if f.population and not _is_part(f.population.text))
    yield "[event]"
    yield f"name = {_toml(name)}"
    yield _line(f"# onset = {min(days, default='')}", "the first day; weekdays are counted from it")
    yield _line('# timezone = "UTC"', "of the reports' times of publication, such as Asia/Damascus")
    yield "# The first place, or several together, are the whole event; one of the others alone narrows. Found:"
    yield f"# place = {_toml(places)}"
    yield "# To name these people narrows nothing. Found:"
    yield f"# population = {_toml(peoples)}"


def _reports(reports: Iterable[Report]) -> Iterator[str]:
    for report in reports:
        if report.title:
            yield f"# {' '.join(report.title.split())}"
        yield f"[reports.{_toml(report.id)}]"
        if report.published:
            yield _line(f"# published = {report.published.date}", _FOUND.get(report.published.basis, ""))
        else:
            yield _line("# published =", f"not found; {_by_its_days(report)}")
        yield f"publisher = {_toml(report.publisher)}" if report.publisher else '# publisher = ""'
        yield ""


def _by_its_days(report: Report) -> str:
    days = report.days
    if days is None or days.last is None:
        return "it names no day that can be placed"
    return f"by the days it names, {days.last} {f'to {days.latest}' if days.latest else 'or later'}"


def _sources(figures: Sequence[Figure]) -> Iterator[str]:
    """The counters found, from which an analyst sees which are the same, and the form in which to say so."""
    times = Counter(figure.source.id for figure in figures if figure.source)
    known = {figure.source.id: figure.source for figure in figures if figure.source}
    yield "# Who counted, under the key that the output shows; figures under any of its names are one origin. Found:"
    for key, count in times.most_common():
        yield f"#   {key}: {known[key].name}, {known[key].kind}, {phrases.plural(count, 'figure')}"
    yield "# [sources.SOHR]"
    yield '# name = "Syrian Observatory for Human Rights"'
    yield '# aliases = ["the Observatory"]'
    yield _line('# kind = "monitor"', _choices(SourceKind))


def _choices(kind: object) -> str:
    *most, last = get_args(kind)
    return f"{', '.join(most)} or {last}"


def _is_part(words: str) -> bool:
    """Tell whether a people is an age or a sex, which every event has: no people that one is about."""
    parts = {word for noun in lexicon.table("victims")["noun"] if noun.get("part") for word in noun["words"]}
    return not parts.isdisjoint(words.lower().split())


def _commonest(texts: Iterable[str]) -> list[str]:
    return [text for text, _ in Counter(texts).most_common(_MOST)]


def _line(key: str, remark: str) -> str:
    return f"{key:<{_COLUMN}}# {remark}"


def _toml(value: str | list[str]) -> str:
    """Write a value, or a key in quotes."""
    return tomlkit.item(value).as_string()
