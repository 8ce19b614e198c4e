"""The lexicons: each rule and form meets its examples and none of its counter-examples, each word says one thing.

The examples are TOML files in `lexicons/en/examples`, which only this file loads: those of the lexicons of the same
names, and `words.toml` for the words of the others. In an example [brackets] mark what the rule takes.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from reconcile.case import Case, Event
from reconcile.extractors import distractors, extract, periods, quantities, scopes, sources
from reconcile.extractors.grammar import load, parse
from reconcile.extractors.groups import leaves
from reconcile.extractors.introductions import Introduced
from reconcile.extractors.resolving import Anchor
from reconcile.extractors.tape import Chunk
from reconcile.extractors.tokens import lowered, names, tokenize
from reconcile.lexicon import LANGUAGE, WORDS, table, words
from reconcile.records import Outcome, Qualifier, Report, Scope
from reconcile.segment import segment

LEXICON = Path(str(files("reconcile"))) / "lexicons" / LANGUAGE
EXAMPLES = LEXICON / "examples"
FILES = sorted(LEXICON.glob("*.toml"))
Span = tuple[int, int]
PUBLISHED = Anchor(published=date(2025, 3, 9), onset=None)


@cache
def examples(name: str) -> dict[str, Any]:
    return tomllib.loads((EXAMPLES / f"{name}.toml").read_text(encoding="utf-8"))


def unmarked(example: str) -> tuple[str, Span | None]:
    """Take the brackets out of an example; give the text, and what they stood around."""
    text = example.replace("[", "").replace("]", "")
    if "[" not in example:
        return text, None
    return text, (example.index("["), example.index("]") - 1)


# ---------------------------------------------------------------- what a rule takes in a text


def tokens(text: str) -> list[Chunk]:
    low = lowered(text)
    numbers, discards = quantities.find(low, text)
    return tokenize(text, low, numbers, discards, load(Case()).lexemes, names(text))


def _within(chunk: Chunk) -> Iterator[Chunk]:
    yield chunk
    for part in chunk.part("all"):
        yield from _within(part)


def by_stage(rule: str, text: str) -> list[Span]:
    chunks = [inner for chunk in parse(tokens(text), load(Case())) for inner in _within(chunk)]
    return [(chunk.start, chunk.end) for chunk in chunks if chunk.rule == rule]


def by_form(rule: str, text: str) -> list[Span]:
    """Give the numbers that a form binds, or those that it refuses; with the words that make one a further number."""
    taken = extract(Report(id="a.txt", path="a.txt", label="a", sha256="0" * 64, text=text), Case())
    said = {form["name"]: form.get("drop") for form in table("grammar")["form"]}
    bound = [(f.evidence.start, f.evidence.end) for f in taken.figures if f"form: {rule}" in f.trace]
    return bound + [(drop.start, drop.end) for drop in taken.dropped if drop.reason == said.get(rule)]


def by_side(rule: str, text: str) -> list[Span]:
    """Give the numbers whose side a rule tells."""
    taken = extract(Report(id="a.txt", path="a.txt", label="a", sha256="0" * 64, text=text), Case())
    return [(f.evidence.start, f.evidence.end) for f in taken.figures if f"side: {rule}" in f.trace]


def by_credit(rule: str, text: str) -> list[Span]:
    """Give the credits of a form; what one sentence introduces the next ones know."""
    known = Introduced()
    found: list[Span] = []
    for each in segment(text):
        sentence = text[each.start : each.end]
        credited = sources.find(tokens(sentence), sentence, load(Case()).lexemes, known)
        found += [(each.start + c.start, each.start + c.end) for c in credited if c.form == rule]
    return found


def by_distractor(rule: str, text: str, monkeypatch: pytest.MonkeyPatch) -> list[Span]:
    """Give the numbers that are dropped with this distractor alone."""
    alone = tuple(form for form in distractors.forms() if form.name == rule)
    with monkeypatch.context() as patch:
        patch.setattr(distractors, "forms", lambda: alone)
        _, discards = quantities.find(lowered(text), text)
    return [(d.start, d.end) for d in discards if d.reason == alone[0].reason]


def by_period(kind: str, text: str) -> list[Span]:
    return [(t.start, t.end) for t in periods.find(lowered(text), PUBLISHED) if t.kind == kind]


def by_scope(scope: str, text: str) -> list[Span]:
    """Give the numbers of a scope; a sentence that points back to a place is given whole."""
    if scope == "there":
        return [(0, len(text))] if scopes.is_there(lowered(text)) else []
    if scope == "total":
        return [(0, len(text))] if scopes.is_total(lowered(text)) else []
    case = Case(event=Event(onset=date(2025, 3, 6))) if scope == "standing" else Case()
    taken = extract(Report(id="a.txt", path="a.txt", label="a", sha256="0" * 64, text=text), case)
    named = {
        "standing": "cumulative",
        "events": "incident",
        "separate": "incident",
        "meanwhile": "incident",
        "home": "background",
    }
    return [(f.evidence.start, f.evidence.end) for f in taken.figures if f.scope == named.get(scope, scope)]


GRAMMAR: dict[str, tuple[list[dict[str, Any]], Callable[[str, str], list[Span]]]] = {
    "stage": ([rule for stage in table("grammar")["stage"] for rule in stage["rule"]], by_stage),
    "form": (table("grammar")["form"], by_form),
    "context": (table("grammar")["context"], by_form),
    "side": (table("grammar")["side"], by_side),
    "credit": (table("grammar")["credits"]["form"], by_credit),
}
RULES = [(kind, rule["name"]) for kind, (rules, _) in GRAMMAR.items() for rule in rules]
DISTRACTORS = [each["name"] for each in table("distractors")["distractor"]]
KINDS = list(dict.fromkeys(each["kind"] for each in table("periods")["period"]))
SCOPES = list(table("scopes"))


def by_name(rule: str, *values: str) -> Any:
    return pytest.param(*values, rule, id="-".join((*values, rule)))


# ---------------------------------------------------------------- each rule has its examples and meets them


def entry(file: str, *path: str) -> dict[str, list[str]]:
    """Give the examples of a rule, or say how to add them."""
    found: Any = examples(file)
    for key in path:
        found = found.get(key, {})
    name = ".".join((path[0], f'"{path[1]}"')) if path[1:] else path[0]
    met, unmet = len(found.get("met", ())), len(found.get("unmet", ()))
    assert met >= 2, f"{file}.toml: [{name}] has {met} examples: add to `met` until there are two"
    assert unmet >= 1, f"{file}.toml: [{name}] has no counter-example: add a near miss to `unmet`"
    return dict(found)


def check(rule: str, held: dict[str, list[str]], take: Callable[[str, str], list[Span]]) -> None:
    wrong = []
    for example in held["met"]:
        text, span = unmarked(example)
        assert span, f"mark in [brackets] what {rule!r} takes: {example!r}"
        spans = take(rule, text)
        if span not in spans:
            wrong.append(f"not met: {example!r}; it takes {[text[slice(*each)] for each in spans]}")
    for example in held["unmet"]:
        if spans := take(rule, example):
            wrong.append(f"met, and should not be: {example!r}; it takes {[example[slice(*each)] for each in spans]}")
    assert not wrong, "\n".join((f"{rule!r}: mend the rule; or the example, where it is no example of it", *wrong))


@pytest.mark.parametrize(("kind", "rule"), [by_name(rule, kind) for kind, rule in RULES])
def test_a_rule_of_the_grammar_meets_its_examples(kind: str, rule: str) -> None:
    check(rule, entry("grammar", kind, rule), GRAMMAR[kind][1])


@pytest.mark.parametrize("rule", [by_name(name) for name in DISTRACTORS])
def test_a_distractor_drops_its_examples_and_leaves_near_misses(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    held = entry("distractors", rule)
    check(rule, held | {"unmet": []}, lambda name, text: by_distractor(name, text, monkeypatch))
    for example in held["unmet"]:
        text, span = unmarked(example)
        numbers, discards = quantities.find(lowered(text), text)
        kept = [(number.start, number.end) for number in numbers]
        assert span in kept, f"{rule!r}: {example!r} loses its number: {[d.reason for d in discards]}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_period_meets_its_examples(kind: str) -> None:
    check(kind, entry("periods", kind), by_period)


@pytest.mark.parametrize("scope", SCOPES)
def test_the_cues_of_a_scope_meet_their_examples(scope: str) -> None:
    held = entry("scopes", scope)
    check(scope, held, by_scope)
    cues: list[str] = table("scopes")[scope]
    for example in held["met"]:
        text = lowered(unmarked(example)[0])
        assert any(re.search(rf"\b{re.escape(cue)}\b", text) for cue in cues), f"no cue of {scope!r} in {example!r}"


def test_no_example_is_of_a_rule_that_is_gone() -> None:
    there = {
        "grammar": {f"{kind}.{rule}" for kind, rule in RULES},
        "distractors": set(DISTRACTORS),
        "periods": set(KINDS),
        "scopes": set(SCOPES),
    }
    held = {name: set(examples(name)) for name in ("distractors", "periods", "scopes")}
    held["grammar"] = {f"{kind}.{rule}" for kind, rules in examples("grammar").items() for rule in rules}
    gone = {name: sorted(held[name] - rules) for name, rules in there.items() if held[name] - rules}
    assert not gone, f"rename or remove these examples: {gone}"


# ---------------------------------------------------------------- the words


def records() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give each record of the word lists with its table's name; closed classes and plain lists are none."""
    for name in WORDS:
        for kind, found in table(name).items():
            yield from ((kind, record) for record in found if isinstance(record, dict))


