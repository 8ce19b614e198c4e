"""Imports point one way: cli, pipeline, stages, then case, lexicon and records."""

import ast
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "reconcile"
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

# Who may import a library; nobody else may.
ONLY = {
    "typer": ("reconcile.cli*",),
    "rich": ("reconcile.console", "reconcile.direction", "reconcile.renderers.terminal*", "reconcile.cli.corrections"),
    "rensa": ("reconcile.reconciler.editions",),
    "trafilatura": ("reconcile.readers.html*",),
    "htmldate": ("reconcile.readers.html*",),
    "lxml": tuple(f"reconcile.readers.{name}" for name in ("html*", "docx", "odt", "packages", "mail")),
    "pypdfium2": ("reconcile.readers.pdf_document",),
    "docx": ("reconcile.readers.docx",),
    "odfdo": ("reconcile.readers.odt",),
    "fastwarc": ("reconcile.readers.warc",),
    "jinja2": ("reconcile.renderers.page*",),
    "pyarrow": ("reconcile.renderers.parquet",),
    "urllib3": ("reconcile.readers.web",),
    "distributed": ("reconcile.engines.cluster",),
}
SHOWING = (
    *("cli", "console", "pipeline", "lookup", "comparing", "amending", "annotating", "journal", "reviewing"),
    *("renderers", "evaluation", "gold"),
)
# What a part of the package may not import, by the names below `reconcile`.
NEVER = {
    "records": ("*",),
    "errors": ("*",),
    "extras": ("*",),
    "phrases": ("case", "lexicon", "segment", "readers", "extractors", "reconciler", *SHOWING),
    "segment": ("case", "readers", "extractors", "reconciler", *SHOWING),
    "case": ("readers", "extractors", "reconciler", "segment", *SHOWING),
    "lexicon": ("readers", "extractors", "reconciler", "segment", *SHOWING),
    "readers": ("extractors", "reconciler", *SHOWING),
    "extractors": ("readers", "reconciler", "engines", "stores", *SHOWING),
    "stores": ("readers", "reconciler", "engines", *SHOWING),
    "engines": ("readers", "reconciler", *SHOWING),
    "reconciler": ("readers", "extractors", *SHOWING),
    "renderers": ("cli", "console", "pipeline", "readers", "reconciler"),
    "evaluation": ("cli", "console", "pipeline", "renderers", "readers", "reconciler"),
    "console": ("cli", "pipeline"),
    "pipeline": ("cli", "console", "renderers", "evaluation"),
}


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_package_is_found() -> None:
    assert {"reconcile", "reconcile.cli", "reconcile.records", "reconcile.renderers.terminal"} <= MODULES.keys()
    assert "reconcile.records.Figure" in set(_imports(MODULES["reconcile.renderers.csv"]))


@pytest.mark.parametrize("module", MODULES)
def test_a_library_is_imported_only_where_it_belongs(module: str) -> None:
    for name in _imports(MODULES[module]):
        allowed = ONLY.get(name.split(".")[0])
        assert allowed is None or any(fnmatch(module, pattern) for pattern in allowed), f"{module} imports {name}"


@pytest.mark.parametrize("module", [module for module in MODULES if module.count(".")])
def test_imports_point_one_way(module: str) -> None:
    forbidden = NEVER.get(module.split(".")[1], ())
    for name in _imports(MODULES[module]):
        package, _, below = name.partition(".")
        if package == "reconcile" and below:
            target = below.split(".")[0]
            own = target == module.split(".")[1]
            assert own or not any(fnmatch(target, pattern) for pattern in forbidden), f"{module} imports {name}"


def _loaded(code: str) -> set[str]:
    """Give the modules that are loaded after `code` ran in an interpreter of its own."""
    script = f"import sys\n{code}\nprint(*sys.modules, file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(run.stderr.split())


# In one process: where work takes long, as on a busy machine, other processes are started for it.
COMMANDS = {
    "help": ["--help"],
    "extract": ["extract", "seeds/", "--jobs", "1", "-o", os.devnull],
    "report": ["report", "seeds/", "--format", "json", "--jobs", "1", "-o", os.devnull],
}


def _listed(command: str) -> dict[str, list[str]]:
    """Give the libraries and the modules of the package that a command loads, as loaded.toml lists them."""
    loaded = _loaded(f"from reconcile.cli import main; main({COMMANDS[command]!r})")
    tops = {name.split(".")[0] for name in loaded} - sys.stdlib_module_names - {"reconcile"}
    return {
        "libraries": sorted(name for name in tops if not name.startswith("_")),
        "modules": sorted(name.removeprefix("reconcile.") for name in loaded if name.startswith("reconcile.")),
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_loads_what_is_listed_and_nothing_else(command: str) -> None:
    listed = tomllib.loads((Path(__file__).parent / "loaded.toml").read_text(encoding="utf-8"))[command]
    loaded = _listed(command)
    assert set(loaded["libraries"]) <= set(listed["libraries"]), "a library that the command did without"
    assert loaded["modules"] == listed["modules"], "list it in tests/loaded.toml if the command cannot do without it"


def test_import_of_the_library_is_light() -> None:
    heavy = {"pydantic", "rich", "typer", "dateparser", "reconcile.records"}
    assert not _loaded("import reconcile") & heavy


def test_help_loads_no_stage_and_draws_nothing() -> None:
    heavy = {"dateparser", "reconcile.extractors", "reconcile.renderers.terminal_layout"}
    assert not _loaded("from reconcile.cli import main; main(['report', '--help'])") & heavy


def test_extract_loads_neither_rich_nor_the_reconciler() -> None:
    heavy = {"reconcile.reconciler", "reconcile.renderers.terminal_layout", "rich.text"}
    assert not _loaded("from reconcile.cli import main; main(['extract', 'seeds/'])") & heavy


def test_little_input_loads_no_other_engine() -> None:
    heavy = {"multiprocessing", "concurrent.futures", "asyncio", "distributed"}
    assert not _loaded("from reconcile.cli import main; main(['extract', 'seeds/', '-o', '/dev/null'])") & heavy


def test_texts_load_no_reader_of_another_format() -> None:
    heavy = {"trafilatura", "htmldate", "lxml", "pypdfium2", "docx", "odfdo", "fastwarc", "urllib3"}
    assert (
        not _loaded("from reconcile.cli import main; main(['report', 'seeds/', '-f', 'json', '-o', '/dev/null'])")
        & heavy
    )


def test_the_library_gives_its_four_functions_and_records() -> None:
    import reconcile

    assert all(hasattr(reconcile, name) for name in reconcile.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = reconcile.nothing
