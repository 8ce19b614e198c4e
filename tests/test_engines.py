"""Engines: the same results in the same order wherever the work is done, whatever becomes of who does it."""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, count
from multiprocessing import active_children
from pathlib import Path

import pytest

from reconcile import cli, engines
from reconcile.engines import Engine, Inline, Lost
from reconcile.engines.automatic import Automatic
from reconcile.engines.pool import Pool
from reconcile.errors import ReconcileError, UsageError

ROOT = Path(__file__).parent.parent
FINISHED: list[list[Lost | int]] = [[0, 1], [4, 9], [], [16], [25, 36, 49]]
CHUNKS = [[0, 1], [2, 3], [], [4], [5, 6, 7]]


def squares(chunk: Sequence[int]) -> list[int]:
    """Square; the first chunks take the longest, so that they are not done in their order."""
    time.sleep(max(0, 4 - chunk[0]) / 50)
    return [number * number for number in chunk]


def deadly(chunk: Sequence[int]) -> list[int]:
    """Square, and die of a six."""
    if 6 in chunk:
        os.kill(os.getpid(), signal.SIGKILL)
    return squares(chunk)


def endless(chunk: Sequence[int]) -> list[int]:
    """Square, and never be done with a six."""
    if 6 in chunk:
        time.sleep(600)
    return squares(chunk)


def wrong(chunk: Sequence[int]) -> list[int]:
    raise KeyError("of the work")


def refused(chunk: Sequence[int]) -> list[int]:
    raise ReconcileError("in words for the user")


