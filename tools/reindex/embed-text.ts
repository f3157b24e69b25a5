import { type BedrockRuntimeClient, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { EmbeddingError } from "../../embedding/errors";
import { embeddingModels } from "../../embedding/models";
import type { EmbedOptions } from "../../embedding/models/model";
import { parseModelOutput } from "../../embedding/models/model-output";
import type { Vector } from "../../embedding/vector";
import { TransientError } from "./retry";
import type { TargetIndex } from "./target-index";

/** The embedding of a text, as the service computes it. Throws {@link TransientError} for anything else, or what the SDK throws. */
export async function embedText(
  bedrock: BedrockRuntimeClient,
  modelId: TargetIndex["model"],
  text: string,
  { dimension, normalize }: Pick<EmbedOptions, "dimension" | "normalize">,
): Promise<{ readonly vector: Vector; readonly inputTokenCount: number }> {
  const model = embeddingModels[modelId];
  const options = { dimension, normalize, purpose: "document", truncate: false } as const;
  const { body } = await bedrock.send(
    new InvokeModelCommand({
      modelId,
      contentType: "application/json",
      accept: "application/json",
      body: JSON.stringify(model.request([text], options)),
    }),
  );
  try {
    // An empty body comes as null, whatever its type says.
    const answer = { body: body ?? new Uint8Array(), headers: {} };
    const { vectors, inputTokens = 0 } = parseModelOutput(model, answer, { ...options, texts: 1 });
    return { vector: vectors[0] ?? [], inputTokenCount: inputTokens };
  } catch (error) {
    if (error instanceof EmbeddingError) throw new TransientError(error.message, { cause: error });
    throw error;
  }
}
