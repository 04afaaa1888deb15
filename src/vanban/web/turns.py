"""How many requests are worked on at a time: threads share one interpreter, and the more of them there are the later all of them finish."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial, wraps
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, Request

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
AT_ONCE = max(2, min(4, os.cpu_count() or 2))
"""Pages made at a time; measured with eight readers on two cores: two take half as long as eight (docs/performance.md)."""
_LONG, _QUICK = 8, 4


@asynccontextmanager
async def turns(app: FastAPI) -> AsyncIterator[None]:
    """For as long as a server runs: pages take turns, what may take seconds has a line of its own, and so has what takes no time."""
    to_thread.current_default_thread_limiter().total_tokens = AT_ONCE
    app.state.long, app.state.quick = CapacityLimiter(_LONG), CapacityLimiter(_QUICK)
    yield


def at_length(endpoint: Callable[Given, Answer]) -> Callable[Given, Awaitable[Answer]]:
    """An endpoint, with a parameter `request`, that may take seconds: it keeps no page waiting."""

    @wraps(endpoint)
    async def apart(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        request = kwargs["request"]
        assert isinstance(request, Request)
        return await to_thread.run_sync(partial(endpoint, *args, **kwargs), limiter=getattr(request.app.state, "long", None))

    return apart
