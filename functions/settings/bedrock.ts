import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { attemptTimeoutsMs, clientSettings } from "../aws/aws-client";
import { invokerOf, type Model } from "../aws/bedrock";
import { model } from "./model";

/** The configured model, to be invoked. */
export const bedrock: Model = {
  ...model,
  invoke: invokerOf(new BedrockRuntimeClient(clientSettings(attemptTimeoutsMs.model)), model.invokedId),
};
