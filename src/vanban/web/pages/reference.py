"""The reference of the HTTP API, made from its own description."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from functools import cache
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response

from vanban.web.api.description import ABOUT, ADDRESS
from vanban.web.refusals import PROBLEMS
from vanban.web.site import query, render

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Operation:
    """An address of the API as the page shows it; `curl` asks it."""

    id: str
    method: str
    path: str
    about: str
    parameters: tuple[dict[str, Any], ...]
    body: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str, str], ...]
    secured: bool
    curl: str


@router.get("/api")
def reference(request: Request) -> Response:
    """What programs can ask, how, and what they get."""
    tags = _operations(request.app)
    problems = {kind: (status, title) for status, (kind, title, _) in PROBLEMS.items()}
    return render(request, "reference.html", about=ABOUT.split("\n\n"), tags=tags, problems=problems, description=ADDRESS)


@cache
def _operations(app: FastAPI) -> list[tuple[dict[str, str], list[Operation]]]:
    described = app.openapi()
    found = [(tag, []) for tag in described["tags"]]  # type: list[tuple[dict[str, str], list[Operation]]]
    by_name = {tag["name"]: operations for tag, operations in found}
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            by_name[told["tags"][0]].append(_operation(method, path, told, described["components"]["schemas"]))
    return found


def _operation(method: str, path: str, told: dict[str, Any], schemas: dict[str, Any]) -> Operation:
    parameters = tuple(_parameter(one) for one in told.get("parameters", ()))
    content = told.get("requestBody", {}).get("content", {})
    example = _example(content, schemas)
    body = tuple((media, _kind(one["schema"])) for media, one in content.items())
    answers = tuple((status, one["description"], _answer(one)) for status, one in sorted(told["responses"].items()))
    secured = bool(told.get("security"))
    id = f"{method}-{path.removeprefix('/api/v1/').replace('/', '-').replace('{', '').replace('}', '')}"
    return Operation(
        id,
        method.upper(),
        path,
        told["description"],
        parameters,
        body,
        answers,
        secured,
        _curl(path, parameters, "multipart/form-data" in content, example, secured),
    )


def _parameter(one: dict[str, Any]) -> dict[str, Any]:
    schema = one["schema"]
    examples = schema.get("examples") or [schema.get("default")]
    about = {"name": one["name"], "where": one["in"], "required": one.get("required", False), "about": one.get("description", "")}
    return {**about, "kind": _kind(schema), "default": schema.get("default"), "example": examples[0]}


def _kind(schema: dict[str, Any]) -> str:
    """A schema in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if several := schema.get("anyOf") or schema.get("oneOf"):
        return " | ".join(_kind(one) for one in several if one.get("type") != "null")
    if values := schema.get("enum"):
        return " | ".join(values)
    if schema.get("type") == "array":
        return f"[{_kind(schema.get('items', {}))}]"
    if schema.get("type") == "object" and schema.get("properties"):
        return f"{{{', '.join(schema['properties'])}}}"
    return str(schema.get("format") or schema.get("type") or "any")


def _answer(response: dict[str, Any]) -> str:
    return "; ".join(f"{media}: {_kind(one.get('schema', {}))}" if one.get("schema") else media for media, one in response.get("content", {}).items())


def _example(content: dict[str, Any], schemas: dict[str, Any]) -> str | None:
    """A body of JSON to send, where one is sent."""
    if "application/json" not in content:
        return None
    schema = schemas[_kind(content["application/json"]["schema"])]
    return json.dumps(schema["examples"][0], ensure_ascii=False)


def _curl(path: str, parameters: tuple[dict[str, Any], ...], form: bool, example: str | None, secured: bool) -> str:
    """A command that asks the address, with the examples of its parameters."""
    asked = {one["name"]: one["example"] for one in parameters if one["where"] == "query" and one["required"]}
    for one in parameters:
        path = path.replace(f"{{{one['name']}}}", str(one["example"] or 1)) if one["where"] == "path" else path
    words = ["curl", *(("-H", "Authorization: Bearer $TOKEN") if secured else ())]
    words += ["-F", "files=@452-kh.docx" if secured else "file=@452-kh.docx"] if form else ["--json", example] if example else []
    return " ".join(map(_quoted, [*words, f"$SERVER{path}{query(asked) if asked else ''}"]))


def _quoted(word: str) -> str:
    """A word as a shell takes it; variables stay variables."""
    return f'"{word}"' if word.partition("$")[1] and not set(word) & set('"`\\') else shlex.quote(word)