def _called(kind: str, record: dict[str, Any]) -> str:
    return f"{kind}: {record.get('name') or record.get('id') or kind}"


def test_the_words_are_read_as_the_examples_say() -> None:
    wrong = []
    for each in examples("words")["example"]:
        got = {str(entry) for chunk in tokens(each["text"]) for leaf in leaves(chunk) for entry in leaf.entries}
        wrong += [f"{read!r} in {each['text']!r}" for read in each["reads"] if read not in got]
    assert not wrong, f"no word is read as {'; '.join(wrong)}"


def test_each_record_of_words_has_an_example() -> None:
    read = {read for each in examples("words")["example"] for read in each["reads"]}
    missing = sorted({_called(kind, record) for kind, record in records()} - read)
    assert not missing, f"words.toml: add a sentence that reads each of {missing}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_lexicon_loads(file: Path) -> None:
    assert table(file.stem)


def test_the_lexicons_compile() -> None:
    plain, cased = words(Case())
    assert len(plain) > 1000
    assert cased
    assert load(Case()).forms
    assert distractors.forms()


# Words that stand in two records of one table on purpose: what stands around them decides.
TWICE: dict[str, str] = {}


def test_a_word_says_one_thing() -> None:
    said: dict[tuple[str, str, bool], set[str]] = defaultdict(set)
    for kind, record in records():
        meaning = str({key: record[key] for key in ("id", "outcome", "category", "kind", "spared") if key in record})
        for form in ("words", "past", "base", "gerund", "fell", "fall", "falling", "taking"):
            for word in record.get(form, ()):
                said[kind, word, bool(record.get("cased"))].add(meaning)
    twice = {f"{kind}: {word}": meanings for (kind, word, _), meanings in said.items() if len(meanings) > 1}
    assert twice.keys() <= TWICE.keys(), (
        f"take the word out of one of its records, or list it in TWICE with the reason: "
        f"{ {word: sorted(twice[word]) for word in sorted(twice.keys() - TWICE.keys())} }"
    )
    assert TWICE.keys() <= twice.keys(), f"no longer in two records: {sorted(TWICE.keys() - twice.keys())}"


