import type { IncomingMessage } from "node:http";
import type { FastifyRequest } from "fastify";
import { readBody } from "../read-body";
import { combinedHeaders, type GatewayRequest } from "./http-event";
import { payloadTooLarge, Refusal } from "./refusal";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const maxBodyBytes = 10 * 1024 * 1024;
const maxHeaderBytes = 10_240;

/** A request with all of its body, so that no client finds the connection reset while it still sends. Throws a {@link Refusal}. */
export async function receive({ method, url, raw, ip }: FastifyRequest): Promise<GatewayRequest> {
  const body = await readBody(raw, maxBodyBytes).catch(() => {
    throw new Refusal(400, "Bad Request", "the client went away before its request was complete");
  });
  const headerBytes = headerSize(raw);
  if (headerBytes > maxHeaderBytes) {
    const reason = `the request line and the values of the headers have ${headerBytes} bytes, and at most ${maxHeaderBytes} are taken`;
    throw new Refusal(431, "Request Header Fields Too Large", reason);
  }
  if (!body) throw payloadTooLarge(`the body has more than ${maxBodyBytes} bytes`);
  checkHead(raw);
  if (url.includes("#")) throw new Refusal(400, "Bad Request", "the request has a fragment, which clients keep");
  // Whatever a client says of it: the local API has no TLS.
  const headers = { ...combinedHeaders(raw), "x-forwarded-proto": "http" };
  return { method, url, protocol: `HTTP/${raw.httpVersion}`, headers, body, sourceIp: ip };
}

/** Refuses what Node.js would without a word to whoever watches. https://www.rfc-editor.org/rfc/rfc9112#section-3.2 */
function checkHead({ httpVersion, headersDistinct: { host: hosts = [], expect = [] } }: IncomingMessage): void {
  if (hosts.length > 1 || (hosts.length === 0 && httpVersion !== "1.0")) {
    throw new Refusal(400, "Bad Request", `the request has ${hosts.length || "no"} Host headers, and must have one`);
  }
  if (expect.some((what) => what.toLowerCase() !== "100-continue")) {
    throw new Refusal(417, "Expectation Failed", `the request expects ${expect}, and only 100-continue can be`);
  }
}

/** Path and query of a request's target, which may name the server too: https://www.rfc-editor.org/rfc/rfc9112#name-absolute-form */
export function pathAndQuery(target = "/"): string {
  const [, rest] = /^https?:\/\/[^/?#]*(.*)/i.exec(target) ?? [];
  return rest === undefined ? target : rest.replace(/^(?!\/)/, "/");
}

/** The size of the request line and of the headers' values, in bytes. */
function headerSize({ method, url, httpVersion, rawHeaders }: IncomingMessage): number {
  const values = rawHeaders.filter((_, index) => index % 2 === 1);
  return [`${method} ${url} HTTP/${httpVersion}`, ...values].reduce((sum, text) => sum + text.length, 0);
}
