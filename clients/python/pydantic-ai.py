from connection import api_key, async_http_client, base_url
from serve import serve

# region example
from pydantic_ai import Embedder
from pydantic_ai.embeddings.openai import OpenAIEmbeddingModel
from pydantic_ai.providers.openai import OpenAIProvider

provider = OpenAIProvider(base_url=base_url, api_key=api_key, http_client=async_http_client)


async def embed(texts, model="text-embedding-3-small", **settings):
    embedder = Embedder(OpenAIEmbeddingModel(model, provider=provider), settings=settings)
    return (await embedder.embed_documents(texts)).embeddings


# endregion

serve(embed)
