from connection import api_key, base_url, http_client
from serve import serve

# region example
from langchain_openai import OpenAIEmbeddings


def embed(texts, model="text-embedding-3-small", **options):
    embeddings = OpenAIEmbeddings(base_url=base_url, api_key=api_key, http_client=http_client, model=model, **options)
    return embeddings.embed_documents(texts)


# endregion

serve(embed)
