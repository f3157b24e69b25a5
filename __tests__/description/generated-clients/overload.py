"""Sends more than is let through with the client that openapi-python-client generated."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from embeddings_api_client import AuthenticatedClient
from embeddings_api_client.api.embeddings import batch
from embeddings_api_client.api.open_ai import openai_embeddings
from embeddings_api_client.models import BatchItem, BatchRequest, GatewayError, OpenAIEmbeddingsRequest
from embeddings_api_client.types import Response

client = AuthenticatedClient(
    base_url=os.environ["API_URL"],
    token=os.environ["TOKEN"],
    timeout=httpx.Timeout(60),
    raise_on_unexpected_status=True,
)
items = [BatchItem(text=f"text {index}") for index in range(50)]
texts = OpenAIEmbeddingsRequest(model="text-embedding-3-small", input_="Hello")


async def overload(count: int, status: int, call: Callable[[], Awaitable[Response[Any]]]) -> None:
    """Makes so many calls at once. Each is answered 200, or this status in API Gateway's form, and both must occur."""
    answers = await asyncio.gather(*(call() for _ in range(count)))
    assert {int(answer.status_code) for answer in answers} == {200, status}
    for answer in answers:
        assert isinstance(answer.parsed, GatewayError) == (answer.status_code == status)


async def main() -> None:
    await overload(5, 500, lambda: batch.asyncio_detailed(client=client, body=BatchRequest(items=items)))
    await overload(60, 429, lambda: openai_embeddings.asyncio_detailed(client=client, body=texts))


asyncio.run(main())
