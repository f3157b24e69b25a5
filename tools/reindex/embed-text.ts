import { type BedrockRuntimeClient, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { type EmbeddingModel, type EmbeddingRequest, embeddingModels } from "../../embedding/models";
import { parseTitanOutput } from "../../embedding/models/titan-output";
import { toUnitLength } from "../../embedding/unit-length";
import { ApiError } from "../../functions/http/errors";
import { TransientError } from "./aws-failure";
import type { TargetIndex } from "./target-index";

/** The embedding of a text, as the service computes it. Throws {@link TransientError} for anything else, or what the SDK throws. */
export async function embedText(
  bedrock: BedrockRuntimeClient,
  modelId: TargetIndex["model"],
  request: EmbeddingRequest,
): Promise<{ readonly vector: number[]; readonly inputTokenCount: number }> {
  const model: EmbeddingModel = embeddingModels[modelId];
  const { body } = await bedrock.send(
    new InvokeModelCommand({
      modelId,
      contentType: "application/json",
      accept: "application/json",
      body: JSON.stringify(model.body(request)),
    }),
  );
  try {
    // An empty body comes as null, whatever its type says.
    const { embedding, inputTextTokenCount } = parseTitanOutput(body ?? new Uint8Array(), request.dimension);
    return {
      vector: request.normalize && !model.normalizes ? toUnitLength(embedding) : embedding,
      inputTokenCount: inputTextTokenCount,
    };
  } catch (error) {
    if (error instanceof ApiError) throw new TransientError(error.message, { cause: error });
    throw error;
  }
}
