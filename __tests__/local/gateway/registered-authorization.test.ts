import { registeredAuthorization } from "../../../local/gateway/registered-authorization";
import { registered, stackOf } from "../../helpers/stacks/registered";

const keys = {
  authorizerUri: "arn:of-keys",
  authorizerPayloadFormatVersion: "2.0",
  enableSimpleResponses: true,
  identitySources: ["$request.header.Authorization", "$context.routeKey"],
  authorizerResultTtlInSeconds: 60,
};
const type = "aws:apigatewayv2/authorizer:Authorizer";
const service = stackOf(
  [type, "http-authorizer", { jwtConfiguration: { issuer: "https://login.example.com", audiences: ["embeddings"] } }],
  [type, "keys", keys],
  [type, "five-minutes", { ...keys, authorizerResultTtlInSeconds: undefined }],
  [type, "uncached", { ...keys, authorizerResultTtlInSeconds: 0 }],
  [type, "of-nothing", { ...keys, authorizerUri: "arn:of-nothing" }],
  [type, "of-policies", { ...keys, enableSimpleResponses: false }],
  [type, "of-format-1", { ...keys, authorizerPayloadFormatVersion: "1.0" }],
  ["aws:lambda/function:Function", "authorize-key-function", { invokeArn: "arn:of-keys" }],
);
const route = (inputs: Record<string, unknown>) =>
  registered("aws:apigatewayv2/route:Route", "route", { routeKey: "GET /a", ...inputs });

test.each<[Record<string, unknown>, unknown]>([
  [{}, { type: "NONE" }],
  [{ authorizationType: "NONE" }, { type: "NONE" }],
  [{ authorizationType: "AWS_IAM" }, { type: "AWS_IAM" }],
  [
    { authorizationType: "JWT", authorizerId: "http-authorizer", authorizationScopes: ["read"] },
    { type: "JWT", requirements: { issuer: "https://login.example.com", audiences: ["embeddings"], scopes: ["read"] } },
  ],
  [
    { authorizationType: "JWT", authorizerId: "http-authorizer" },
    { type: "JWT", requirements: { issuer: "https://login.example.com", audiences: ["embeddings"], scopes: [] } },
  ],
  ...(
    [
      ["keys", 60],
      ["five-minutes", 300],
      ["uncached", 0],
    ] as const
  ).map(([id, cacheSeconds]): [Record<string, unknown>, unknown] => [
    { authorizationType: "CUSTOM", authorizerId: id },
    {
      type: "CUSTOM",
      authorizer: {
        id,
        lambda: expect.objectContaining({ name: "authorize-key-function" }),
        identitySources: ["$request.header.Authorization", "$context.routeKey"],
        cacheSeconds,
      },
    },
  ]),
])("reads %j", (inputs, authorization) => {
  expect(registeredAuthorization(service, route(inputs))).toEqual(authorization);
});

test.each<[Record<string, unknown>, RegExp]>([
  [{ authorizationType: "JWT", authorizerId: "other" }, /GET \/a has no authorizer/],
  [{ authorizationType: "CUSTOM" }, /GET \/a has no authorizer/],
  [{ authorizationType: "CUSTOM", authorizerId: "of-nothing" }, /The authorizer of-nothing has no function behind it/],
  [{ authorizationType: "CUSTOM", authorizerId: "of-policies" }, /simple responses only, which of-policies is not/],
  [{ authorizationType: "CUSTOM", authorizerId: "of-format-1" }, /simple responses only, which of-format-1 is not/],
  [{ authorizationType: "OTHER" }, /cannot authorize by OTHER, as GET \/a asks/],
])("refuses %j", (inputs, message) => {
  expect(() => registeredAuthorization(service, route(inputs))).toThrow(message);
});
