import { S3Client } from "@aws-sdk/client-s3";
import { SignatureV4 } from "@smithy/signature-v4";
import { CommandError } from "../command/command-error";

/** The headers that authorize a request with a body. Throws a {@link CommandError} where there is nothing to do so with. */
export type Authorize = (url: URL, body: string, headers: Record<string, string>) => Promise<Record<string, string>>;

/** Signs requests (SigV4) with the caller's AWS credentials, as every AWS tool finds them, for the region in the URL or the caller's. */
export function authorizeBySignature(): Authorize {
  // Any client brings the SDK's way to find credentials and region, and renews the ones that expire.
  const { config } = new S3Client({});
  return async ({ protocol, hostname, host, pathname: path }, body, headers) => {
    const region =
      /\.execute-api\.([a-z\d-]+)\.amazonaws\.com(\.cn)?$/.exec(hostname)?.[1] ??
      (await found(config.region, noRegion));
    const credentials = await found(config.credentials, noCredentials);
    const signer = new SignatureV4({ service: "execute-api", region, credentials, sha256: config.sha256 });
    const request = { method: "POST", protocol, hostname, path, headers: { host, ...headers }, body };
    return (await signer.sign(request)).headers;
  };
}

/** Sends a token with each request. */
export function authorizeByToken(token: string): Authorize {
  return async (_url, _body, headers) => ({ ...headers, authorization: `Bearer ${token}` });
}

const noRegion = "There is no AWS region to sign requests for: set AWS_REGION";
const noCredentials =
  "There are no AWS credentials to sign requests with: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in with aws sso login";

async function found<Value>(find: () => Promise<Value | undefined>, otherwise: string): Promise<Value> {
  const value = await find().catch(() => undefined);
  if (value === undefined) throw new CommandError(otherwise);
  return value;
}
