from connection import api_key, base_url, http_client
from serve import serve

# region example
from llama_index.embeddings.openai import OpenAIEmbedding


def embed(texts, model="text-embedding-3-small", **options):
    embedding = OpenAIEmbedding(
        api_base=base_url, api_key=api_key, http_client=http_client, model_name=model, **options
    )
    return embedding.get_text_embedding_batch(texts)


# endregion

serve(embed)
