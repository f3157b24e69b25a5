from connection import api_key, async_http_client, base_url
from serve import serve

# region example
from openai import AsyncOpenAI

client = AsyncOpenAI(base_url=base_url, api_key=api_key, http_client=async_http_client)


async def embed(texts, model="text-embedding-3-small", **options):
    result = await client.embeddings.create(model=model, input=texts, **options)
    return [item.embedding for item in result.data]


# endregion


async def models():
    return [model.id async for model in client.models.list()]


serve(embed, models)
