import type { Deployment } from "./deployment";
import { accessLines, accessRecord, describeAccess } from "./describe-access";

/** What is said of a local deployment. */
export interface DescribedDeployment
  extends Pick<Deployment, "url" | "s3Url" | "modelUrl" | "vectorsUrl" | "access" | "model"> {
  readonly stacks: {
    readonly project: string;
    readonly region: string;
    readonly service: { readonly stack: string };
  };
}

/** What runs, where, how it is called, and last where its documentation is. */
export async function describeDeployment(deployment: DescribedDeployment, startSeconds: number): Promise<string> {
  const { url, stacks, access, model } = deployment;
  const { summary, preparation, curlOptions, hints } = await describeAccess(access, stacks.region);
  return [
    `${stacks.project}, stack ${stacks.service.stack}, ready in ${startSeconds.toFixed(1)} s`,
    describeAddresses(deployment),
    summary,
    model.description,
    `Stop with Ctrl-C. Open ${url} in a browser, and search. Try:`,
    "",
    ...preparation.map((line) => `  ${line}`),
    `  curl -X POST ${url}/embeddings/generate \\`,
    ...(curlOptions ? [`    ${curlOptions} \\`] : []),
    `    -H 'Content-Type: application/json' -d '{"text": "Hello world", "store_in_s3": true, "embedding_id": "doc1"}'`,
    `  curl ${[`${url}/embeddings/doc1`, curlOptions].join(" ").trim()}`,
    "",
    ...hints,
    `${url}/docs`,
  ].join("\n");
}

/** Where it serves. */
function describeAddresses({
  url,
  s3Url,
  modelUrl,
  vectorsUrl,
}: Pick<DescribedDeployment, "url" | "s3Url" | "modelUrl" | "vectorsUrl">): string {
  return `Serving on ${url}, objects on ${s3Url}, model on ${modelUrl}, vectors on ${vectorsUrl}`;
}

/** Where it serves, and what a caller needs besides, a line each. */
export async function describeQuietly(deployment: DescribedDeployment): Promise<string> {
  return [describeAddresses(deployment), ...(await accessLines(deployment.access))].join("\n");
}

/** What, where and how it is called, for scripts. */
export async function deploymentRecord(deployment: DescribedDeployment, startSeconds: number) {
  const { url, s3Url, modelUrl, vectorsUrl, stacks, access, model } = deployment;
  return {
    level: "info",
    message: "serving",
    project: stacks.project,
    stack: stacks.service.stack,
    region: stacks.region,
    model: model.name,
    url,
    s3_url: s3Url,
    model_url: modelUrl,
    vectors_url: vectorsUrl,
    ...(await accessRecord(access)),
    start_ms: Math.round(startSeconds * 1000),
  };
}
