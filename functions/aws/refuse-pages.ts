import type { Readable } from "node:stream";
import type { HttpResponse, Pluggable } from "@smithy/types";

/**
 * A plugin for a client of a service that answers JSON: throws where a web page comes in its place, from a proxy perhaps.
 * The SDK takes one for success where the answer is empty, as that of a write to S3 Vectors is.
 */
export function refusePages<Input extends object, Output extends object>(): Pluggable<Input, Output> {
  return {
    applyToStack: (stack) =>
      stack.add(
        (next) => async (args) => {
          const result = await next(args);
          const { statusCode, headers, body } = result.response as HttpResponse;
          if (statusCode >= 300 || !/^text\/html\b/i.test(headers["content-type"] ?? "")) return result;
          // Its connection would stay taken.
          (body as Readable).destroy();
          throw Object.assign(new Error("A web page came in place of an answer"), { $response: result.response });
        },
        { name: "refusePages", step: "deserialize", priority: "low" },
      ),
  };
}