class DeadlyOnce:
    """Squares, but whoever does so first dies of it."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __call__(self, chunk: Sequence[int]) -> list[int]:
        try:
            self.mark.touch(exist_ok=False)
        except FileExistsError:
            return squares(chunk)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


def flat(results: Iterator[Sequence[int | Lost]]) -> list[int | Lost]:
    return list(chain.from_iterable(results))


@pytest.fixture
def pool() -> Iterator[Pool]:
    with Pool(2) as engine:
        assert isinstance(engine, Pool)
        yield engine


@pytest.mark.parametrize("make", [Inline, lambda: Pool(1), lambda: Pool(3), Automatic, lambda: Automatic(0)])
def test_results_come_in_the_order_of_the_chunks(make: Callable[[], Engine]) -> None:
    with make() as engine:
        assert [list(results) for results in engine.map(squares, CHUNKS)] == FINISHED
        assert [list(results) for results in engine.map(squares, reversed(CHUNKS))] == FINISHED[::-1]


@pytest.mark.parametrize("make", [Inline, lambda: Pool(2), lambda: Automatic(0)])
def test_an_engine_reads_no_further_ahead_than_it_needs(make: Callable[[], Engine]) -> None:
    read = count()
    with make() as engine:
        results = engine.map(squares, ([next(read)] for _ in iter(int, 1)))
        assert [list(next(results)) for _ in range(20)] == [[number * number] for number in range(20)]
        assert next(read) <= 20 + 2 * max(2, os.cpu_count() or 1) + 1


def test_nothing_to_do_starts_no_process(pool: Pool) -> None:
    before = active_children()
    assert list(pool.map(squares, [[], []])) == [(), ()]
    assert active_children() == before


def test_little_work_starts_no_process_and_more_does() -> None:
    before = active_children()
    with Automatic() as engine:
        assert flat(engine.map(squares, [[4], [5]])) == [16, 25]
        assert active_children() == before
    with Automatic(enough=0) as engine:
        size = engine.size
        results = engine.map(squares, ([number] for number in count(4)))
        assert [list(next(results)) for _ in range(3)] == [[16], [25], [36]]
        if len(os.sched_getaffinity(0)) > 1:
            assert active_children() != before
            assert engine.size.items > size.items == 1


def test_one_that_kills_whoever_works_on_it_is_lost_and_no_other(pool: Pool) -> None:
    assert flat(pool.map(deadly, CHUNKS)) == [0, 1, 4, 9, 16, 25, Lost("died (SIGKILL)"), 49]


def test_a_death_that_was_no_fault_of_the_work_loses_nothing(pool: Pool, tmp_path: Path) -> None:
    assert flat(pool.map(DeadlyOnce(tmp_path / "died"), CHUNKS)) == flat(iter(FINISHED))
    assert (tmp_path / "died").exists()


def test_one_that_never_ends_is_lost_and_no_other() -> None:
    with Pool(2, patience=0.3) as engine:
        assert flat(engine.map(endless, CHUNKS)) == [0, 1, 4, 9, 16, 25, Lost("took longer than 1 seconds"), 49]


def test_an_error_of_the_work_is_raised_with_its_place(pool: Pool) -> None:
    with pytest.raises(RuntimeError, match=r"KeyError: 'of the work' at test_engines\.py:\d+"):
        flat(pool.map(wrong, CHUNKS))
    with pytest.raises(ReconcileError, match=r"^in words for the user$"):
        flat(pool.map(refused, CHUNKS))
    assert flat(pool.map(squares, CHUNKS)) == flat(iter(FINISHED))


def test_a_closed_pool_leaves_no_process() -> None:
    before = set(active_children())
    with Pool(2, patience=600) as engine:
        results = engine.map(endless, [[1], [6]])
        assert next(results) == [1]
        assert set(active_children()) > before
        began = time.monotonic()
    assert time.monotonic() - began < 30
    assert set(active_children()) <= before


# What becomes of reports


STORY = "At least {n} people were killed and {m} injured in the city on Monday, the health ministry said.\n"
FRENCH = (
    "Au moins douze personnes ont péri dimanche quand un bac a chaviré sur le fleuve, a annoncé la préfecture. Trente "
    "passagers sont portés disparus et les recherches, suspendues pendant la nuit, doivent reprendre au matin avec "
    "des plongeurs venus de la capitale. Le capitaine, qui avait pris à bord plus de monde que le permis ne le "
    "prévoit, a été placé en garde à vue, selon une source judiciaire citée par une radio privée de la ville.\n"
)
CASE = """
[event]
onset = 2025-03-03
[reports."000.txt"]
published = 2025-03-05
[reports."none.txt"]
published = 2025-03-05
[[corrections]]
report = "001.txt"
quote = "At least [11] people"
set = { stated = 12, also = ["injured"], as_of = 2025-03-04 }
why = "The ministry says twelve."
[[corrections]]
report = "002.txt"
quote = "no such [4] words"
drop = true
why = "None."
[[corrections]]
report = "003.txt"
quote = "and [203] injured"
drop = true
why = "Counted twice."
[[corrections]]
report = "none.txt"
quote = "no such [4] words"
drop = true
why = "None."
[[checked]]
report = "000.txt"
quotes = "At least [10] people"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with good reports, those that cannot be read between them, and corrections that meet nothing."""
    made = tmp_path_factory.mktemp("reports")
    for n in range(40):
        (made / f"{n:03}.txt").write_text(STORY.format(n=n + 10, m=n + 200))
    (made / "005.txt").write_text("")
    (made / "017.txt").write_text(FRENCH)
    (made / "020.xml").write_bytes(b"\x00\x01\x02\xff" * 40)
    (made / "reconcile.toml").write_text(CASE)
    return made


FORMS = [
    *(("extract", form) for form in ("jsonl", "json", "csv", "table")),
    *(("report", form) for form in ("json", "csv", "table")),
]


@pytest.fixture(scope="module")
def inline(folder: Path) -> dict[tuple[str, str], tuple[int, bytes, str]]:
    return {(command, form): run(folder, command, "-f", form, "--jobs", "1") for command, form in FORMS}


def run(folder: Path, *arguments: str) -> tuple[int, bytes, str]:
    command = [sys.executable, "-m", "reconcile", arguments[0], ".", *arguments[1:]]
    done = subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True)
    return done.returncode, done.stdout, done.stderr.decode()


@pytest.mark.parametrize(("command", "form"), FORMS)
def test_every_engine_puts_out_the_same_bytes_and_tells_the_same(
    folder: Path, inline: dict[tuple[str, str], tuple[int, bytes, str]], command: str, form: str
) -> None:
    code, out, told = inline[command, form]
    assert (code, len(out) > 1_000, told.count("\n")) == (2, True, 6)
    assert run(folder, command, "-f", form, "--jobs", "2") == (code, out, told)
    assert run(folder, command, "-f", form) == (code, out, told)


def test_a_report_that_kills_its_reader_is_told_in_its_place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reconcile import pipeline
    from reconcile.engines import extraction
    from reconcile.extractors import extract
    from reconcile.results import Failure

    (event,) = pipeline.events(folder)
    items = list(pipeline.read(event))
    before = [item if isinstance(item, Failure) else extract(item, event.case.uncorrected()) for item in items]
    monkeypatch.setattr(extraction, "Extract", DeadlyExtract)
    with Pool(2) as engine:
        found = list(extraction.extract(items, event.case, extraction.Means(engine)))
    at = next(at for at, item in enumerate(items) if item.path.endswith("009.txt"))
    lost = found[at]
    assert isinstance(lost, Failure)
    assert lost.path.endswith("009.txt")
    assert lost.error.startswith("could not be read: three times the process that tried died (SIGKILL); ")
    taken = [item if isinstance(item, Failure) else item[1] for item in found]
    assert taken[:at] + taken[at + 1 :] == before[:at] + before[at + 1 :]


class DeadlyExtract:
    """The work of extraction, which dies of the report that names nineteen."""

    def __init__(self, case: object) -> None:
        self.case = case

    def __call__(self, reports: Sequence[object]) -> Sequence[object]:
        from reconcile.case import Case
        from reconcile.engines.extraction import Extract
        from reconcile.records import Report

        assert isinstance(self.case, Case)
        read = [report for report in reports if isinstance(report, Report)]
        if any(" 19 people" in report.text for report in read):
            os.kill(os.getpid(), signal.SIGKILL)
        return Extract(self.case)(read)


def test_work_of_another_program_is_refused() -> None:
    from reconcile.case import Case
    from reconcile.engines.extraction import Extract
    from reconcile.stores.makers import Maker, maker

    sent = pickle.loads(pickle.dumps(Extract(Case())))
    assert sent == Extract(Case(), maker())
    assert sent([]) == []
    other = Maker("0.0.1", "0", "0")
    assert pickle.loads(pickle.dumps(Extract(Case(), other))).by == other
    with pytest.raises(ReconcileError, match=r"a worker runs reconcile .*, and this is reconcile 0\.0\.1 \(code 0\)"):
        Extract(Case(), other)([])


# The command line


def test_an_interrupt_ends_all_at_once_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "many.csv").write_text(
        "text\n" + "".join(f'"{STORY.format(n=n, m=n).strip()}"\n' for n in range(90_000))
    )
    command = [sys.executable, "-m", "reconcile", "extract", "many.csv", "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for first in (True, False):  # at work, and while it starts
        process = subprocess.Popen(
            command,
            cwd=tmp_path,
            env=environment,
            stdout=-1,
            stderr=-1,
            text=True,
            start_new_session=True,
            # Where the tests run in a shell's background, it ignores interrupts.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        assert process.stdout
        if first:
            process.stdout.readline()
        else:
            time.sleep(0.35)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
        _, told = process.communicate(timeout=30)
        assert (process.returncode, told) == (130, "")
        assert _ended(process.pid)


def _ended(group: int) -> bool:
    """Wait until there is no process of a group."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--jobs", "0"), "Invalid value for '--jobs'"),
        (("--jobs", "-2"), "Invalid value for '--jobs'"),
        (("--jobs", "many"), "Invalid value for '--jobs'"),
        (("--jobs", "2", "--scheduler", "tcp://127.0.0.1:1"), "give one of them"),
    ],
)
@pytest.mark.parametrize("command", ["extract", "report"])
def test_what_cannot_be_meant_is_one_line(
    command: str, options: tuple[str, ...], said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([command, str(folder / "000.txt"), *options]) == 2
    out, told = capsys.readouterr()
    assert (out, told.count("\n")) == ("", 1)
    assert said in told


def test_without_its_library_a_cluster_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "reconcile.engines.cluster", raising=False)
    with pytest.raises(UsageError, match=r"--scheduler needs a library; run: .* -m pip install 'distributed"):
        engines.choose(scheduler="tcp://127.0.0.1:1")


