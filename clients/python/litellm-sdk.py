import os

from connection import api_key, base_url, http_client, signs
from serve import no_models, serve

# Otherwise it first fetches prices from GitHub.
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"

# region example
import litellm

litellm.client_session = http_client
server = {"api_base": base_url, "api_key": api_key}


def embed(texts, model="text-embedding-3-small", **options):
    result = litellm.embedding(model=f"openai/{model}", input=texts, **server, **options)
    return [item["embedding"] for item in result.data]


# endregion


# It asks for them by another client, which signs nothing.
def models():
    return litellm.get_valid_models(check_provider_endpoint=True, custom_llm_provider="openai", **server)


serve(embed, no_models if signs else models)
