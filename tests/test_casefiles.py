"""Changes to a case file: all but the entries put in and taken out stays as it was, byte for byte, come what may."""

import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reconcile import case, casefiles
from reconcile.errors import CaseError

ROOT = Path(__file__).parent.parent
EXAMPLES = int(os.environ.get("RECONCILE_EXAMPLES", "60"))
any_number = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

WRITTEN = """# The event, as agreed on Monday.
[event]
name = "Coast"   # working title
place = [
    "Homs",  # the whole
]

[[corrections]]  # by hand
report = "a.txt"
quote = "killed [12] people"
drop = true
# seen twice
why = '''twice
[[checked]]
'''
[[checked]]
report = "a.txt"
quotes = ["[30] hurt"]
"""
CASE_FILES = [
    b"",
    b"\n",
    b"\xef\xbb\xbf",
    b"# nothing but a comment",
    b"[event]\nname = 'A'",
    b"[event]\r\nname = 'A'",
    b"[event]\r\nname = 'A'\n\n\n",
    WRITTEN.encode(),
    WRITTEN.replace("\n", "\r\n").encode(),
    b"\xef\xbb\xbf" + WRITTEN.replace("\n", "\r\n").encode() + b"  # the end",
    WRITTEN.strip().encode(),
]
TOLD = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
DAYS = st.none() | st.dates(date(2025, 1, 1), date(2025, 12, 31))
BLOCKS = st.one_of(
    st.builds(
        lambda report, quote, why, on: casefiles.block(
            "corrections", {"report": report, "quote": quote, "drop": True, "why": why} | ({"on": on} if on else {})
        ),
        st.sampled_from(["a.txt", "b.txt"]),
        TOLD,
        st.sampled_from(["", "as told"]),
        DAYS,
    ),
    st.builds(
        lambda quotes, by: casefiles.block(
            "checked", {"report": "a.txt", "quotes": quotes} | ({"by": by} if by else {})
        ),
        st.lists(TOLD, max_size=2),
        st.sampled_from(["", "x", "y"]),
    ),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder for many case files, one after the other."""
    return tmp_path_factory.mktemp("cases")


@any_number
@example(WRITTEN.encode(), [casefiles.block("checked", {"report": "a.txt", "quotes": ["[30] hurt"]})], [0])
@given(st.sampled_from(CASE_FILES), st.lists(BLOCKS, max_size=6), st.lists(st.integers(0, 99), max_size=6))
def test_a_case_file_is_what_it_was_once_all_that_was_put_in_is_taken_out(
    shared: Path, raw: bytes, blocks: list[str], order: list[int]
) -> None:
    path = shared / "reconcile.toml"
    path.write_bytes(raw)
    inside: list[str] = []
    for block, turn in zip(blocks, [*order, *[0] * len(blocks)], strict=False):
        casefiles.append(path, block)
        inside.append(block)
        assert path.read_bytes().startswith(raw)
        if turn % 3 == 2:
            assert casefiles.remove(path, inside.pop(turn % len(inside)))
        assert len(_entries(path)) == len(inside) + _entries_of(raw)
    for turn in range(len(inside)):
        assert casefiles.remove(path, inside.pop((order[turn] if turn < len(order) else 0) % len(inside)))
    assert path.read_bytes() == raw
    assert not list(shared.glob(".*"))


def _entries(path: Path) -> list[object]:
    read = case.load(path)
    return [*read.corrections, *read.checked]


def _entries_of(raw: bytes) -> int:
    read = tomllib.loads(raw.decode("utf-8-sig"))
    return len(read.get("corrections", [])) + len(read.get("checked", []))


@any_number
@example("say \"it\" \\ '''now''' \x7f\x00\r\n\t\u2028[[checked]]\n", 2_000_000)
@given(TOLD, st.integers(0, 2**40))
def test_an_entry_is_read_as_it_was_meant(shared: Path, said: str, number: int) -> None:
    path = shared / "meant.toml"
    path.unlink(missing_ok=True)
    changed = {"stated": number, "source": said, "start": date(2025, 3, 6), "also": ["killed"], "revised": True}
    entry = {"on": date(2025, 3, 9), "report": said, "quote": said, "set": changed, "why": said, "by": said}
    casefiles.append(path, casefiles.block("corrections", entry))
    quotes = [{"report": said, "quote": f"{said} [1]"}, {"report": "b", "quote": "[2]"}]
    entry = {"relation": "disagreement", "quotes": quotes, "why": said}
    casefiles.append(path, casefiles.block("reviewed", entry))
    read = case.load(path)
    (correction,), (reviewed,) = read.corrections, read.reviewed
    assert correction.set is not None
    assert (correction.report, correction.quote, correction.why, correction.by) == (said,) * 4
    assert correction.set.model_dump(exclude_unset=True) == {
        **changed, "also": ("killed",), "source": said,
    }  # fmt: skip
    assert [(each.report, each.quote) for each in reviewed.quotes] == [(said, f"{said} [1]"), ("b", "[2]")]
    assert correction.line == path.read_text(encoding="utf-8").split("\n").index("[[corrections]]") + 1


# Taking out


SHORT = casefiles.block("checked", {"report": "a.txt", "quotes": ["[1]"]})
LONG = casefiles.block("checked", {"report": "a.txt", "quotes": ["[1]"], "by": "x"})


def test_an_entry_is_not_taken_for_the_beginning_of_another(tmp_path: Path) -> None:
    path = tmp_path / "reconcile.toml"
    casefiles.append(path, SHORT)
    casefiles.append(path, LONG)
    assert casefiles.remove(path, SHORT)
    assert [entry.by for entry in case.load(path).checked] == ["x"]
    before = path.read_bytes()
    assert not casefiles.remove(path, SHORT)
    assert path.read_bytes() == before


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_entries_written_by_hand_without_blank_lines_are_taken_out_one_by_one(
    tmp_path: Path, end: str, mark: str
) -> None:
    path = tmp_path / "reconcile.toml"
    entries = "".join(f"[[checked]]\nreport = 'a.txt'\n# of page {n}\nquotes = ['[{n}]']\n" for n in (1, 2, 3))
    for taken in (0, 1, 2):
        path.write_bytes(f"{mark}{entries}# the end\n".replace("\n", end).encode())
        wanted = list(casefiles.blocks(path, "checked"))
        assert len(wanted) == 3
        assert casefiles.remove(path, wanted[taken])
        left = [entry.quotes for entry in case.load(path).checked]
        assert left == [(f"[{n}]",) for n in (1, 2, 3) if n != taken + 1]
        text = path.read_bytes().decode()
        assert text.startswith(f"{mark}[[checked]]{end}")
        assert text.endswith(f"]{end}# the end{end}")
        assert text.count("\n") == 9


def test_entries_of_a_table_are_given_whole_with_their_comments(tmp_path: Path) -> None:
    path = tmp_path / "reconcile.toml"
    added = casefiles.block("checked", {"report": "b.txt", "quotes": ["[2]", "[3]"], "on": date(2025, 3, 9)})
    path.write_text("[event]\nname = 'A'\n\n[[checked]]  # hand\nreport = 'a.txt'\nquotes = [\n  '[1]',\n\n]\n\n# so\n")
    casefiles.append(path, added)
    casefiles.append(path, casefiles.block("corrections", {"report": "a", "quote": "[1]", "drop": True, "why": ""}))
    first, second = casefiles.blocks(path, "checked")
    assert first == "\n[[checked]]  # hand\nreport = 'a.txt'\nquotes = [\n  '[1]',\n\n]\n"
    assert second == added
    assert len(list(casefiles.blocks(path, "corrections"))) == 1
    assert list(casefiles.blocks(path, "reviewed")) == []
    assert list(casefiles.blocks(tmp_path / "none.toml", "checked")) == []


# What cannot be


def test_what_would_be_no_case_file_is_refused_and_named_and_the_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "reconcile.toml"
    path.write_bytes(b"[event]\nname = 'A'\n")
    with pytest.raises(CaseError, match=r"reconcile\.toml, as it would be:4: .*unknown key"):
        casefiles.append(path, "\n[[checkd]]\nreport = 'a'\n")
    assert path.read_bytes() == b"[event]\nname = 'A'\n"
    assert [each.name for each in tmp_path.iterdir()] == ["reconcile.toml"]


def test_a_change_by_another_program_meanwhile_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "reconcile.toml"
    load = case.load
    for then in (b"[event]\nname = 'B'\n", b""):
        path.write_bytes(b"[event]\nname = 'A'\n")

        def meanwhile(new: Path, then: bytes = then) -> case.Case:
            path.write_bytes(then)
            return load(new)

        with monkeypatch.context() as patched:
            patched.setattr(case, "load", meanwhile)
            with pytest.raises(CaseError, match="was changed by another program meanwhile; try again"):
                casefiles.append(path, SHORT)
        assert path.read_bytes() == then


# The file itself


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o640])
def test_the_mode_of_the_file_is_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "reconcile.toml"
    path.touch()
    path.chmod(mode)
    casefiles.append(path, SHORT)
    assert stat.S_IMODE(path.stat().st_mode) == mode
    casefiles.remove(path, SHORT)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_case_file_has_the_mode_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    casefiles.append(tmp_path / "reconcile.toml", SHORT)
    assert (tmp_path / "reconcile.toml").stat().st_mode == (tmp_path / "other").stat().st_mode
    assert len(case.load(tmp_path / "reconcile.toml").checked) == 1


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    target, link = tmp_path / "shared" / "coast.toml", tmp_path / "reconcile.toml"
    link.symlink_to(Path("shared") / "coast.toml")
    casefiles.append(link, SHORT)
    casefiles.append(link, LONG)
    casefiles.remove(link, SHORT)
    assert link.is_symlink()
    assert [entry.by for entry in case.load(target).checked] == ["x"]


# Kills and several at once


WRITER = """
import sys
from pathlib import Path
from reconcile import casefiles
path, name, most = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(most):
    casefiles.append(path, casefiles.block("checked", {"report": "a.txt", "quotes": [f"[{number}]"], "by": name}))
"""


def _writer(path: Path, name: str, most: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WRITER, str(path), name, str(most)]
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE)


def test_a_kill_at_any_moment_leaves_a_whole_number_of_entries(tmp_path: Path) -> None:
    path = tmp_path / "reconcile.toml"
    begun = b"[event]\r\nname = 'A'"
    path.write_bytes(begun)
    moments = random.Random(7)
    entries = 0
    for run in range(8):
        with _writer(path, f"run {run}", 10_000) as writer:
            try:
                waited = time.monotonic() + 30
                while len(case.load(path).checked) == entries and time.monotonic() < waited:
                    time.sleep(0.005)
                until, size = time.monotonic() + moments.random() / 10, 0
                while time.monotonic() < until:
                    now = len(path.read_bytes())
                    assert now >= size
                    size = now
            finally:
                writer.send_signal(signal.SIGKILL)
        assert writer.returncode == -signal.SIGKILL
        read = case.load(path).checked
        assert len(read) > entries
        entries = len(read)
        blocks = [casefiles.block("checked", entry.model_dump(include={"report", "quotes", "by"})) for entry in read]
        assert path.read_bytes() == begun + "".join(blocks).replace("\n", "\r\n").encode()


def test_several_writers_lose_no_entry(tmp_path: Path) -> None:
    path = tmp_path / "reconcile.toml"
    writers = [_writer(path, name, 40) for name in ("x", "y")]
    for writer in writers:
        _, told = writer.communicate(timeout=60)
        assert (writer.returncode, told) == (0, b"")
    written = [(entry.by, entry.quotes) for entry in case.load(path).checked]
    assert sorted(written) == sorted((name, (f"[{number}]",)) for name in ("x", "y") for number in range(40))


def test_several_threads_lose_no_entry(tmp_path: Path) -> None:
    path = tmp_path / "reconcile.toml"
    blocks = [casefiles.block("checked", {"report": "a.txt", "quotes": [f"[{number}]"]}) for number in range(12)]
    threads = [threading.Thread(target=casefiles.append, args=(path, block)) for block in blocks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(casefiles.blocks(path, "checked")) == sorted(blocks)
