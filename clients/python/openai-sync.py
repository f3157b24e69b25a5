from connection import api_key, base_url, http_client
from serve import serve

# region example
from openai import OpenAI

client = OpenAI(base_url=base_url, api_key=api_key, http_client=http_client)


def embed(texts, model="text-embedding-3-small", **options):
    result = client.embeddings.create(model=model, input=texts, **options)
    return [item.embedding for item in result.data]


# endregion


def models():
    return [model.id for model in client.models.list()]


serve(embed, models)
