import { type Mutation, remove, set } from "../../helpers/policy/mutation";

const stage = "http-stage";
const route = "http-generate-route";
const authorizer = "http-key-authorizer";
const permission = "http-generate-permission";
const executionArn = "arn:aws:execute-api:us-east-1:000000000000:local";
const format = (more: Record<string, string>) =>
  JSON.stringify({ id: "$context.requestId", status: "$context.status", route: "$context.routeKey", ...more });

/** What could be done to the API. */
export const httpApiMutations: readonly Mutation[] = [
  { rule: "CKV_AWS_309", name: "opens a route", change: set(route, "authorizationType", "NONE") },
  {
    rule: "CKV_AWS_309",
    name: "leaves a route's authorization out",
    change: set(route, "authorizationType", undefined),
  },
  { rule: "CKV_AWS_309", name: "takes a route's authorizer away", change: set(route, "authorizerId", undefined) },
  {
    rule: "CKV_AWS_309",
    name: "publishes one more path",
    change: set("http-health-route", "routeKey", "GET /metrics"),
  },
  {
    rule: "authorizer-cache",
    name: "keeps what was answered for one route for all",
    change: set(authorizer, "identitySources", ["$request.header.Authorization"]),
  },
  {
    rule: "authorizer-cache",
    name: "keeps what was answered for one caller for all",
    change: set(authorizer, "identitySources", ["$context.routeKey"]),
  },
  {
    rule: "authorizer-cache",
    name: "keeps what was answered for an hour",
    change: set(authorizer, "authorizerResultTtlInSeconds", 3_600),
  },
  {
    rule: "authorizer-cache",
    name: "leaves open how long it is kept, which is five minutes",
    change: set(authorizer, "authorizerResultTtlInSeconds", undefined),
  },
  {
    rule: "CKV_AWS_364",
    name: "lets every authorizer call the one of keys",
    change: set(`${authorizer}-permission`, "sourceArn", `${executionArn}/authorizers/*`),
  },
  {
    rule: "CKV_AWS_364",
    name: "lets another authorizer call it",
    change: set(`${authorizer}-permission`, "sourceArn", `${executionArn}/authorizers/other`),
  },
  {
    rule: "CKV_AWS_364",
    name: "lets a route call the authorizer's function",
    change: set(`${authorizer}-permission`, "sourceArn", `${executionArn}/*/GET/health`),
  },
  {
    rule: "CKV_AWS_364",
    name: "lets the authorizer call the function of a route",
    change: set(permission, "sourceArn", `${executionArn}/authorizers/${authorizer}`),
  },
  { rule: "throttling", name: "drops the stage's throttling", change: set(stage, "defaultRouteSettings", undefined) },
  {
    rule: "throttling",
    name: "sets only the burst",
    change: set(stage, "defaultRouteSettings", { throttlingBurstLimit: 100 }),
  },
  {
    rule: "throttling",
    name: "drops the rate of a route",
    change: set(stage, "routeSettings.0.throttlingRateLimit", undefined),
  },
  {
    rule: "throttling",
    name: "lets a route with the model be called as often as others",
    change: set(stage, "routeSettings.0.throttlingRateLimit", 300),
  },
  {
    rule: "throttling",
    name: "drops the limits of the routes with the model",
    change: set(stage, "routeSettings", []),
  },
  { rule: "CKV_AWS_76", name: "drops the access logs", change: set(stage, "accessLogSettings", undefined) },
  { rule: "CKV_AWS_76", name: "logs to nowhere", change: set(stage, "accessLogSettings.destinationArn", "") },
  {
    rule: "CKV_AWS_76",
    name: "logs into a group of somebody else",
    change: set(stage, "accessLogSettings.destinationArn", "arn:aws:logs:us-east-1:000000000000:log-group:other"),
  },
  { rule: "CKV_AWS_76", name: "logs text", change: set(stage, "accessLogSettings.format", "$context.requestId") },
  {
    rule: "CKV_AWS_76",
    name: "logs no status",
    change: set(stage, "accessLogSettings.format", '{"id":"$context.requestId","route":"$context.routeKey"}'),
  },
  ...[
    "$context.requestBody",
    "$request.header.Authorization",
    "$context.authorizer.claims.email",
    "x $context.path",
  ].map((variable) => ({
    rule: "CKV_AWS_76",
    name: `logs ${variable}`,
    change: set(stage, "accessLogSettings.format", format({ more: variable })),
  })),
  { rule: "CKV_AWS_364", name: "lets every API call a function", change: set(permission, "sourceArn", undefined) },
  {
    rule: "CKV_AWS_364",
    name: "lets every route call it",
    change: set(permission, "sourceArn", `${executionArn}/*/*`),
  },
  {
    rule: "CKV_AWS_364",
    name: "lets every path call it",
    change: set(permission, "sourceArn", `${executionArn}/*/POST/*`),
  },
  {
    rule: "CKV_AWS_364",
    name: "lets another route call it",
    change: set(permission, "sourceArn", `${executionArn}/*/GET/health`),
  },
  { rule: "CKV_AWS_364", name: "lets an account call it", change: set(permission, "principal", "000000000000") },
  { rule: "CKV_AWS_364", name: "lets API Gateway change it", change: set(permission, "action", "lambda:*") },
  {
    rule: "cors-credentials",
    name: "gives every page the credentials",
    change: set("http-api", "corsConfiguration", { allowOrigins: ["*"], allowCredentials: true }),
  },
  { rule: "alarm-5xx", name: "drops the alarm on 5xx", change: remove("observability-alarms-api-5xx") },
  {
    rule: "alarm-5xx",
    name: "watches the 5xx of another API",
    change: set("observability-alarms-api-5xx", "dimensions.ApiId", "other"),
  },
  { rule: "alarm-5xx", name: "bears 100 failures", change: set("observability-alarms-api-5xx", "threshold", 100) },
  {
    rule: "alarm-5xx-lasting",
    name: "drops the alarm on 5xx that last",
    change: remove("observability-alarms-api-5xx-lasting"),
  },
  {
    rule: "alarm-5xx-lasting",
    name: "bears failures for an hour",
    change: set("observability-alarms-api-5xx-lasting", "evaluationPeriods", 12),
  },
  { rule: "alarm-latency", name: "drops the alarm on latency", change: remove("observability-alarms-api-latency") },
  {
    rule: "alarm-latency",
    name: "alarms when the API has given up",
    change: set("observability-alarms-api-latency", "threshold", 30_000),
  },
  {
    rule: "alarm-latency",
    name: "alarms on the mean latency",
    change: set("observability-alarms-api-latency", "extendedStatistic", undefined),
  },
  {
    rule: "CKV_AWS_169",
    name: "lets everyone publish to the topic",
    change: set(
      "observability-notifications-publishers",
      "policy",
      '{"Statement":{"Effect":"Allow","Principal":"*","Action":"sns:Publish","Resource":"*"}}',
    ),
  },
];
