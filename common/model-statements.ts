import { type AwsScope, inferenceProfileArn, modelArn } from "./aws-scope";
import { allow, type Statement } from "./policy-statement";

/** What a role may invoke: a model of Bedrock on demand, or through a cross-region inference profile. */
export interface InvocableModel {
  /** The id of the model, or of the profile, such as `us.cohere.embed-v4:0`. */
  readonly invokedId: string;
  readonly modelId: string;
  /** The start of the profile's id; undefined on demand. */
  readonly profile: string | undefined;
}

const invoke = ["bedrock:InvokeModel"];

/**
 * The invocation of these models, of those with a profile through it alone. A call through a profile needs the profile
 * and, where it goes from there, the model; only for the model does Bedrock say which profile it was.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html#global-cris-scp-setup
 */
export function invokeModels(models: readonly InvocableModel[], scope: AwsScope): Statement[] {
  const throughProfiles = models.filter(({ profile }) => profile !== undefined);
  return [
    allow(
      "InvokeEmbeddingModels",
      invoke,
      models.map((model) => invokedArn(model, scope)),
    ),
    ...throughProfiles.map((model, index) =>
      allow(`InvokeThroughProfile${index + 1}`, invoke, modelArnsBehind(model, scope), {
        ArnEquals: { "bedrock:InferenceProfileArn": inferenceProfileArn(scope, model.invokedId) },
      }),
    ),
  ];
}

/** The invocation of rerankers, on demand. */
export function invokeRerankers(rerankers: readonly InvocableModel[], scope: AwsScope): Statement {
  return allow(
    "InvokeRerankers",
    invoke,
    rerankers.map((model) => invokedArn(model, scope)),
  );
}

/** What is invoked on demand, by its own id. */
export function onDemand(modelId: string): InvocableModel {
  return { invokedId: modelId, modelId, profile: undefined };
}

/** Keeps a role from what is none of these models and none of their profiles, whatever else allows it. */
export function denyOtherModels(models: readonly InvocableModel[], scope: AwsScope): Statement {
  const own = models.flatMap((model) => [
    invokedArn(model, scope),
    ...(model.profile ? modelArnsBehind(model, scope) : []),
  ]);
  return { Sid: "NoOtherModels", Effect: "Deny", Action: ["bedrock:*"], NotResource: own };
}

/**
 * The ARNs by which Bedrock asks for the model of a profile: `global` is the region of the call and none, any other the
 * regions of its part of the world, of which there may be more one day.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html
 */
function modelArnsBehind({ modelId, profile }: InvocableModel, scope: AwsScope): string[] {
  const regions = profile === "global" ? [scope.region, ""] : ["*"];
  return regions.map((region) => modelArn({ ...scope, region }, modelId));
}

/** The ARN of what InvokeModel is called with. */
function invokedArn({ invokedId, profile }: InvocableModel, scope: AwsScope): string {
  return (profile ? inferenceProfileArn : modelArn)(scope, invokedId);
}
