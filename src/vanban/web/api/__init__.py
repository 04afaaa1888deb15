"""The HTTP API: the answers of the commands under `/api/v1/`, with their parameters' names. A module for each part, in the visible list `ROUTERS`."""

from fastapi import APIRouter, Depends

from vanban.web.api import building, documents, links, parsing, questions, tasks
from vanban.web.api.parameters import known_only

ROUTERS = (questions.router, tasks.router, documents.router, links.router, parsing.router, building.router)

router = APIRouter(prefix="/api/v1", dependencies=[Depends(known_only)])
for part in ROUTERS:
    router.include_router(part)
