// #region example
import { Sha256 } from "@aws-crypto/sha256-js";
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { SignatureV4 } from "@smithy/signature-v4";

const signer = new SignatureV4({
  service: "execute-api",
  region: process.env["AWS_REGION"] ?? "us-east-1",
  credentials: defaultProvider(),
  sha256: Sha256,
});

/** `fetch`, with a signature by the AWS credentials of the environment. */
export const signedFetch: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  const { protocol, hostname, host, pathname: path } = new URL(request.url);
  const body = await request.text();
  const { method, signal } = request;
  const { headers } = await signer.sign({
    method,
    protocol,
    hostname,
    path,
    headers: { ...Object.fromEntries(request.headers), host },
    body,
  });
  return fetch(request.url, { method, headers, signal, ...(body ? { body } : {}) });
};
// #endregion