# A cluster, on this machine


def test_a_scheduler_that_is_not_there_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    cluster = pytest.importorskip("reconcile.engines.cluster")
    monkeypatch.setattr(cluster, "_REACHED", 0.2)
    with pytest.raises(UsageError, match=r"^--scheduler tcp://127\.0\.0\.1:1: no scheduler answers there"):
        engines.choose(scheduler="tcp://127.0.0.1:1")


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    distributed = pytest.importorskip("distributed", reason="distributed is not installed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=60) as local:
        yield local.scheduler_address


@pytest.mark.filterwarnings("default")
def test_a_cluster_gives_the_same_as_this_process(scheduler: str, folder: Path) -> None:
    with engines.choose(scheduler=scheduler) as engine:
        assert [list(results) for results in engine.map(squares, CHUNKS)] == FINISHED
        assert flat(engine.map(deadly, CHUNKS)) == [0, 1, 4, 9, 16, 25, Lost("died"), 49]
        with pytest.raises(ReconcileError, match=r"^in words for the user$"):
            flat(engine.map(refused, CHUNKS))
    assert run(folder, "extract", "--scheduler", scheduler) == run(folder, "extract", "--jobs", "1")


@pytest.mark.filterwarnings("default")
def test_a_scheduler_that_goes_away_is_told() -> None:
    distributed = pytest.importorskip("distributed", reason="distributed is not installed")
    local = distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0", silence_logs=60)

    def chunks() -> Iterator[list[int]]:
        yield [1]
        local.close()
        yield from ([number] for number in range(4))

    with (
        engines.choose(scheduler=local.scheduler_address) as engine,
        pytest.raises(ReconcileError, match=r"the scheduler went away; .* --ledger"),
    ):
        flat(engine.map(squares, chunks()))
