import logging
from logging.handlers import BufferingHandler

from connection import api_key, base_url, http_client_kwargs
from serve import serve

# region example
from haystack import Document
from haystack.components.embedders import OpenAIDocumentEmbedder
from haystack.utils import Secret


def embed(texts, model="text-embedding-3-small", **options):
    embedder = OpenAIDocumentEmbedder(
        api_base_url=base_url,
        api_key=Secret.from_token(api_key),
        http_client_kwargs=http_client_kwargs,
        model=model,
        **options,
    )
    documents = embedder.run([Document(content=text) for text in texts])["documents"]
    return [document.embedding for document in documents]


# endregion

log = BufferingHandler(capacity=1_000)
logging.getLogger("haystack").addHandler(log)


def embed_or_tell(texts, **options):
    """It logs why documents have no embedding, unless it is to raise on failure."""
    vectors = embed(texts, **options)
    if None in vectors:
        raise RuntimeError(log.buffer[-1].getMessage())
    return vectors


serve(embed_or_tell)
