import type { JSONRPCErrorResponse, JSONRPCResultResponse } from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod/mini";
import type { EmbeddingError } from "../../../embedding/errors";
import { errorHeaders, statuses } from "../../http/error-answer";
import { type HttpResponse, jsonResponse } from "../../http/http-handler";

const idError = { error: "must be a string or a whole number" };

/** A message of a client: a request, a notification, which has no id, or the response to a request, which has no method. */
export const rpcMessage = z.readonly(
  // No object of its own, of which null is as left out: with an id of null, a message would be taken for a notification.
  z
    .looseObject({
      jsonrpc: z.literal("2.0", { error: 'must be "2.0"' }),
      id: z.optional(z.union([z.string(), z.int(idError)], idError)),
      method: z.optional(z.string({ error: "must be a string" })),
      params: z.optional(z.record(z.string(), z.unknown(), { error: "must be an object" })),
    })
    .check(
      z.refine((message) => ["method", "result", "error"].some((field) => Object.hasOwn(message, field)), {
        error: "is required in a request",
        path: ["method"],
      }),
    ),
);

/** The id of a request. */
export type MessageId = string | number;

/** The codes of errors: https://www.jsonrpc.org/specification#error_object */
export const rpcCodes = {
  parseError: -32_700,
  invalidRequest: -32_600,
  methodNotFound: -32_601,
  invalidParams: -32_602,
  internalError: -32_603,
  /** Of what HTTP refuses, as the official SDK has it. */
  refused: -32_000,
} as const;

/** The answer of a request. */
export function rpcResult(id: MessageId, result: JSONRPCResultResponse["result"]): HttpResponse {
  return jsonResponse({ jsonrpc: "2.0", id, result } satisfies JSONRPCResultResponse);
}

/** What is wrong with a message. */
export interface RpcErrorArgs {
  readonly code: number;
  readonly message: string;
  /** @default 200 */
  readonly status?: number;
  /** @default null, for what is no request */
  readonly id?: MessageId;
  /** @default {} */
  readonly headers?: Record<string, string>;
}

/** An error as the answer. */
export function rpcError({ code, message, status = 200, id, headers = {} }: RpcErrorArgs): HttpResponse {
  // The SDK's types leave out the id where JSON-RPC has null.
  const error = { jsonrpc: "2.0", ...(id === undefined ? {} : { id }), error: { code, message } } as const;
  return { ...jsonResponse({ id: null, ...(error satisfies JSONRPCErrorResponse) }, status), headers };
}

/** The answer of an error that keeps a message from being read, in which 422 has no place. */
export function refusedMessage(error: EmbeddingError, requestId: string): HttpResponse {
  const status = statuses[error.code] === 422 ? 400 : statuses[error.code];
  const message = status < 500 ? error.detail : `${error.detail} (request ${requestId})`;
  return rpcError({ code: codeOf(error), message, status, headers: errorHeaders(error) });
}

function codeOf({ code }: EmbeddingError): number {
  if (code === "malformed_body") return rpcCodes.parseError;
  if (code === "invalid_request") return rpcCodes.invalidRequest;
  return statuses[code] < 500 ? rpcCodes.refused : rpcCodes.internalError;
}
