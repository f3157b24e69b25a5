import { createHash, timingSafeEqual } from "node:crypto";
import type { EventAuthorizer, GatewayRequest } from "../gateway/http-event";
import { Refusal } from "../gateway/refusal";
import { accountId } from "../pulumi/aws-provider";
import { canonicalUrls } from "./canonical-url";
import type { KeyPair } from "./local-credentials";
import { requestSignature } from "./request-signature";

/** How far a request's date may be off: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html */
const maxSkewMs = 5 * 60 * 1000;

/** What every client signs; the rest of the headers as it likes. */
const requiredHeaders = ["host", "x-amz-date"];

/** Arguments of {@link sigv4Authorizer}. */
export interface SigV4Args {
  readonly region: string;
  readonly credentials: KeyPair;
  /**
   * Another key pair that requests may be signed with.
   * @default none
   */
  readonly otherCredentials?: KeyPair | undefined;
  /**
   * The time, in milliseconds since the epoch.
   * @default the system's clock
   */
  readonly now?: () => number;
}

/**
 * Takes requests that are signed with these credentials, and answers 403 to all others, as an HTTP API does on routes
 * with `AWS_IAM`. Policies are not evaluated, and a session token is not looked at.
 */
export function sigv4Authorizer({ otherCredentials: other, ...args }: SigV4Args) {
  const userArn = `arn:aws:iam::${accountId}:user/local`;
  const caller = { callerId: "local", userId: "local", userArn, cognitoIdentity: null, principalOrgId: "" };
  return async (request: GatewayRequest): Promise<EventAuthorizer> => {
    const isOther = other && request.headers["authorization"]?.includes(`Credential=${other.accessKeyId}/`);
    const credentials = isOther ? other : args.credentials;
    const { accessKeyId: accessKey } = credentials;
    const problem = await signatureProblem(request, { ...args, credentials });
    if (problem) throw new Refusal(403, "Forbidden", problem);
    return { iam: { accessKey, accountId, ...caller } };
  };
}

/** What is wrong with the signature of a request; undefined where it is as it should be. */
async function signatureProblem(
  request: GatewayRequest,
  { region, credentials, now = Date.now }: SigV4Args,
): Promise<string | undefined> {
  const { authorization } = request.headers;
  if (!authorization) return "the request is not signed";
  const { credential = "", signedHeaders = "", signature } = parseAuthorization(authorization);
  if (!signature) return "the header Authorization is no signature of AWS4-HMAC-SHA256";
  const names = signedHeaders.split(";");
  const unsigned = requiredHeaders.find((name) => !names.includes(name));
  if (unsigned) return `the header ${unsigned} is not signed`;
  const headers = headersOf(request, names);
  const { "x-amz-date": signedAt = "" } = headers;
  const date = parseDate(signedAt);
  if (!date) return `x-amz-date is ${JSON.stringify(signedAt)}, and not as 20261231T235959Z`;
  if (Math.abs(date.getTime() - now()) > maxSkewMs) {
    return `the signature is of ${date.toISOString()}, and it is ${new Date(now()).toISOString()}: more than 5 minutes off`;
  }
  const scopeProblem = credentialProblem(credential, { accessKeyId: credentials.accessKeyId, signedAt, region });
  if (scopeProblem) return scopeProblem;

  const { method, url, body = Buffer.alloc(0) } = request;
  const { "x-amz-content-sha256": bodyHash } = headers;
  if (bodyHash !== undefined && bodyHash !== createHash("sha256").update(body).digest("hex")) {
    return "x-amz-content-sha256 is the hash of another body";
  }
  const claimed = Buffer.from(signature, "hex");
  for (const form of canonicalUrls(url)) {
    const expected = await requestSignature({ method, url: form, headers, body, date, region, credentials });
    if (timingSafeEqual(Buffer.from(expected, "hex"), claimed)) return undefined;
  }
  return "the signature is of another request, or made with another secret access key";
}

/** What is wrong with the credential of a signature, such as `AKIDEXAMPLE/20261231/us-east-1/execute-api/aws4_request`. */
function credentialProblem(
  credential: string,
  expected: { readonly accessKeyId: string; readonly signedAt: string; readonly region: string },
): string | undefined {
  const [accessKeyId, day, region, service, end, ...more] = credential.split("/");
  if (end !== "aws4_request" || more.length > 0) return `the credential ${credential} has not five parts`;
  if (accessKeyId !== expected.accessKeyId)
    return `the signature is of the access key id ${accessKeyId}, and not of this API's`;
  if (service !== "execute-api") return `the signature is for the service ${service}, and not for execute-api`;
  if (region !== expected.region) return `the signature is for ${region}, the API is in ${expected.region}`;
  if (day !== expected.signedAt.slice(0, 8))
    return `the credential is of ${day}, and x-amz-date is ${expected.signedAt}`;
  return undefined;
}

function parseAuthorization(header: string): Record<string, string | undefined> {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=(?<credential>[^\s,]+), *SignedHeaders=(?<signedHeaders>[^\s,]+), *Signature=(?<signature>[\da-f]{64})$/;
  return pattern.exec(header)?.groups ?? {};
}

/** The headers of these names; a header that was not sent is left out, and so not signed. */
function headersOf(request: GatewayRequest, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      // curl signs an empty session token and does not send it.
      const value = request.headers[name] ?? (name === "x-amz-security-token" ? "" : undefined);
      return value === undefined ? [] : [[name, String(value)]];
    }),
  );
}

/** A date as SigV4 writes it, such as 20261231T235959Z. */
function parseDate(text: string): Date | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
