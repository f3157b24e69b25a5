import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Encoder } from "../model/encoder";
import { wordsEncoder } from "../model/words-encoder";
import { BedrockError } from "./bedrock-error";
import { bedrockServer } from "./bedrock-server";
import { cohereV3Models } from "./cohere-v3";
import { cohereV4Models } from "./cohere-v4";
import type { LocalModel } from "./local-model";
import { localNovaModels } from "./nova";
import { readRequestBody } from "./request-body";
import { localRerankers } from "./rerank";
import { localTitanModels } from "./titan";

/** Arguments of {@link localBedrock}. */
export interface LocalBedrockArgs {
  /**
   * What makes the numbers of the vectors.
   * @default words alone
   */
  readonly encoder?: Encoder;
  /**
   * The ids of the models in AWS Marketplace that the account has not subscribed to.
   * @default none
   */
  readonly unsubscribed?: readonly string[];
}

const models: Readonly<Record<string, LocalModel>> = {
  ...localTitanModels,
  ...cohereV3Models,
  ...cohereV4Models,
  ...localNovaModels,
  ...localRerankers,
};

/** The models with their ids by what an InvokeModel may call them: that id, or the one of a profile. */
const invocable = new Map(
  Object.entries(models).flatMap(([id, { profiles, invoke }]) =>
    [id, ...profiles.map((profile) => `${profile}.${id}`)].map((name) => [name, { id, invoke }] as const),
  ),
);

/**
 * A stand-in for Amazon Bedrock: InvokeModel for the text embedding models and the rerankers, with the vectors of an encoder in place
 * of the models' own. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html
 */
export function localBedrock({ encoder = wordsEncoder, unsubscribed = [] }: LocalBedrockArgs = {}): FastifyInstance {
  const app = bedrockServer();
  app.addContentTypeParser("*", (_request: FastifyRequest, payload: IncomingMessage) => readRequestBody(payload));

  app.post<{ Params: { modelId: string } }>(
    "/model/:modelId/invoke",
    async ({ params: { modelId }, body: input = null }, reply) => {
      const model = invocable.get(modelId);
      if (!model) throw new BedrockError("ValidationException", "The provided model identifier is invalid.");
      if (unsubscribed.includes(model.id)) throw notSubscribed();
      const { body, inputTokens } = await model.invoke(input, encoder);
      reply.header("x-amzn-bedrock-input-token-count", inputTokens);
      reply.header("x-amzn-bedrock-invocation-latency", Math.ceil(reply.elapsedTime));
      return body;
    },
  );
  return app;
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html */
function notSubscribed(): BedrockError {
  return new BedrockError(
    "AccessDeniedException",
    "Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace " +
      "actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to " +
      "the Amazon Bedrock documentation for further details. Your AWS Marketplace subscription for this model cannot be " +
      "completed at this time. If you recently fixed this issue, try again after 5 minutes.",
  );
}
