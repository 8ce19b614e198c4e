"""What things cost, as ratios measured side by side in one run: python tests/benchmarks [--reports N] [--large].

No number here is a test: machines differ, and so do the same machine's minutes. The corpora are made from a seed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE.parent), str(ROOT)]

from benchmarks.corpora import reports  # noqa: E402

RECONCILE = (sys.executable, "-m", "reconcile")
BASE = (sys.executable, "-c", "import typer, rich.console, rich.table, pydantic")
ROUNDS = 5
# The text of a report without a figure: numbers in every sentence, and nobody's fate.
PLAIN = (
    "The council approved a budget for its libraries on Tuesday after a debate of 3 hours. Members of 3 parties voted "
    "for the plan, which raises spending by 4 percent. Two branches had been slated for closure in 2019.\n\n"
) * 12


class Cost(NamedTuple):
    """What a command took: seconds on the wall, and the most memory that one of its processes had, in megabytes."""

    seconds: float
    memory: float


def cost(*command: str) -> Cost:
    """Run a command, its output thrown away."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: ended with {process.returncode}")
    return Cost(time.perf_counter() - begun, used.ru_maxrss / 1024)


def written(path: Path, count: int, told: int = 1) -> Path:
    """Write so many reports as JSON Lines, of which one in `told` has figures."""
    with path.open("w", encoding="utf-8") as stream:
        for number, report in enumerate(reports(count)):
            stream.write(json.dumps(report if number % told == 0 else {**report, "text": PLAIN}) + "\n")
    return path


def extracted(path: Path, *options: str) -> Cost:
    """Take the figures out of a file of reports."""
    return cost(*RECONCILE, "extract", str(path), *options)


def start_up() -> Iterator[tuple[str, str]]:
    """Compare what a command takes on the five seeds with importing its libraries alone."""
    base = median(cost(*BASE).seconds for _ in range(ROUNDS))
    yield "importing typer, rich and pydantic", f"{base * 1000:.0f} ms"
    for command in ("report", "extract"):
        took = median(cost(*RECONCILE, command, "seeds/").seconds for _ in range(ROUNDS))
        yield f"{command} seeds/", f"{took * 1000:.0f} ms, {took / base:.1f} times that"


def throughput(folder: Path, count: int) -> Iterator[tuple[str, str]]:
    """Compare reports a second by engine, on a mixed archive, and against what only spots numbers."""
    told, mixed = written(folder / "told.jsonl", count), written(folder / "mixed.jsonl", count, told=10)
    one = extracted(told, "--jobs", "1")
    yield "one process, reports with figures", f"{count / one.seconds:.0f} reports/s"
    yield (
        "one process, one report in ten has figures",
        f"{count / extracted(mixed, '--jobs', '1').seconds:.0f} reports/s",
    )
    two = extracted(told, "--jobs", "2")
    yield "two processes", f"{count / two.seconds:.0f} reports/s, {one.seconds / two.seconds:.2f} times one"
    for scheduler in clusters():
        took = extracted(told, "--scheduler", scheduler)
        yield (
            "a cluster of two workers",
            f"{count / took.seconds:.0f} reports/s, {one.seconds / took.seconds:.2f} times one",
        )
    ledger = str(folder / "ledger")
    cold, warm = (extracted(told, "--jobs", "1", "--ledger", ledger) for _ in range(2))
    yield "a ledger, cold", f"{cold.seconds / one.seconds:.2f} times without one"
    yield "a ledger, warm", f"{cold.seconds / warm.seconds:.1f} times as fast as cold"
    for name, spot in spotters():
        texts = [report["text"] for report in islice(reports(count), max(5, count // 50))]
        begun = time.perf_counter()
        for text in texts:
            spot(text)
        rate = len(texts) / (time.perf_counter() - begun)
        yield (
            name,
            f"{rate:.1f} reports/s: reconcile is {count / one.seconds / rate:.2f} times as fast",
        )


def clusters() -> Iterator[str]:
    """Give the address of a Dask scheduler with two workers on this machine, where the library is installed."""
    try:
        from distributed import LocalCluster
    except ImportError:
        print("  distributed is not installed: left out")
        return
    local_cluster: Any = LocalCluster  # typed only in part
    with local_cluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=60) as local:
        yield local.scheduler_address


def spotters() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Give what is installed of the libraries that spot numbers, and a plain scan for the lexicon's words."""
    from reconcile.case import Case
    from reconcile.extractors.grammar import load

    signs = load(Case()).signs
    yield "a scan for the lexicon", lambda text: signs.of(text.lower())
    try:
        from quantulum3 import parser  # type: ignore[import-not-found]

        yield "quantulum3, numbers alone", parser.parse
    except ImportError:
        print("  quantulum3 is not installed: left out")
    try:
        from recognizers_number import recognize_number  # type: ignore[import-not-found]

        yield "recognizers-text, numbers alone", lambda text: recognize_number(text, "en-us")
    except ImportError:
        print("  recognizers-text is not installed: left out")


def growth(folder: Path, sizes: tuple[int, ...]) -> Iterator[tuple[str, str]]:
    """Show time and memory of extraction over archives of growing size."""
    for size in sizes:
        took = extracted(written(folder / f"{size}.jsonl", size, told=10), "--jobs", "1")
        yield f"extract, {size:,} mixed reports", f"{took.seconds:.1f} s, {took.memory:.0f} MB"


def reconciling(sizes: tuple[int, ...]) -> Iterator[tuple[str, str]]:
    """Show what reconciling takes over figures of one event."""
    from scale import archive

    from reconcile.reconciler import reconcile

    for size in sizes:
        made = archive(size)
        begun = time.process_time()
        reconcile(made.reports, made.figures, made.case)
        yield f"reconcile, {len(made.figures):,} figures", f"{time.process_time() - begun:.2f} s"


def main() -> None:
    """Print each comparison as it is made."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reports", type=int, default=1_000, help="how many reports are extracted in each comparison")
    options.add_argument("--large", action="store_true", help="also 100,000 reports and 100,000 figures: long")
    given = options.parse_args()
    sizes = (1_000, 10_000, 100_000) if given.large else (1_000, 3_000)
    figures = (1_000, 10_000, 100_000) if given.large else (1_000, 10_000)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # Growth before what this process imports: a child's peak of memory is at least its parent's.
        for part in (start_up(), growth(folder, sizes), throughput(folder, given.reports), reconciling(figures)):
            for what, said in part:
                print(f"{what:46}  {said}", flush=True)


if __name__ == "__main__":
    main()
