import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { EmbeddingError } from "../../embedding/errors";
import type { AuthorizedKey } from "../settings/authorized-keys";

/** What the authorizer of keys tells of the key that a request came with. */
export type KeyContext = Pick<AuthorizedKey, "name" | "expires">;

/** What an event says of who sent the request, by what the API authorizes by. */
interface EventCaller {
  readonly iam?: { readonly userArn: string };
  readonly jwt?: { readonly claims: Readonly<Record<string, unknown>> };
  readonly lambda?: KeyContext;
}

type CalledEvent = Pick<APIGatewayProxyEventV2, "requestContext">;

/**
 * Who sent a request, for the log: the role or user that signed it, the subject of its token (the client, where it has
 * none), or whose key it came with; undefined where nobody asked.
 */
export function callerOf(event: CalledEvent): string | undefined {
  const { iam, jwt, lambda } = authorizerOf(event);
  if (iam) return withoutSession(iam.userArn);
  const caller = lambda?.name ?? jwt?.claims["sub"] ?? jwt?.claims["client_id"];
  return caller === undefined ? undefined : String(caller);
}

/** Throws where the key of a request has expired since the API last asked its authorizer. */
export function requireCurrentKey(event: CalledEvent): void {
  const { lambda } = authorizerOf(event);
  if (lambda && keyHasExpired(lambda, Date.now())) throw new EmbeddingError("key_expired", "The key has expired.");
}

/** Whether a key no longer works, at a time in milliseconds since 1970. */
export function keyHasExpired({ expires }: Pick<KeyContext, "expires">, now: number): boolean {
  return expires !== undefined && !(now < Date.parse(expires));
}

function authorizerOf({ requestContext }: CalledEvent): EventCaller {
  return (requestContext as { readonly authorizer?: EventCaller } | undefined)?.authorizer ?? {};
}

/** A session is named by whoever assumes the role, often after a person or a job: each would be a caller of its own. */
function withoutSession(arn: string): string {
  return arn.replace(/(:assumed-role\/[^/]+)\/.*$/, "$1");
}
