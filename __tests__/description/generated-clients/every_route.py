"""Calls every route with the client that openapi-python-client generated. mypy checks the types."""

import os

from embeddings_api_client import AuthenticatedClient, Client
from embeddings_api_client.api.description import docs, openapi
from embeddings_api_client.api.embeddings import (
    batch,
    delete,
    delete_many,
    generate,
    get_many,
    list_,
    retrieve,
    search,
    stats,
    store,
    update,
)
from embeddings_api_client.api.health import health, health_head
from embeddings_api_client.api.open_ai import get_model, list_models, models_head, openai_embeddings
from embeddings_api_client.models import (
    BatchFailure,
    BatchItem,
    BatchRequest,
    BatchResponse,
    BatchSuccess,
    DeleteManyResponse,
    DeleteRequest,
    DeleteResponse,
    EmbeddingDocument,
    EncodingFormat,
    Filter,
    FilterOperators,
    GatewayError,
    GenerateRequest,
    GenerateResponse,
    GetRequest,
    GetResponse,
    HealthResponse,
    IncludedField,
    ListResponse,
    Metadata,
    OpenAIEmbeddingsRequest,
    OpenAIEmbeddingsResponse,
    OpenAIError,
    OpenAIModel,
    OpenAIModelList,
    Problem,
    ProblemCode,
    SearchByEmbedding,
    SearchById,
    SearchByText,
    SearchResponse,
    StatsRequest,
    StatsResponse,
    StoreRequest,
    StoreResponse,
    UpdateRequest,
    UpdateResponse,
)

url = os.environ["API_URL"]
client = AuthenticatedClient(base_url=url, token=os.environ["TOKEN"], raise_on_unexpected_status=True)
vector = [index / 1024 for index in range(1024)]

# generate
generated = generate.sync(client=client, body=GenerateRequest(text="Hello world"))
assert isinstance(generated, GenerateResponse)
assert isinstance(generated.embedding, list) and len(generated.embedding) == generated.dimension
assert not generated.stored_in_s3

metadata = Metadata.from_dict({"language": "en", "page": 1, "draft": False})
request = GenerateRequest(text="Hello world", store_in_s3=True, embedding_id="py-1", metadata=metadata)
stored = generate.sync(client=client, body=request)
assert isinstance(stored, GenerateResponse) and stored.s3_key == "embeddings/py-1.json" and stored.indexed
exists = generate.sync_detailed(client=client, body=request, if_none_match="*")
assert exists.status_code == 412
assert isinstance(exists.parsed, Problem) and exists.parsed.code == ProblemCode.EMBEDDING_EXISTS
invalid = generate.sync_detailed(client=client, body=GenerateRequest(text="a", store_in_s3=True))
assert invalid.status_code == 422
assert isinstance(invalid.parsed, Problem) and invalid.parsed.errors and invalid.parsed.errors[0].field == "embedding_id"

# batch
items = [BatchItem(text="Good morning", embedding_id="py-2"), BatchItem(text="Good night", embedding_id="py-1")]
partly = batch.sync_detailed(client=client, body=BatchRequest(items=items, store_in_s3=True), if_none_match="*")
assert partly.status_code == 207 and isinstance(partly.parsed, BatchResponse)
first, second = partly.parsed.results
assert isinstance(first, BatchSuccess) and isinstance(first.embedding, list)
assert len(first.embedding) == partly.parsed.dimension
assert isinstance(second, BatchFailure) and second.problem.code == ProblemCode.EMBEDDING_EXISTS
too_large = batch.sync_detailed(
    client=client, body=BatchRequest(items=[BatchItem(text="x" * 70_000) for _ in range(100)])
)
assert too_large.status_code == 413
assert isinstance(too_large.parsed, GatewayError) and too_large.parsed.message == "Request Entity Too Large"

# store and retrieve
kept = store.sync(client=client, body=StoreRequest(embedding_id="py-3", text="Elsewhere", embedding=vector))
assert isinstance(kept, StoreResponse) and kept.s3_key == "embeddings/py-3.json"
retrieved = retrieve.sync_detailed("py-3", client=client)
assert isinstance(retrieved.parsed, EmbeddingDocument) and retrieved.parsed.embedding == vector
unchanged = retrieve.sync_detailed("py-3", client=client, if_none_match=retrieved.headers["etag"])
assert unchanged.status_code == 304
unknown = retrieve.sync_detailed("py-none", client=client)
assert unknown.status_code == 404
assert isinstance(unknown.parsed, Problem) and unknown.parsed.code == ProblemCode.EMBEDDING_NOT_FOUND

# search
english = Filter()
english["language"] = "en"
of_pages = Filter()
of_pages["page"] = FilterOperators(gte=1, lt=3)
for filter_ in (
    english,
    of_pages,
    Filter(or_=[english, of_pages]),
    Filter.from_dict({"language": {"$in": ["en", "fr"]}, "$or": [{"page": 1}, {"draft": {"$exists": False}}]}),
):
    found = search.sync(client=client, body=SearchByText(text="Hello world", filter_=filter_))
    assert isinstance(found, SearchResponse) and found.results[0].id == "py-1"
