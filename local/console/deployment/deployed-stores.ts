import type { DeployedStore, StoreUse } from "../../../console/deployment/deployment-document";
import { isEmbeddingModelId } from "../../../embedding/models/index";
import { pricePerMillionTokens } from "../../../embedding/models/price-per-million-tokens";
import { pricePerMillionRequests } from "../../../embedding/ranking/rerankers";
import { registeredEnvironment } from "../../lambda/registered-function";
import { ofType } from "../../pulumi/registered-resource";
import type { DeployedStacks } from "../../pulumi/stacks";
import { actionVerb } from "./permission-words";
import { type GrantedStatement, matches } from "./role-permissions";

/** The buckets and indexes that the functions use, and the models and rerankers that they invoke. */
export function deployedStores({ bootstrap, service, region }: DeployedStacks): DeployedStore[] {
  const environments = ofType(service, "aws:lambda/function:Function").map(registeredEnvironment);
  const values = (name: string) => [...new Set(environments.flatMap((environment) => environment[name] ?? []))];
  const indexes = ofType(bootstrap, "aws:s3/vectorsIndex:VectorsIndex");
  const models = [...values("BEDROCK_MODEL_ID"), ...values("MODELS").flatMap((ids) => JSON.parse(ids) as string[])];
  const rerankers = values("RERANK_MODELS").flatMap((ids) => JSON.parse(ids) as string[]);
  return [
    ...values("VECTOR_BUCKET_NAME").map((name): DeployedStore => {
      const isOurs = ofType(bootstrap, "aws:s3/bucket:Bucket").some(({ inputs }) => inputs["bucket"] === name);
      const facts = ["S3, an object for each embedding", ...(isOurs ? [] : ["not of the bootstrap stack"])];
      return { kind: "bucket", arn: `arn:aws:s3:::${name}`, name, facts };
    }),
    ...values("VECTOR_INDEX_ARN").map((arn): DeployedStore => {
      const { inputs = {} } = indexes.find(({ id }) => id === arn) ?? {};
      const facts = [`S3 Vectors, ${inputs["dimension"]} numbers, ${inputs["distanceMetric"]} distance`];
      return { kind: "index", arn, name: String(inputs["indexName"] ?? arn), facts };
    }),
    ...[...new Set(models)].map((name): DeployedStore => {
      const price = pricePerMillionTokens(name);
      const facts = ["Bedrock", ...(price === undefined ? [] : [`$${price} for a million tokens`])];
      return { kind: "model", arn: modelArnOf(name, region), name, facts };
    }),
    ...rerankers.map((name): DeployedStore => {
      const price = pricePerMillionRequests(name);
      const facts = [
        "Bedrock",
        ...(price === undefined ? [] : [`$${price / 1_000} for 1,000 searches that ask for it`]),
      ];
      return { kind: "reranker", arn: foundationModelArn(name, region), name, facts };
    }),
  ];
}

/** What a role does with each of these stores by the statements that allow it something. */
export function storeUses(statements: readonly GrantedStatement[], stores: readonly DeployedStore[]): StoreUse[] {
  const allowed = statements.filter(({ isAllowed }) => isAllowed);
  return stores.flatMap(({ arn }) => {
    const verbs = allowed
      .filter(({ resources }) => resources.some((resource) => matches(arn, resource) || matches(`${arn}/*`, resource)))
      .flatMap(({ actions }) => actions.map(actionVerb));
    return verbs.length > 0 ? [{ store: arn, verbs: [...new Set(verbs)] }] : [];
  });
}

/** By which policies name it; a profile's account is any. */
function modelArnOf(id: string, region: string): string {
  return isEmbeddingModelId(id)
    ? foundationModelArn(id, region)
    : `arn:aws:bedrock:${region}:*:inference-profile/${id}`;
}

function foundationModelArn(id: string, region: string): string {
  return `arn:aws:bedrock:${region}::foundation-model/${id}`;
}
