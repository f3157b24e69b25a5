import { SignatureV4 } from "@smithy/signature-v4";
import { Sha256 } from "../../../local/auth/sha256";

/** A request as `fetch` takes it. */
export interface Request {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** What a request is signed with. */
export interface Signing {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** @default us-east-1 */
  readonly region?: string;
  /** @default execute-api */
  readonly service?: string;
  /** @default now */
  readonly date?: Date;
  /**
   * Whether to send the body's hash as a header of its own.
   * @default true
   */
  readonly applyChecksum?: boolean;
  /**
   * Headers that are sent without being signed.
   * @default those that the SDK never signs
   */
  readonly unsignedHeaders?: readonly string[];
}

/** The request signed as the AWS SDKs sign (SigV4). */
export async function signed(request: Request, signing: Signing): Promise<Request> {
  const { region = "us-east-1", service = "execute-api", date: signingDate = new Date(), ...others } = signing;
  const { applyChecksum = true, unsignedHeaders = [], ...credentials } = others;
  const { protocol, hostname, host, pathname: path, searchParams } = new URL(request.url);
  const query: Record<string, string[]> = {};
  for (const name of searchParams.keys()) query[name] = searchParams.getAll(name);
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256, applyChecksum });
  const { headers } = await signer.sign(
    { ...request, protocol, hostname, path, query, headers: { host, ...request.headers } },
    { signingDate, unsignableHeaders: new Set(unsignedHeaders) },
  );
  return { ...request, headers };
}