by_id = search.sync(
    client=client,
    body=SearchById(embedding_id="py-3", top_k=1, include=[IncludedField.TEXT, IncludedField.EMBEDDING]),
)
assert isinstance(by_id, SearchResponse) and by_id.results[0].text == "Elsewhere"
by_vector = search.sync(client=client, body=SearchByEmbedding(embedding=vector, top_k=1, min_score=0.9))
assert isinstance(by_vector, SearchResponse) and [result.id for result in by_vector.results] == ["py-3"]

# change, get and count
page_2 = UpdateRequest(metadata=Metadata.from_dict({"page": 2}))
changed = update.sync_detailed("py-3", client=client, body=page_2)
assert isinstance(changed.parsed, UpdateResponse) and changed.parsed.indexed
late = update.sync_detailed("py-3", client=client, body=page_2, if_match='"other"')
assert isinstance(late.parsed, Problem) and late.parsed.code == ProblemCode.EMBEDDING_CHANGED
many = get_many.sync(client=client, body=GetRequest(ids=["py-3", "py-none"]))
assert isinstance(many, GetResponse) and [each.state.value for each in many.embeddings] == ["found", "not_found"]
counted = stats.sync(client=client, body=StatsRequest(prefix="py-"))
assert isinstance(counted, StatsResponse) and counted.complete and counted.objects and counted.objects.count == 3

# list and delete
page = list_.sync(client=client, prefix="py-", limit=2)
assert isinstance(page, ListResponse) and [embedding.id for embedding in page.embeddings] == ["py-1", "py-2"]
assert page.next_cursor
next_page = list_.sync(client=client, prefix="py-", cursor=page.next_cursor)
assert isinstance(next_page, ListResponse) and [embedding.id for embedding in next_page.embeddings] == ["py-3"]
deleted = delete.sync("py-3", client=client)
assert isinstance(deleted, DeleteResponse) and deleted.success
would = delete_many.sync(client=client, body=DeleteRequest(prefix="py-", dry_run=True))
assert isinstance(would, DeleteManyResponse) and would.ids == ["py-1", "py-2"]
gone = delete_many.sync(client=client, body=DeleteRequest(ids=["py-2", "py-3"]))
assert isinstance(gone, DeleteManyResponse) and gone.ids == ["py-2"] and gone.not_found == ["py-3"]

# OpenAI's interface
texts = ["Hello", "world"]
embedded = openai_embeddings.sync(client=client, body=OpenAIEmbeddingsRequest(model="text-embedding-3-small", input_=texts))
assert isinstance(embedded, OpenAIEmbeddingsResponse)
assert [type(item.embedding) for item in embedded.data] == [list, list]
encoded = openai_embeddings.sync(
    client=client,
    body=OpenAIEmbeddingsRequest(
        model="text-embedding-3-small", input_="Hello", encoding_format=EncodingFormat.BASE64
    ),
)
assert isinstance(encoded, OpenAIEmbeddingsResponse) and isinstance(encoded.data[0].embedding, str)
no_model = openai_embeddings.sync_detailed(client=client, body=OpenAIEmbeddingsRequest(model="gpt", input_=texts))
assert no_model.status_code == 404
assert isinstance(no_model.parsed, OpenAIError) and no_model.parsed.error.code == "model_not_found"
listed_models = list_models.sync(client=client)
assert isinstance(listed_models, OpenAIModelList) and listed_models.data[0].id == "amazon.titan-embed-text-v2:0"
assert isinstance(get_model.sync(listed_models.data[0].id, client=client), OpenAIModel)
assert models_head.sync_detailed(client=client).status_code == 200

# what everyone may call
anyone = Client(base_url=url, raise_on_unexpected_status=True)
assert isinstance(healthy := health.sync(client=anyone), HealthResponse) and healthy.status == "healthy"
assert health_head.sync_detailed(client=anyone).status_code == 200
description = openapi.sync_detailed(client=anyone)
assert description.status_code == 200 and description.parsed
shown = docs.sync(client=anyone)
assert isinstance(shown, str) and shown.lower().startswith("<!doctype html>")

# what API Gateway refuses
nobody = AuthenticatedClient(base_url=url, token="none", raise_on_unexpected_status=True)
unauthorized = generate.sync_detailed(client=nobody, body=request)
assert unauthorized.status_code == 401
assert isinstance(unauthorized.parsed, GatewayError) and unauthorized.parsed.message == "Unauthorized"
reader = AuthenticatedClient(base_url=url, token=os.environ["TOKEN_WITHOUT_SCOPES"], raise_on_unexpected_status=True)
forbidden = generate.sync_detailed(client=reader, body=request)
assert forbidden.status_code == 403
assert isinstance(forbidden.parsed, GatewayError) and forbidden.parsed.message == "Forbidden"
