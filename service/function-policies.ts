import type * as pulumi from "@pulumi/pulumi";
import { noOtherBucket } from "../common/policy-documents";
import type { Grant } from "./grant";
import type { Route } from "./routes";
import type { VectorBucketAccess } from "./vector-bucket-access";

/** What grants a function the access that it needs. */
export interface FunctionGrants {
  readonly bucket: VectorBucketAccess;
  readonly model: Grant;
  /** Of every function: policy documents by name. */
  readonly all: Record<string, pulumi.Input<string>>;
}

/** The policies of a function's role by name. */
export interface FunctionPolicies {
  readonly managedPolicyArns: Record<string, string>;
  readonly inlinePolicies: Record<string, pulumi.Input<string>>;
}

/** The policies that grant the function of a route what it needs, and nothing else. */
export function functionPolicies(route: Route, { bucket, model, all }: FunctionGrants): FunctionPolicies {
  const granted: [string, Grant][] = [
    ...(route.bucketAccess ? [["bucket", bucket.grants[route.bucketAccess]] satisfies [string, Grant]] : []),
    ...(route.invokesModel ? [["bedrock", model] satisfies [string, Grant]] : []),
  ];
  const policies: FunctionPolicies = { managedPolicyArns: {}, inlinePolicies: { ...all } };
  for (const [key, grant] of granted) {
    if ("document" in grant) policies.inlinePolicies[key] = grant.document;
    else policies.managedPolicyArns[key] = grant.managedPolicyArn;
  }
  if (policies.managedPolicyArns["bucket"]) {
    policies.inlinePolicies["own-bucket"] = noOtherBucket(bucket.bucketArn);
  }
  return policies;
}
