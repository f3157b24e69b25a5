import type { FastifyRequest } from "fastify";
import { readBody } from "../read-body";
import { combinedHeaders, type GatewayRequest } from "./http-event";
import { payloadTooLarge, Refusal } from "./refusal";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const maxBodyBytes = 10 * 1024 * 1024;

/** A request with all of its body, so that no client finds the connection reset while it still sends. Throws a {@link Refusal}. */
export async function receive({ method, url, raw, ip }: FastifyRequest): Promise<GatewayRequest> {
  const body = await readBody(raw, maxBodyBytes).catch(() => {
    throw new Refusal(400, "Bad Request", "the client went away before its request was complete");
  });
  if (!body) throw payloadTooLarge(`the body has more than ${maxBodyBytes} bytes`);
  return { method, url, protocol: `HTTP/${raw.httpVersion}`, headers: combinedHeaders(raw), body, sourceIp: ip };
}
