import { errorCode } from "../../common/caught-error";
import type { ServedRequest } from "../terminal/served-request";

/** What is written to and ended: a connection's socket. */
export interface AnsweredSocket {
  readonly writable: boolean;
  end(text: string): unknown;
  destroy(): unknown;
}

/** How long a client may still send what nobody reads, in milliseconds: cut off at once, it would not see the answer. */
const lingerMs = 1_000;

/** What is answered, by Node.js's code of the error; otherwise 400. https://github.com/nodejs/llhttp */
const answers: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, "Request Header Fields Too Large"],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, "Request Entity Too Large"],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "Request Timeout"],
};

/** The type of the record that a TLS connection begins with: https://www.rfc-editor.org/rfc/rfc8446#section-5.1 */
const tlsHandshake = 22;

/**
 * Answers what Node.js cannot read as a request, in API Gateway's own form, and ends its connection. Returns what there is
 * to tell of it; undefined where there is nothing: nobody to answer, an answer before, or half a request and no more.
 */
export function answerUnreadable(error: Error, socket: AnsweredSocket): ServedRequest | undefined {
  if (!socket.writable) return undefined;
  const code = errorCode(error) ?? "";
  const [status, message] = answers[code] ?? [400, "Bad Request"];
  const body = JSON.stringify({ message });
  const head = [
    `HTTP/1.1 ${status} ${message}`,
    "Content-Type: application/json",
    `Content-Length: ${body.length}`,
    "Connection: close",
  ];
  socket.end([...head, "", body].join("\r\n"));
  setTimeout(() => socket.destroy(), lingerMs).unref();
  // Said of the request already, where its head was complete.
  if (code === "HPE_INVALID_EOF_STATE") return undefined;
  const { rawPacket, reason } = error as { readonly rawPacket?: Buffer; readonly reason?: string };
  // Of what is sent in parts, this has the last one alone.
  const [, method = "?", url = "?"] = /^(\S+) (\S+) HTTP\//.exec(rawPacket?.toString("latin1") ?? "") ?? [];
  const said = rawPacket?.[0] === tlsHandshake ? "it is TLS, and only http:// is served" : reason || error.message;
  return { method, url, status, durationMs: 0, reason: `no HTTP that Node.js reads: ${said}` };
}
