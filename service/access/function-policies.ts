import type * as pulumi from "@pulumi/pulumi";
import { noOtherEmbeddings } from "../../common/policy-documents";
import type { Route } from "../routes";
import type { Grant } from "./grant";
import type { ModelAccess } from "./model-access";
import type { VectorBucketAccess } from "./vector-bucket-access";
import type { VectorIndexAccess } from "./vector-index-access";

/** What grants a function the access that it needs. */
export interface FunctionGrants {
  readonly bucket: VectorBucketAccess;
  /** Undefined where the service has no vector index. */
  readonly index: VectorIndexAccess | undefined;
  readonly model: Pick<ModelAccess, "grants" | "restrictions" | "rerankerDocument">;
  /** Of every function: policy documents by name. */
  readonly all: Record<string, pulumi.Input<string>>;
}

/** The policies of a function's role by name. */
export interface FunctionPolicies {
  readonly managedPolicyArns: Record<string, string>;
  readonly inlinePolicies: Record<string, pulumi.Input<string>>;
}

/** What a function may do, as its row says. */
type RoleAccess = Pick<Route, "bucketAccess" | "indexAccess" | "invokesModel" | "takesModel" | "reranks">;

/** The policies that grant a function what it needs, and nothing else. */
export function functionPolicies(route: RoleAccess, { bucket, index, model, all }: FunctionGrants): FunctionPolicies {
  const models = route.takesModel ? "all" : route.reranks ? "reranking" : "own";
  const granted: [string, Grant][] = [
    ...(route.bucketAccess ? [["bucket", bucket.grants[route.bucketAccess]] satisfies [string, Grant]] : []),
    ...(route.indexAccess && index ? [["index", index.grants[route.indexAccess]] satisfies [string, Grant]] : []),
    ...(route.invokesModel ? [["bedrock", model.grants[models]] satisfies [string, Grant]] : []),
  ];
  const { managedPolicyArns, inlinePolicies }: FunctionPolicies = { managedPolicyArns: {}, inlinePolicies: { ...all } };
  for (const [key, grant] of granted) {
    if ("document" in grant) inlinePolicies[key] = grant.document;
    // One policy of the bootstrap is for buckets and indexes.
    else if (!Object.values(managedPolicyArns).includes(grant.managedPolicyArn)) {
      managedPolicyArns[key] = grant.managedPolicyArn;
    }
  }
  // The bootstrap's policies cover all of its buckets and indexes.
  if (managedPolicyArns["bucket"] || managedPolicyArns["index"]) {
    inlinePolicies["own-bucket"] = noOtherEmbeddings({
      bucketArn: route.bucketAccess && bucket.bucketArn,
      indexArn: route.indexAccess && index?.indexArn,
    });
  }
  if (route.reranks && model.rerankerDocument) inlinePolicies["rerankers"] = model.rerankerDocument;
  // As it covers all models that services may use.
  if (managedPolicyArns["bedrock"] && model.restrictions) inlinePolicies["own-models"] = model.restrictions[models];
  return { managedPolicyArns, inlinePolicies };
}
