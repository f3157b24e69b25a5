import type { handler } from "../functions/authorize-key/handler";

/** The authorizer of keys, which no route calls, but the API itself. */
export const authorizeKey = {
  name: "authorize-key",
  memorySizeMb: 256,
  /** Before API Gateway gives up on it, after 10 s: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
  timeoutSeconds: 5,
  /** The inline function, as those of the routes. */
  callbackFactory: (): typeof handler =>
    (require("../functions/authorize-key/handler") as typeof import("../functions/authorize-key/handler")).handler,
} as const;
