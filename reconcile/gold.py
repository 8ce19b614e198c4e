"""Annotated reports: what a careful reader found in them, for the extraction to be rated against.

A gold file is JSON Lines, one report a line: {"document", "published", "figures": [annotation]}; an annotation's field
may list several values that are equally right.
"""

import json
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from reconcile.errors import InputError


def _listed(value: object) -> object:
    return value if isinstance(value, list | tuple) else [value]


_OneOrMore = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Annotation(BaseModel):
    """A figure as a careful reader annotated it; offsets are of the number expression alone."""

    model_config = ConfigDict(frozen=True)

    start: int
    end: int
    text: str
    category: _OneOrMore
    outcome: _OneOrMore
    stated: int
    upper: int | None = None
    qualifier: _OneOrMore
    unit: str
    scope: _OneOrMore
    source: Annotated[tuple[str | None, ...], BeforeValidator(_listed)]
    speculative: bool = False
    optional: bool = False
    revised: bool = False


class AnnotatedReport(BaseModel):
    """A report's annotations; `document` is its file's name."""

    model_config = ConfigDict(frozen=True)

    document: str
    published: str | None = None
    figures: tuple[Annotation, ...]


def line(report: AnnotatedReport) -> str:
    """Give an annotated report as a line of a gold file: of one value no list, and nothing that is not so."""
    told = report.model_dump(mode="json", include={"document", "published"})
    figures = [figure.model_dump(mode="json", exclude_defaults=True) for figure in report.figures]
    told["figures"] = [{name: _alone(value) for name, value in figure.items()} for figure in figures]
    return json.dumps(told, ensure_ascii=False) + "\n"


def _alone(value: object) -> object:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def load(path: Path) -> list[AnnotatedReport]:
    """Read a gold file.

    Raises:
        InputError: it cannot be read, or a line is not an annotated report.

    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "is no UTF-8 text"
        raise InputError(str(path), f"{reason}. Give a JSON Lines file of annotated reports") from error
    reports = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                reports.append(AnnotatedReport.model_validate_json(line))
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(map(str, first["loc"])) or "the line"
                raise InputError(f"{path}:{number}", f"is no annotated report: {where}: {first['msg']}") from error
    return reports
