import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { EmbeddingError } from "../../../../embedding/errors";
import { toJson } from "../../../../embedding/vector-json";
import { maxResponseBytes } from "../../../http/http-handler";

/**
 * The most bytes of a result, as a string in JSON. It is answered twice, as JSON and as a text that is JSON, and Lambda's own
 * JSON escapes the escapes of the text: some thrice as much. What is left is for the envelope.
 */
const maxResultBytes = maxResponseBytes / 3 - 1_024;

/** What a tool found, as structured content and, for the clients that read text alone, as text. Throws 422 where it is too large. */
export function toolResult(found: object): CallToolResult {
  const text = wellFormed(toJson(found));
  if (Buffer.byteLength(JSON.stringify(text)) > maxResultBytes) {
    throw new EmbeddingError(
      "response_too_large",
      "The result would be larger than AWS Lambda returns: ask for fewer, or read the stored object from the API or the bucket.",
    );
  }
  return { content: [{ type: "text", text }], structuredContent: JSON.parse(text) };
}

/**
 * JSON with U+FFFD for each half of a surrogate pair, which others may have stored: it has no other escape of a surrogate, and
 * clients that refuse it (pydantic) would refuse all that was found.
 */
function wellFormed(json: string): string {
  return json.replace(/\\(?:ud[89a-f][\da-f]{2}|.)/g, (escaped) => (escaped.length > 2 ? "\ufffd" : escaped));
}

/** Why a tool failed, in the words of the API. */
export function toolError({ code, detail }: EmbeddingError, requestId: string): CallToolResult {
  return { content: [{ type: "text", text: `${detail} (${code}, request ${requestId})` }], isError: true };
}
