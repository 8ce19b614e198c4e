"""The JSON Schemas of what the commands print: every field is required, and says what it holds."""

import ast
import inspect
import json
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

# The record that an output is, or a line of it, as module:class below reconcile.
RECORDS = {
    "figure": "records:Figure",
    "report": "results:Result",
    "diff": "results:Diff",
    "log": "results:Log",
    "explained": "results.one_report:Explained",
    "text": "results.one_report:ReportText",
}


def record(name: str) -> type[BaseModel]:
    """Give the record that an output, or a line of it, is."""
    module, _, of = RECORDS[name].partition(":")
    found: type[BaseModel] = getattr(import_module(f"reconcile.{module}"), of)
    return found


def schema(name: str) -> str:
    """Give the JSON Schema (draft 2020-12) of an output, or of a line of it, as it is printed."""
    made = record(name).model_json_schema(mode="serialization", by_alias=True, schema_generator=_AsPrinted)
    return json.dumps({"$schema": _AsPrinted.schema_dialect, **made}, indent=2, ensure_ascii=False) + "\n"


class _AsPrinted(GenerateJsonSchema):
    """Makes schemas of records as they are printed: nothing is left out, so nothing has a default."""

    def field_is_required(self, *_: Any, **__: Any) -> bool:
        """Whether a field always stands in the JSON: each does."""
        return True

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        """Give the schema of a field's value without its default."""
        return self.generate_inner(schema["schema"])

    def model_schema(self, schema: core_schema.ModelSchema) -> dict[str, Any]:
        """Give the schema of a record, each field described."""
        made = super().model_schema(schema)
        said = described(schema["cls"])
        for name, field in schema["cls"].model_fields.items():
            if name in said and not field.exclude:
                made["properties"][field.alias or name]["description"] = said[name]
        return made


def described(of: type[BaseModel]) -> dict[str, str]:
    """Give what a record's source says below its fields, by the field's name; of those it inherits too."""
    said: dict[str, str] = {}
    for each in reversed(of.__mro__):
        if issubclass(each, BaseModel) and each is not BaseModel:
            said |= _documented(each.__module__).get(each.__name__, {})
    return said


@cache
def _documented(module: str) -> dict[str, dict[str, str]]:
    """Give the strings that stand below the fields of a module's classes, by class and field."""
    source = ast.parse(inspect.getsource(import_module(module)))
    return {
        node.name: {
            field.target.id: below.value.value
            for field, below in pairwise(node.body)
            if isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
        }
        for node in source.body
        if isinstance(node, ast.ClassDef)
    }
