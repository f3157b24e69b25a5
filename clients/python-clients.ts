import { type Client, everyAuth } from "./client";

/** The clients in Python, in the order of the documentation. */
export const pythonClients: readonly Client[] = [
  {
    title: "openai for Python",
    package: "openai",
    language: "python",
    program: "openai-sync",
    auths: everyAuth,
    isInChecks: true,
    isInReadme: true,
    sends: "all texts in one request, up to 2,048; asks for base64",
  },
  {
    title: "openai for Python, async",
    package: "openai",
    language: "python",
    program: "openai-async",
    auths: everyAuth,
    isInChecks: true,
    sends: "all texts in one request, up to 2,048; asks for base64",
  },
  {
    title: "langchain-openai",
    package: "langchain-openai",
    language: "python",
    program: "langchain-openai",
    auths: everyAuth,
    isInChecks: true,
    sends: "tokens of cl100k_base, of 1,000 texts a request; asks for base64",
    cutsLongTexts: true,
    cannot:
      "A text is cut every 8,191 tokens of cl100k_base, and the vectors of its parts are averaged: give a smaller `embedding_ctx_length` where " +
      "the model counts more (`text_too_long`). It fetches the table of cl100k_base from a server of OpenAI's: without the internet, set " +
      "`TIKTOKEN_CACHE_DIR` to a folder that has it, such as `litellm/litellm_core_utils/tokenizers`, which `pip install litellm` brings.",
  },
  {
    title: "litellm",
    package: "litellm",
    language: "python",
    program: "litellm-sdk",
    auths: everyAuth,
    isInChecks: true,
    sends: "all texts in one request; asks for nothing, which means numbers",
    asksForNumbers: true,
    cannot:
      "Its errors have a status and the message, but no `code` and no `param`; the list of models is not signed. It fetches prices " +
      "from GitHub when it is imported, unless `LITELLM_LOCAL_MODEL_COST_MAP` is `True`.",
  },
  {
    title: "llama-index-embeddings-openai",
    package: "llama-index-embeddings-openai",
    language: "python",
    program: "llama-index-embeddings-openai",
    auths: everyAuth,
    isInChecks: false,
    sends: "100 texts a request, line breaks as spaces; asks for base64",
  },
  {
    title: "haystack-ai",
    package: "haystack-ai",
    language: "python",
    program: "haystack-ai",
    auths: everyAuth,
    isInChecks: false,
    sends: "32 texts a request; asks for numbers",
    cannot: "An error is logged, and its documents come back without an embedding, unless `raise_on_failure` is true.",
  },
  {
    title: "chromadb",
    package: "chromadb",
    language: "python",
    program: "chromadb-openai",
    auths: ["none", "keys", "jwt"],
    isInChecks: false,
    sends: "all texts in one request; asks for base64",
    cannot:
      "It reads the key from the variable that it is told, asks for `dimensions` only of a model named `text-embedding-3…`, and signs nothing: it has no part in `auth: iam`.",
  },
  {
    title: "pydantic-ai",
    package: "pydantic-ai-slim",
    language: "python",
    program: "pydantic-ai",
    auths: everyAuth,
    isInChecks: false,
    sends: "all texts in one request, up to 2,048; asks for base64",
  },
];
