import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { attemptTimeoutsMs, clientSettings } from "../aws/aws-client";
import { invokerOf, type Model } from "../aws/bedrock";
import type { ConfiguredModel } from "./model";

/** One for all models, which share its connections. */
const client = new BedrockRuntimeClient(clientSettings(attemptTimeoutsMs.model));

/** A model that the service is configured with, to be invoked. */
export function invocable(model: ConfiguredModel): Model {
  return { ...model, invoke: invokerOf(client, model.invokedId) };
}
