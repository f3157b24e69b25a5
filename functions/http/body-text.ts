import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { EmbeddingError } from "../../embedding/errors";
import { decodeContent } from "./content-encoding";

/**
 * The text of a request's body, as UTF-8, without content codings and byte order mark; undefined where there is none. Throws
 * 400 or 415. API Gateway hands bytes on in base64, and decodes no content; what comes as text has none to decode.
 */
export function bodyText({ body, isBase64Encoded, headers }: APIGatewayProxyEventV2): string | undefined {
  if (!body) return undefined;
  if (!isBase64Encoded) return withoutMark(body);
  const bytes = decodeContent(Buffer.from(body, "base64"), headers["content-encoding"] ?? "");
  try {
    return withoutMark(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw new EmbeddingError("malformed_body", "The body is not valid UTF-8: encode it so, whatever its charset.");
  }
}

/** JSON has no byte order mark, which a reader may ignore: https://www.rfc-editor.org/rfc/rfc8259#section-8.1 */
function withoutMark(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}
