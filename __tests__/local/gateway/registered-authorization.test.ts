import { registeredAuthorization } from "../../../local/gateway/registered-authorization";
import { registered, stackOf } from "../../helpers/stacks/registered";

const service = stackOf([
  "aws:apigatewayv2/authorizer:Authorizer",
  "http-authorizer",
  { jwtConfiguration: { issuer: "https://login.example.com", audiences: ["embeddings"] } },
]);
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
])("reads %j", (inputs, authorization) => {
  expect(registeredAuthorization(service, route(inputs))).toEqual(authorization);
});

test.each<[Record<string, unknown>, RegExp]>([
  [{ authorizationType: "JWT", authorizerId: "other" }, /GET \/a has no authorizer/],
  [{ authorizationType: "CUSTOM" }, /cannot authorize by CUSTOM, as GET \/a asks/],
])("refuses %j", (inputs, message) => {
  expect(() => registeredAuthorization(service, route(inputs))).toThrow(message);
});
