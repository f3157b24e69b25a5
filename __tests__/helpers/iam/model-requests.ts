import type { AccessRequest } from "./iam";

const account = "000000000000";

/** The ARN of an inference profile, as one calls it. */
export function profileArn(id: string, region = "us-east-1", accountId = account): string {
  return `arn:aws:bedrock:${region}:${accountId}:inference-profile/${id}`;
}

/** The ARN of a model in a region; `""` is what Bedrock asks for where a global profile goes wherever there is room. */
export function modelArn(id: string, region = "us-east-1"): string {
  return `arn:aws:bedrock:${region}::foundation-model/${id}`;
}

/** The invocation of a model or profile, of a model through the profile with an ARN. */
export function invocation(resource: string, throughProfileArn?: string): AccessRequest {
  const context = throughProfileArn ? { "bedrock:InferenceProfileArn": throughProfileArn } : {};
  return { action: "bedrock:InvokeModel", resource, context };
}
