"""What of a deployment no description knows: what it has, and why it may refuse what is described."""

import re

import schemathesis

MODELS = ["text-embedding-3-small", "text-embedding-ada-002", "amazon.titan-embed-text-v2:0"]
# The first and the last that any model offers, and that of the index.
SHORTEST, LONGEST, INDEXED = 256, 3072, 1024
# A leap year, as any may be that is described.
LATER = "2996"


@schemathesis.hook
def map_body(context, body):
    """
    Most requests name a model that there is, have a vector of the index's length, expire later than now, and go on from nowhere:
    others are refused for that alone.
    """
    if isinstance(body, dict):
        items = body.get("items")
        for stored in [body, *(items if isinstance(items, list) else [])]:
            match isinstance(stored, dict) and stored.get("expires_at"):
                case str(time) if sum(map(ord, time)) % 8:
                    stored["expires_at"] = LATER + time[4:]
        match body.get("model"):
            case str(name) if len(name) % 3:
                body["model"] = MODELS[len(name) // 3 % len(MODELS)]
        match body.get("embedding"):
            case [*numbers] if SHORTEST <= len(numbers) <= LONGEST and len(numbers) % 8 != 7:
                body["embedding"] = [*numbers, *[0] * INDEXED][:INDEXED]
        # Nobody makes up a cursor, and the deployment has no reranker: few requests ask for either.
        match body.get("cursor"):
            case str(cursor) if len(cursor) % 8:
                del body["cursor"]
        match body.get("rerank"):
            case True | {}:
                body["rerank"] = None
    return body


JSON = r"^The body has (the number .*, which would be rounded|the key \"__proto__\")"
LENGTHS = r"^dimensions is \d+, and (\S+ offers|the vector index has the dimension \d+)"
VECTORS = r"^embedding has ((the|a) length|only zeros)"
FLOATS = r"^embedding has the number .*, which a 32-bit float cannot hold"
CONDITION = r"^If-None-Match (needs store_in_s3|stores only what is new)"
# The phase coverage sends 0 for a pattern of other signs than letters and digits.
UNMET_PATTERN = r"^If-None-Match must be \"\*\""
STORED = r"^There is already an embedding"
KEYS = r"^(items\.\d+\.)?metadata has the key .* which cannot be searched by"

# No schema knows what time it is, nor that a time has to have four digits of the year in UTC too.
PAST = r"^(items\.\d+\.)?expires_at must be (later than now|an RFC 3339 timestamp .* and is \"9999-12-31)"
CHANGED = r"is in another state than the one that If-Match names"
CURSOR = r"^cursor must be the next_cursor of an answer to the same request"

REASONS = {
    "GET /embeddings": [
        r"^cursor must be the next_cursor of an answer to the same prefix, include and filter$",
        r"^encoding acts only where include has",
        # No generator makes JSON within a text.
        r"^filter (must be an object of conditions|is not valid JSON|has the (key|number) )",
    ],
    "PATCH /embeddings/{embedding_id}": [JSON, KEYS, PAST, CHANGED],
    "POST /embeddings/get": [JSON],
    "POST /embeddings/delete": [JSON, CURSOR],
    "POST /embeddings/stats": [JSON, CURSOR],
    "POST /embeddings/generate": [JSON, LENGTHS, CONDITION, UNMET_PATTERN, STORED, KEYS, PAST],
    "POST /embeddings/batch": [JSON, LENGTHS, CONDITION, UNMET_PATTERN, PAST],
    "POST /embeddings/store": [JSON, VECTORS, FLOATS, CONDITION, UNMET_PATTERN, STORED, KEYS, PAST],
    "POST /embeddings/search": [
        JSON,
        VECTORS,
        r"^candidates must be at least top_k",
        r"^cursor must be the next_cursor of an answer to the same search$",
        r"^rerank (is off, for the bootstrap's rerankModels allows no model|orders \d+ candidates, which must be at least top_k)",
        r"^group_by must be a key of the metadata",
    ],
    "POST /v1/embeddings": [
        JSON,
        r"dimensions is \d+, and \S+ offers",
        r"input has tokens, which are those of OpenAI's models and none of",
        r"^The vectors of \d+ inputs, of \d+ numbers each, are more than AWS Lambda returns",
    ],
}


@schemathesis.check
def refused_for_a_reason(context, response, case):
    """A request as described is refused with 4xx only for what no schema can say: a credential, what is not there, and REASONS."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if response.status_code < 400 or response.status_code in (401, 403, 404, 429):
        return
    answer = response.json()
    problems = [f"{field} {message}" for field, message in map(dict.values, answer.get("errors", []))]
    problems = problems or [answer["detail"] if "detail" in answer else answer["error"]["message"]]
    reasons = REASONS.get(case.operation.label, [])
    unknown = [problem for problem in problems if not any(re.search(reason, problem) for reason in reasons)]
    assert not unknown, f"{response.status_code} {unknown}"
