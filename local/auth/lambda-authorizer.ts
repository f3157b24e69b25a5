import type { APIGatewayRequestAuthorizerEventV2 } from "aws-lambda";
import { errorMessage } from "../../common/caught-error";
import { isObject } from "../../embedding/is-object";
import type { Authorizer } from "../gateway/gateway-route";
import type { HttpEvent } from "../gateway/http-event";
import { Refusal } from "../gateway/refusal";
import type { RequestAuthorizer } from "../gateway/registered-authorization";
import type { LocalFunction } from "../lambda/lambda-function";
import { accountId } from "../pulumi/aws-provider";
import type { RegisteredResource } from "../pulumi/registered-resource";
import { timedOut, withTimeout } from "../with-timeout";

/** How long an HTTP API waits: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const timeoutMs = 10_000;

/** The most answers that are kept. */
const maxAnswers = 10_000;

/** What an authorizer answered, of which the context is for the function. */
interface SimpleResponse {
  readonly isAuthorized: boolean;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** What an HTTP API asks, and when. */
export interface LambdaAuthorizerArgs extends Pick<RequestAuthorizer, "identitySources" | "cacheSeconds"> {
  readonly lambda: Pick<LocalFunction, "invoke">;
  readonly region: string;
  /**
   * The time, in milliseconds.
   * @default that of the process
   */
  readonly now?: () => number;
}

/**
 * Asks a function whether a request may pass, as an HTTP API does on routes with a Lambda authorizer of simple responses:
 * 401 where an identity source is missing, 403 where the function does not authorize it, 500 where it fails. What it
 * answers is kept for all requests, to any route, whose identity sources have the same values.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function lambdaAuthorizer(args: LambdaAuthorizerArgs): Authorizer {
  const { identitySources, cacheSeconds, now = () => performance.now() } = args;
  const answers = new Map<string, Answer & { readonly until: number }>();

  return async (_, event) => {
    const identity = identitySources.map((source) => identityOf(source, event));
    const missing = identitySources.find((_, index) => !identity[index]);
    if (missing) throw new Refusal(401, "Unauthorized", `the request does not have ${missing}`);
    const key = JSON.stringify(identity);
    const kept = answers.get(key);
    const isKept = kept !== undefined && now() < kept.until;
    const answer = isKept
      ? kept
      : { ...(await ask(args, event, identity as string[])), until: now() + cacheSeconds * 1000 };
    if (answers.size >= maxAnswers) answers.clear();
    answers.set(key, answer);
    const { response, log } = answer;
    const { isAuthorized, context = {} } = response;
    if (!isAuthorized) {
      throw new Refusal(403, "Forbidden", `the authorizer refused it${isKept ? ", not long ago" : ""}${reasonIn(log)}`);
    }
    return { lambda: context };
  };
}

/** Makes one authorizer for all routes that were registered with it: they share what it answers. */
export function lambdaAuthorizers(
  functions: ReadonlyMap<RegisteredResource, LocalFunction>,
  region: string,
): (registered: RequestAuthorizer) => Authorizer {
  const byId = new Map<string, Authorizer>();
  return (registered) => {
    const { id, lambda } = registered;
    const authorizer =
      byId.get(id) ?? lambdaAuthorizer({ ...registered, lambda: functions.get(lambda) as LocalFunction, region });
    byId.set(id, authorizer);
    return authorizer;
  };
}

/** What the authorizer answered, and why, as its log says. */
interface Answer {
  readonly response: SimpleResponse;
  readonly log: string;
}

/** Undefined or empty where the request does not have it. Throws for what this deployment does not know. */
function identityOf(source: string, { headers, routeKey }: HttpEvent): string | undefined {
  const [, header] = /^\$request\.header\.(.+)$/.exec(source) ?? [];
  if (header) return headers[header.toLowerCase()];
  if (source === "$context.routeKey") return routeKey;
  throw new Error(`The local deployment does not know the identity source ${source}`);
}

async function ask(
  { lambda, region }: LambdaAuthorizerArgs,
  event: HttpEvent,
  identitySource: string[],
): Promise<Answer> {
  let log = "";
  const invocation = lambda.invoke(authorizerEvent(event, region, identitySource), (line) => {
    log = line;
  });
  const response = await withTimeout(invocation, timeoutMs).catch((error: unknown) => {
    throw failed(errorMessage(error), error);
  });
  if (response === timedOut) throw failed(`it took longer than the ${timeoutMs / 1000} s that the API waits`);
  if (isSimpleResponse(response)) return { response, log };
  throw failed(`it answered ${JSON.stringify(response)}, which is no simple response`);
}

/** Why, and whose key it is, as the line of log says; empty where there is none. */
function reasonIn(log: string): string {
  if (!log) return "";
  const { reason, caller } = JSON.parse(log) as { readonly reason: string; readonly caller?: string };
  return `: ${reason}${caller ? `, the key of ${caller}` : ""}`;
}

function isSimpleResponse(answer: unknown): answer is SimpleResponse {
  return isObject(answer) && typeof answer["isAuthorized"] === "boolean";
}

function failed(reason: string, cause?: unknown): Refusal {
  const refusal = new Refusal(500, "Internal Server Error", `the authorizer failed: ${reason}`);
  refusal.cause = cause;
  return refusal;
}

/** What the function gets, payload format 2.0: of the request all but its body. */
function authorizerEvent(
  event: HttpEvent,
  region: string,
  identitySource: string[],
): APIGatewayRequestAuthorizerEventV2 {
  const { body: _, isBase64Encoded: __, cookies = [], ...request } = event;
  const { apiId, stage, http } = event.requestContext;
  return {
    ...request,
    version: "2.0",
    type: "REQUEST",
    routeArn: `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage}/${http.method}${http.path}`,
    identitySource,
    cookies,
  };
}
