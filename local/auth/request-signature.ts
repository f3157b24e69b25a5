import { SignatureV4 } from "@smithy/signature-v4";
import type { HeaderBag, HttpRequest } from "@smithy/types";
import type { CanonicalUrl } from "./canonical-url";
import { Sha256 } from "./sha256";

/** What a SigV4 signature of a request is computed from. */
export interface SignedRequest {
  readonly method: string;
  readonly url: CanonicalUrl;
  /** The headers that the client signed, and no others. */
  readonly headers: Record<string, string>;
  readonly body: Buffer;
  readonly date: Date;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The signature of a request to API Gateway in hexadecimal, as AWS's own clients compute it. */
export async function requestSignature(request: SignedRequest): Promise<string> {
  const { method, url, headers, body, date, region, credentials } = request;
  const signer = new UrlSigner(url, region, credentials);
  const { path } = url;
  const signed = await signer.sign(
    { method, protocol: "http:", hostname: "localhost", path, headers, body },
    // Also those that the SDK itself would not sign.
    { signingDate: date, signableHeaders: new Set(Object.keys(headers)) },
  );
  return signed.headers["authorization"]?.replace(/^.*Signature=/, "") ?? "";
}

/** The SDK's signer, with the form of the URL that it is given. */
class UrlSigner extends SignatureV4 {
  constructor(
    private readonly url: CanonicalUrl,
    region: string,
    credentials: SignedRequest["credentials"],
  ) {
    super({ service: "execute-api", region, credentials, sha256: Sha256, applyChecksum: false });
  }

  protected override createCanonicalRequest({ method }: HttpRequest, headers: HeaderBag, payloadHash: string): string {
    const names = Object.keys(headers).sort();
    const { path, query } = this.url;
    const lines = names.map((name) => `${name}:${headers[name]}`);
    return [method, path, query, ...lines, "", names.join(";"), payloadHash].join("\n");
  }
}
