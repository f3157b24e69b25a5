/**
 * A line of the API's access log: who asked for what and how it came out; nothing of bodies, queries or credentials.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
export const accessLogFormat = JSON.stringify({
  request_id: "$context.requestId",
  time: "$context.requestTime",
  source_ip: "$context.identity.sourceIp",
  user_agent: "$context.identity.userAgent",
  principal: "$context.identity.userArn",
  subject: "$context.authorizer.claims.sub",
  key: "$context.authorizer.name",
  route: "$context.routeKey",
  status: "$context.status",
  error: "$context.error.message",
  authorizer_error: "$context.authorizer.error",
  integration_error: "$context.integrationErrorMessage",
  latency_ms: "$context.responseLatency",
  integration_latency_ms: "$context.integrationLatency",
  response_bytes: "$context.responseLength",
});
