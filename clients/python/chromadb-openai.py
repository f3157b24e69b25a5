from connection import base_url
from serve import serve

# region example
from chromadb.utils.embedding_functions import OpenAIEmbeddingFunction


def embed(texts, model="text-embedding-3-small", **options):
    embedding_function = OpenAIEmbeddingFunction(
        api_base=base_url, api_key_env_var="CLIENT_API_KEY", model_name=model, **options
    )
    return embedding_function(texts)


# endregion

serve(embed)
