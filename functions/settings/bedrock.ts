import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { attemptTimeoutsMs, clientSettings } from "../aws/aws-client";
import { type InvokeModel, invokerOf, type Model } from "../aws/bedrock";
import type { ConfiguredModel } from "./model";

/** One for all models, which share its connections. */
const client = new BedrockRuntimeClient(clientSettings(attemptTimeoutsMs.model));

/** A model that the service is configured with, to be invoked. */
export function invocable(model: ConfiguredModel): Model {
  return { ...model, invoke: invoked(model.invokedId) };
}

/** How a model is invoked by its id or that of an inference profile. */
export function invoked(invokedId: string): InvokeModel {
  return invokerOf(client, invokedId);
}
