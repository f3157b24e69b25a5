import fastify, { type FastifyInstance } from "fastify";
import * as z from "zod";
import { lexicalEmbedding } from "./lexical-embedding";

/** English runs at about this many characters to one of Titan's tokens. */
const charactersPerToken = 4.7;
const maxTokens = 8_192;
const maxCharacters = 50_000;

const inputText = z.string().min(1).max(maxCharacters);

/** The request bodies of the Titan models by model id, in Bedrock's own field names. */
const requests = {
  "amazon.titan-embed-text-v2:0": z.strictObject({
    inputText,
    dimensions: z.literal([256, 512, 1024]).default(1024),
    normalize: z.boolean().default(true),
  }),
  "amazon.titan-embed-text-v1": z
    .strictObject({ inputText })
    .transform((request) => ({ ...request, dimensions: 1536, normalize: false })),
};

/**
 * A stand-in for Amazon Bedrock: InvokeModel for the Titan text embedding models, with lexical embeddings in
 * place of the model's. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html
 */
export function localBedrock(): FastifyInstance {
  const app = fastify({ forceCloseConnections: true });

  app.post<{ Params: { modelId: string } }>("/model/:modelId/invoke", async ({ params: { modelId }, body }, reply) => {
    if (!Object.hasOwn(requests, modelId)) {
      return reply
        .code(404)
        .header("x-amzn-errortype", "ResourceNotFoundException")
        .send({ message: `The local deployment has no model ${modelId}` });
    }
    const request = requests[modelId as keyof typeof requests].safeParse(body);
    const inputTextTokenCount = Math.ceil((request.data?.inputText.length ?? 0) / charactersPerToken);
    if (!request.success || inputTextTokenCount > maxTokens) {
      return reply
        .code(400)
        .header("x-amzn-errortype", "ValidationException")
        .send({
          message: request.success
            ? `Too many input tokens: ${inputTextTokenCount} of ${maxTokens}`
            : z.prettifyError(request.error),
        });
    }
    const { inputText, dimensions, normalize } = request.data;
    return { embedding: lexicalEmbedding(inputText, dimensions, normalize), inputTextTokenCount };
  });

  return app;
}
