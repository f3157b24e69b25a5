import { bootstrapStackName, ofType, runLayer } from "../stacks/run-layer";
import type { AccessRequest } from "./iam";

/** A request that a function sent to a service of AWS. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** The value of a JSON body. */
  readonly body?: unknown;
}

/** What the body of a request to S3 Vectors says of what it needs. */
interface VectorRequest {
  readonly indexArn: string;
  readonly filter?: unknown;
  readonly returnData?: boolean;
  readonly returnMetadata?: boolean;
}

const s3Actions: Record<string, string> = {
  GET: "s3:GetObject",
  HEAD: "s3:GetObject",
  PUT: "s3:PutObject",
  DELETE: "s3:DeleteObject",
};

/**
 * What a request needs to be allowed. A missing object is only told from a forbidden one with `s3:ListBucket` too.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export function accessRequests({ method, url, body }: SignedRequest): AccessRequest[] {
  const { pathname, searchParams } = new URL(url, "http://aws");
  const path = decodeURIComponent(pathname);
  const [, modelId] = /^\/model\/(.+)\/invoke$/.exec(path) ?? [];
  if (modelId) {
    return [{ action: "bedrock:InvokeModel", resource: `arn:aws:bedrock:us-east-1::foundation-model/${modelId}` }];
  }
  const [, operation] = /^\/(\w+Vectors)$/.exec(path) ?? [];
  if (operation) return vectorAccess(operation, body as VectorRequest);
  const [, bucket = "", key = ""] = /^\/([^/]+)\/?(.*)$/.exec(path) ?? [];
  const bucketArn = `arn:aws:s3:::${bucket}`;
  const list = { action: "s3:ListBucket", resource: bucketArn };
  if (searchParams.has("list-type")) return [{ ...list, context: { "s3:prefix": searchParams.get("prefix") ?? "" } }];
  const action = s3Actions[method];
  if (!key || !action) throw new Error(`${method} ${url} is a request that no function should send`);
  return [{ action, resource: `${bucketArn}/${key}` }, ...(action === "s3:GetObject" ? [list] : [])];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-access-management.html */
function vectorAccess(
  operation: string,
  { indexArn, filter, returnData = false, returnMetadata = false }: VectorRequest,
): AccessRequest[] {
  const gets: Record<string, boolean> = {
    QueryVectors: filter !== undefined || returnMetadata,
    ListVectors: returnData || returnMetadata,
  };
  return [operation, ...(gets[operation] ? ["GetVectors"] : [])].map((name) => ({
    action: `s3vectors:${name}`,
    resource: indexArn,
  }));
}

/** What both stacks are configured with. */
export interface Configurations {
  readonly bootstrap?: Record<string, unknown>;
  readonly service?: Record<string, unknown>;
}

/** The policies of a function's role: its own and the managed ones that are attached to it. */
export async function policiesOf(functionName: string, configurations: Configurations = {}): Promise<string[]> {
  const bootstrap = await runLayer("bootstrap", { config: configurations.bootstrap ?? {} });
  const stackOutputs = { [bootstrapStackName]: bootstrap.outputs };
  const service = await runLayer("service", { config: configurations.service ?? {}, stackOutputs });
  const managed = new Map(
    ofType(bootstrap, "aws:iam/policy:Policy").map(({ id, inputs }) => [id, String(inputs["policy"])]),
  );
  const own = ofType(service, "aws:iam/rolePolicy:RolePolicy").filter(({ inputs }) => inputs["role"] === functionName);
  const attached = ofType(service, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").filter(
    ({ inputs }) => inputs["role"] === functionName,
  );
  return [
    ...own.map(({ inputs }) => String(inputs["policy"])),
    ...attached.map(({ inputs }) => managed.get(String(inputs["policyArn"])) ?? ""),
  ];
}
