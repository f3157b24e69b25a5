import { exampleRequest } from "../../../openapi/example-request";
import { operationsOf } from "../../../openapi/operations";
import { routes } from "../../../service/routes";
import { call, handlerOf, useUpstreams } from "../../helpers/handler/handler";

const upstreams = useUpstreams();

/** The operations that change what is stored, or say by a condition what they answer. */
const operations = operationsOf(routes).filter(
  ({ method, route, operation }) =>
    route.bucketAccess !== undefined && (method === "DELETE" || operation.parameters?.header !== undefined),
);

test("are of these operations", () => {
  expect(operations.map(({ name }) => name)).toEqual(["generate", "batch", "store", "update", "retrieve", "delete"]);
});

const refused = operations.flatMap((of) => {
  const known = Object.keys(of.operation.parameters?.header?.shape ?? {});
  const others = ["If-Match", "If-Unmodified-Since", "If-None-Match"].filter((header) => !known.includes(header));
  return others.map((header) => ({ header, routeKey: of.routeKey, of }));
});

test.each(refused)("$routeKey refuses $header, which it does not know, and calls nothing", async ({ header, of }) => {
  const { headers, pathParameters, body } = exampleRequest(of);
  const request = {
    method: of.method,
    headers: { ...headers, [header.toLowerCase()]: "*" },
    ...(body ? { body } : {}),
  };
  const answer = await call(handlerOf(of.route.name), request, pathParameters);
  expect([answer.status, answer.body["errors"]]).toEqual([
    422,
    [{ field: header, message: "is a condition that this route does not know" }],
  ]);
  expect([upstreams.bedrock, upstreams.s3, upstreams.vectors].flatMap(({ requests }) => requests)).toEqual([]);
});