def test_words_are_in_lower_case() -> None:
    """Those of the grammar may keep their case where they say so (`cased`); these are looked for in lowered text."""
    assert all(word == word.lower() for word in words(Case())[0])
    upper = re.findall(r"\w*[A-Z]\w*", str([table(name) for name in ("qualifiers", "scopes")]))
    assert not upper, f"write in lower case: {upper}"


# ---------------------------------------------------------------- the grammar says what it means


_TAGS = re.compile(r"\{!?([a-z_|]+)\}")
_READ = re.compile(r'(?:says|attributes|rule)(?:\.get\(|\[)"(\w+)"|"(\w+)" in says')


def patterns() -> Iterator[tuple[str, str]]:
    source = table("grammar")
    yield from source["macros"].items()
    yield from source["credits"]["macros"].items()
    for rules, _ in GRAMMAR.values():
        yield from ((rule["name"], rule["pattern"]) for rule in rules)


def test_each_tag_of_a_rule_is_borne_by_something() -> None:
    lexemes = load(Case()).lexemes
    named = {tag: rule for rule, pattern in patterns() for tags in _TAGS.findall(pattern) for tag in tags.split("|")}
    unknown = {
        tag: rule
        for tag, rule in named.items()
        if not any(lexemes.alphabet.has(symbol, tag) for symbol in lexemes.symbols.values())
    }
    assert not unknown, f"no word and no rule gives these tags, so nothing meets them: {unknown}"


def test_each_macro_is_used() -> None:
    used = {name for _, pattern in patterns() for name in re.findall(r"@([a-z]+)", pattern)}
    source = table("grammar")
    idle = (source["macros"].keys() | source["credits"]["macros"].keys()) - used
    assert not idle, f"remove these macros, or use them: {sorted(idle)}"


def test_rules_say_only_what_is_read() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in (LEXICON.parent.parent / "extractors").glob("*.py"))
    read = {word for pair in _READ.findall(code) for word in pair}
    values: dict[str, set[Any]] = {
        "outcome": set(Outcome),
        "qualifier": set(Qualifier),
        "scope": set(Scope),
        "side": {"before", "both"},
    }
    for kind, (rules, _) in GRAMMAR.items():
        for rule in rules:
            unread = rule.keys() - {"name", "pattern"} - read
            assert not unread, f"{kind} {rule['name']!r}: nothing reads {sorted(unread)}"
            wrong = {key: rule[key] for key, right in values.items() if key in rule and rule[key] not in right}
            assert not wrong, f"{kind} {rule['name']!r}: no such value: {wrong}"


def test_a_trace_names_one_rule() -> None:
    called = [rule["name"] for kind in ("form", "context") for rule in table("grammar")[kind]]
    twice = sorted({name for name in called if called.count(name) > 1})
    assert not twice, f"two rules bear the name that a figure's trace gives; rename one: {twice}"
