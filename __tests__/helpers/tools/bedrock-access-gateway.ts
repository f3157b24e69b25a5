import { BedrockError } from "../../../local/bedrock/bedrock-error";
import { cohereV3Models } from "../../../local/bedrock/cohere-v3";
import { localNovaModels } from "../../../local/bedrock/nova";
import { localTitanModels } from "../../../local/bedrock/titan";
import { wordsEncoder } from "../../../local/model/words-encoder";
import { Upstream, type UpstreamAnswer, type UpstreamRequest } from "../handler/upstream";

/** What it takes of a request to embed. */
interface EmbeddingsRequest {
  readonly model: string;
  readonly input: string | readonly string[];
  readonly encoding_format?: "float" | "base64";
  readonly dimensions?: number | null;
}

/** What a model of Bedrock's answers. */
interface ModelAnswer {
  readonly embedding: readonly number[];
  readonly embeddings: readonly (readonly number[])[] | readonly { readonly embedding: readonly number[] }[];
}

const models = { ...cohereV3Models, ...localTitanModels, ...localNovaModels };

/**
 * AWS's sample "Bedrock Access Gateway" with the local models, for texts: what it answers, by its source.
 * https://github.com/aws-samples/bedrock-access-gateway/blob/main/src/api/models/bedrock.py
 */
export class BedrockAccessGateway extends Upstream {
  constructor(private readonly key: string) {
    super();
  }

  protected override respond({
    method,
    path,
    headers,
    body,
  }: UpstreamRequest): Promise<UpstreamAnswer> | UpstreamAnswer {
    const { authorization = "" } = headers;
    if (path !== "/api/v1/embeddings") return refusal(404, "Not Found");
    if (method !== "POST") return refusal(405, "Method Not Allowed");
    if (!authorization.startsWith("Bearer ")) return refusal(401, "Not authenticated");
    if (authorization !== `Bearer ${this.key}`) return refusal(401, "Invalid API Key");
    return embed(JSON.parse(body));
  }
}

async function embed(request: EmbeddingsRequest): Promise<UpstreamAnswer> {
  const { model: written, input, encoding_format: format, dimensions } = request;
  const model = written.toLowerCase().startsWith("text-embedding-") ? "cohere.embed-multilingual-v3" : written;
  if (!isModel(model)) return refusal(400, `Unsupported embedding model id ${model}`);
  const texts = [input].flat();
  try {
    if (model.startsWith("cohere.")) return answer(model, await invokeCohere(model, texts), format);
    if (model.startsWith("amazon.nova-")) {
      return answer(model, await Promise.all(texts.map(invokeNova(model, dimensions))), format);
    }
    // An error that nothing catches.
    if (texts.length !== 1) return { status: 500, body: "Internal Server Error" };
    // Whatever the encoding and the dimensions.
    return answer(model, [(await invoke(model, { inputText: texts[0] })).embedding], "float");
  } catch (error) {
    if (!(error instanceof BedrockError)) throw error;
    return refusal(400, `An error occurred (${error.type}) when calling the InvokeModel operation: ${error.message}`);
  }
}

async function invokeCohere(model: keyof typeof models, texts: readonly string[]) {
  const { embeddings } = await invoke(model, { texts, input_type: "search_document", truncate: "END" });
  return embeddings as number[][];
}

function invokeNova(model: keyof typeof models, dimensions: EmbeddingsRequest["dimensions"]) {
  const embeddingDimension = dimensions ?? 3072;
  return async (value: string) => {
    const params = { embeddingPurpose: "GENERIC_INDEX", embeddingDimension, text: { truncationMode: "END", value } };
    const { embeddings } = await invoke(model, { taskType: "SINGLE_EMBEDDING", singleEmbeddingParams: params });
    return (embeddings[0] as { embedding: number[] }).embedding;
  };
}

async function invoke(model: keyof typeof models, body: object): Promise<ModelAnswer> {
  return (await models[model].invoke(body, wordsEncoder)).body as ModelAnswer;
}

function isModel(name: string): name is keyof typeof models {
  return Object.hasOwn(models, name);
}

function answer(
  model: string,
  vectors: readonly (readonly number[])[],
  format: EmbeddingsRequest["encoding_format"] = "float",
): UpstreamAnswer {
  const encode = (vector: readonly number[]) =>
    format === "float" ? vector : Buffer.from(Float32Array.from(vector).buffer).toString("base64");
  const data = vectors.map((vector, index) => ({ object: "embedding", embedding: encode(vector), index }));
  const usage = { prompt_tokens: 0, total_tokens: 0 };
  return { status: 200, body: JSON.stringify({ object: "list", data, model, usage }) };
}

function refusal(status: number, detail: string): UpstreamAnswer {
  return { status, body: JSON.stringify({ detail }) };
}
