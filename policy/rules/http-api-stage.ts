import type { Resource } from "../resource";
import type { Rule } from "../rule";
import { types } from "../types";
import { isRecord, list, read, show } from "../values";
import { invokesModel, routesOf } from "./function-routes";

const limits = ["throttlingRateLimit", "throttlingBurstLimit"] as const;

/** What a line of an access log must hold. */
const requiredVariables = ["$context.requestId", "$context.routeKey", "$context.status"];

/** What it may hold: nothing of bodies, headers or queries. */
const reviewedVariables = [
  ...requiredVariables,
  "$context.apiId",
  "$context.authorizer.claims.sub",
  "$context.authorizer.error",
  "$context.authorizer.name",
  "$context.error.message",
  "$context.error.responseType",
  "$context.extendedRequestId",
  "$context.httpMethod",
  "$context.identity.sourceIp",
  "$context.identity.userAgent",
  "$context.identity.userArn",
  "$context.integrationErrorMessage",
  "$context.integrationLatency",
  "$context.integrationStatus",
  "$context.path",
  "$context.protocol",
  "$context.requestTime",
  "$context.requestTimeEpoch",
  "$context.responseLatency",
  "$context.responseLength",
  "$context.stage",
];

/** What every request meets on its way to a route. */
export const httpApiStage: readonly Rule[] = [
  {
    id: "throttling",
    name: "HTTP APIs are throttled, and the model most",
    description:
      "A stage limits both rate and burst, for whichever is left out is 0 and every request answered 429; so does each " +
      "route with limits of its own; and routes that call the model have lower limits than the others.",
    resource: {
      types: [types.stage],
      problem: ({ props }) => {
        const settings = [["the default", props["defaultRouteSettings"]], ...ownSettings(props)] as const;
        const missing = settings.flatMap(([of, values]) =>
          limits.filter((limit) => !(Number(read(values, limit)) > 0)).map((limit) => `${limit} of ${of}`),
        );
        return missing.length > 0 ? `${missing.join(", ")} is not above 0: set both rate and burst` : undefined;
      },
    },
    stack: {
      types: [types.lambda],
      problem: (lambda, stack) => {
        if (!invokesModel(lambda, stack)) return undefined;
        const keys = routesOf(lambda, stack).map(({ props }) => String(props["routeKey"]));
        const stages = stack.ofType(types.stage);
        const free = keys.find((key) => stages.some((stage) => !isLower(stage, key)));
        return free && `calls the model behind ${show(free)}, whose limits are not below the default: lower both`;
      },
    },
  },
  {
    id: "CKV_AWS_76",
    aliases: ["APIGateway.9"],
    name: "HTTP APIs log who asked for what, and nothing of what was said",
    description:
      "A stage writes access logs as JSON into a log group of the stack: request id, route, status and other reviewed " +
      "variables, and nothing of bodies, headers or queries, which hold texts and credentials.",
    resource: {
      types: [types.stage],
      problem: ({ props }) => {
        const settings = props["accessLogSettings"];
        if (!settings) return "has no access logs: set accessLogSettings";
        const problem = formatProblem(read(settings, "format"));
        if (problem) return problem;
        return read(settings, "destinationArn") ? undefined : "logs to nowhere: set the destinationArn";
      },
    },
    stack: {
      types: [types.stage],
      problem: ({ props }, stack) => {
        const destination = String(read(props, "accessLogSettings.destinationArn")).replace(/:\*$/, "");
        return stack.ofType(types.logGroup).some((group) => group.props["arn"] === destination)
          ? undefined
          : `logs to ${show(destination)}, which is no log group of this stack: add one with retention`;
      },
    },
  },
];

function ownSettings(props: Resource["props"]): (readonly [string, unknown])[] {
  return list(props["routeSettings"]).map((settings) => [show(read(settings, "routeKey")), settings] as const);
}

function isLower({ props }: Resource, routeKey: string): boolean {
  const own = list(props["routeSettings"]).find((settings) => read(settings, "routeKey") === routeKey);
  return limits.every((limit) => Number(read(own, limit)) < Number(read(props["defaultRouteSettings"], limit)));
}

function formatProblem(format: unknown): string | undefined {
  const line = parse(format);
  if (!line) return `the format ${show(format)} is not JSON: log an object of $context variables`;
  const variables = Object.values(line).map(String);
  const missing = requiredVariables.filter((variable) => !variables.includes(variable));
  if (missing.length > 0) return `logs no ${missing.join(", ")}: add it to the format`;
  const unreviewed = variables.filter((variable) => !reviewedVariables.includes(variable));
  return unreviewed.length > 0
    ? `logs ${unreviewed.join(", ")}, which may hold texts or credentials: remove it, or review it in http-api-stage.ts`
    : undefined;
}

function parse(format: unknown): Readonly<Record<string, unknown>> | undefined {
  try {
    const line: unknown = JSON.parse(String(format));
    return isRecord(line) ? line : undefined;
  } catch {
    return undefined;
  }
}
