"""Where output goes: data to stdout or a file, words for people to stderr."""

import codecs
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

from reconcile.direction import in_order
from reconcile.errors import UsageError
from reconcile.renderers.plain import one_line

if TYPE_CHECKING:
    from rich.text import Text

    from reconcile.renderers.terminal_layout import Page

UNKNOWN_WIDTH = 80
LEAST_WIDTH = 40
# What stands for a mark that an output's encoding has not; one character for one, so that columns hold.
NEAREST = dict(zip("–—−‘’“”…→≈†‡", "---''\"\".>~#!", strict=True))


def say(message: str) -> None:
    """Print one line on stderr, as `reconcile: message`; a closed stderr is no reason to fail."""
    if sys.stderr is None:
        return
    line = f"reconcile: {one_line(message)}"
    encoding = sys.stderr.encoding or "utf-8"
    try:
        print(line.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr, flush=True)
    except OSError:
        return


def usage(message: str) -> str:
    """Say on one line what is wrong with a call, and where to look how to make it."""
    what = message.replace("Value error, ", "")
    return f"{what}{'' if what.endswith(('.', '?')) else '.'} See reconcile --help"


def is_interrupt(error: BaseException | None) -> bool:
    """Tell whether an error is what became of an interrupt, which Python before 3.12 wraps while a class is made."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__
    return error is not None


def fault(error: Exception) -> str:
    """Say on one line where the program itself is wrong."""
    last = error.__traceback__
    while last and last.tb_next:
        last = last.tb_next
    where = f" at {Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last else ""
    return f"a fault of the program itself: {type(error).__name__}: {error}{where}. Please report it with the input"


T = TypeVar("T")
LONG = 1.0  # seconds; what takes less needs no progress shown


def watched(items: Iterable[T], files: int, streaming: bool = False) -> Iterator[T]:
    """Give `items` on; where they take long, show on stderr how many came, out of `files` where each holds one.

    Nothing is shown where stderr is no terminal, or where data goes to a terminal meanwhile (`streaming`).
    """
    if sys.stderr is None or not sys.stderr.isatty() or (streaming and sys.stdout.isatty()):
        yield from items
        return
    from threading import Timer

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("reports"), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
    task = progress.add_task("", total=files)
    timer = Timer(LONG, progress.start)
    timer.daemon = True
    timer.start()
    try:
        for seen, item in enumerate(items, 1):
            progress.update(task, completed=seen, total=max(files, seen))
            yield item
    finally:
        timer.cancel()
        timer.join()
        progress.stop()


@contextmanager
def data(output: Path | None) -> Iterator[TextIO]:
    """Give the stream that data goes to, in UTF-8 whatever the locale: stdout, or `output`, replaced when complete.

    Raises:
        UsageError: the file cannot be written.

    """
    if output is None:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        yield sys.stdout
        return
    with _replaced(output) as written:
        try:
            stream = written.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
        except OSError as error:
            raise _refused(output, error) from error
        with stream:
            yield stream


@contextmanager
def file(output: Path | None, form: str) -> Iterator[Path]:
    """Give the path that a file of a format is to be written to, which replaces `output` when it is complete.

    Raises:
        UsageError: `output` is not given, or cannot be written.

    """
    if output is None or (output.exists() and not output.is_file()):
        raise UsageError(f"--format {form} is a file to be kept; give its name to --output")
    with _replaced(output) as written:
        try:
            written.touch()
        except OSError as error:
            raise _refused(output, error) from error
        yield written


def _refused(output: Path, error: OSError) -> UsageError:
    reason = error.strerror or str(error)
    return UsageError(f"{output}: cannot be written: {reason}. Give another file to --output")


@contextmanager
def _replaced(output: Path) -> Iterator[Path]:
    """Give the path to write to; what is there takes the place of `output` in the end, and is thrown away on an error.

    A device or a pipe is written to itself: renaming a file over it would take it away.
    """
    target = output.resolve()
    if target.exists() and not target.is_file():
        yield target
        return
    written = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        yield written
        written.replace(target)
    finally:
        written.unlink(missing_ok=True)


def page(output: Path | None) -> "Page":
    """Give the page that tables are laid out on: the terminal's width, and the marks that its encoding has."""
    from reconcile.renderers.terminal_layout import Page
    from reconcile.renderers.wording import UNICODE, marks_for

    if output is not None:
        return Page(UNKNOWN_WIDTH, UNICODE)
    width = shutil.get_terminal_size((UNKNOWN_WIDTH, 24)).columns
    return Page(max(LEAST_WIDTH, width), marks_for(sys.stdout.encoding or "utf-8"))


def write(pieces: Iterable[str], output: Path | None = None) -> None:
    """Write text in pieces, each out at once; a closed pipe ends it quietly."""
    with data(output) as stream, _until_closed():
        for piece in pieces:
            stream.write(piece)
            stream.flush()


@contextmanager
def _until_closed() -> Iterator[None]:
    """Stop at a pipe that its reader closed, and keep the interpreter from finding it closed once more at its end."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Take the nearest of ASCII for what an encoding has not: a mark, a letter without its accent, else "?"."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    wanted = error.object[error.start : error.end]
    bare = (NEAREST.get(char, unicodedata.normalize("NFKD", char)[0]) for char in wanted)
    return "".join(char if char.isascii() else "?" for char in bare), error.end


def draw(lines: Iterable["Text"], output: Path | None, paged: bool = False) -> None:
    """Print lines laid out for a page; colour only on a terminal, and none where NO_COLOR is set.

    With `paged`, lines that are more than the terminal's go through its pager: $PAGER, else `less`; PAGER=cat has none.
    """
    from rich.console import Console

    from reconcile import pager

    class Pipe(Console):
        """A console that leaves a closed pipe to its caller; rich's own ends the program with 1."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    if output is not None:
        write((f"{in_order(line).plain}\n" for line in lines), output)
        return
    if isinstance(sys.stdout, TextIOWrapper):
        codecs.register_error("nearest", _nearest)
        sys.stdout.reconfigure(errors="nearest")
    lines = map(in_order, lines) if pager.is_unicode(sys.stdout.encoding) else lines
    console = Pipe(
        file=sys.stdout,
        force_terminal=None if sys.stdout.isatty() else False,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=True,
        legacy_windows=False,
    )
    command = pager.command() if paged and console.is_terminal else None
    if command:
        lines = list(lines)
        if sum(max(1, -(-line.cell_len // console.width)) for line in lines) >= console.height:
            with console.capture() as captured:
                for line in lines:
                    console.print(line)
            if pager.shown(captured.get(), command):
                return
    with _until_closed():
        for line in lines:
            console.print(line)
        sys.stdout.flush()
