import { S3Client } from "@aws-sdk/client-s3";
import { SignatureV4 } from "@smithy/signature-v4";
import { CommandError } from "../command/command-error";
import { regionInHost } from "./region-in-host";

/** A request that is to be authorized. */
export interface UnauthorizedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** @default none */
  readonly body?: string | undefined;
}

/** The headers that authorize a request. Throws a {@link CommandError} where there is nothing to do so with. */
export type Authorize = (request: UnauthorizedRequest) => Promise<Record<string, string>>;

/** Signs requests (SigV4) with the caller's AWS credentials, as every AWS tool finds them, for the region in the URL or the caller's. */
export function authorizeBySignature(): Authorize {
  // Any client brings the SDK's way to find credentials and region, and renews the ones that expire.
  const { config } = new S3Client({});
  return async ({ method, url, headers, body }) => {
    const { protocol, hostname, host, pathname: path, searchParams } = url;
    const region = regionInHost(hostname) ?? (await found(config.region, noRegion));
    const credentials = await found(config.credentials, noCredentials);
    const signer = new SignatureV4({ service: "execute-api", region, credentials, sha256: config.sha256 });
    const query = Object.fromEntries(searchParams);
    const signed = { method, protocol, hostname, path, query, headers: { host, ...headers }, body };
    return (await signer.sign(signed)).headers;
  };
}

/** Sends a token with each request. */
export function authorizeByToken(token: string): Authorize {
  return async ({ headers }) => ({ ...headers, authorization: `Bearer ${token}` });
}

const noRegion = "There is no AWS region to sign requests for: set AWS_REGION";
const noCredentials =
  "There are no AWS credentials to sign requests with: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in with aws sso login";

async function found<Value>(find: () => Promise<Value | undefined>, otherwise: string): Promise<Value> {
  const value = await find().catch(() => undefined);
  if (value === undefined) throw new CommandError(otherwise);
  return value;
}
