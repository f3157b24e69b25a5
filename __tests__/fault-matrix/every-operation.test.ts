import { exampleRequest } from "../../openapi/example-request";
import { operationsOf, type RouteOperation } from "../../openapi/operations";
import { type Route, routes } from "../../service/routes";
import { validateResponse } from "../helpers/api/openapi";
import { failure, s3Failure } from "../helpers/handler/aws-answers";
import type { Fault } from "../helpers/handler/fault-proxy";
import { type Outcome, outcomesOf } from "../helpers/local/packed-api";
import { usePackedService } from "../helpers/local/packed-service";

const packed = usePackedService();

const operations = operationsOf(routes);
const generate = operations.find(({ name }) => name === "generate") as RouteOperation;

/** The outcomes of the example of an operation, whose answer must be one that the document describes. */
async function sendExample(operation: RouteOperation): Promise<Outcome[]> {
  const { method, path, headers, body } = exampleRequest(operation);
  const answer = await packed.api.send(method, path, headers, body);
  validateResponse({ method, path, status: answer.status, headers: answer.headers, body: answer.text });
  // What many embeddings are listed with, where one cannot be read.
  const { embeddings = [] } = answer.body as { readonly embeddings?: readonly { readonly problem?: Outcome }[] };
  const problems = embeddings.flatMap(({ problem }) => problem ?? []);
  return problems.length > 0 ? problems.map(({ status, code }) => ({ status, code })) : outcomesOf(answer);
}

/** What the functions use, what they may do with it, and the code of an error that it causes. */
const upstreams = {
  bedrock: { isGranted: ({ invokesModel = false }: Route) => invokesModel, code: /^model_/ },
  s3: { isGranted: ({ bucketAccess }: Route) => bucketAccess !== undefined, code: /^(storage|stored)_/ },
  vectors: { isGranted: ({ indexAccess }: Route) => indexAccess !== undefined, code: /^index_/ },
};

test.each(operations)(
  "the example of $routeKey succeeds, and calls only what the function is granted",
  async (operation) => {
    expect(await sendExample(generate)).toEqual([{ status: 200 }]);
    for (const name of Object.keys(upstreams) as (keyof typeof upstreams)[]) packed.service[name].clear();
    for (const { status } of await sendExample(operation)) expect(status).toBe(200);
    for (const [name, { isGranted }] of Object.entries(upstreams)) {
      const { length } = packed.service[name as keyof typeof upstreams].requests;
      if (!isGranted(operation.route)) expect([name, length]).toEqual([name, 0]);
    }
  },
);

const html = { status: 200, headers: { "content-type": "text/html" }, body: "<html>upstream secret</html>" };
test.each<[keyof typeof upstreams, string, Fault]>([
  ["bedrock", "503", failure(503, "ServiceUnavailableException")],
  ["bedrock", "access denied", failure(403, "AccessDeniedException")],
  ["bedrock", "HTML", html],
  ["s3", "503", s3Failure(503, "SlowDown")],
  ["s3", "access denied", s3Failure(403, "AccessDenied")],
  ["s3", "a closed connection", "reset"],
  ["vectors", "503", failure(503, "ServiceUnavailableException")],
  ["vectors", "access denied", failure(403, "AccessDeniedException")],
  ["vectors", "HTML", html],
])(
  "%s answers every call with %s: each operation fails as it says or does not notice, and is healthy after it",
  async (name, _, fault) => {
    const { isGranted, code } = upstreams[name];
    const upstream = packed.service[name];
    for (const operation of operations) {
      await sendExample(generate);
      upstream.clear();
      upstream.fault = () => fault;
      const outcomes = await sendExample(operation);
      const called = upstream.requests.length > 0;
      expect([operation.name, called && !isGranted(operation.route)]).toEqual([operation.name, false]);
      for (const outcome of outcomes) {
        expect([operation.name, outcome]).toEqual([
          operation.name,
          called ? { status: expect.any(Number), code: expect.stringMatching(code) } : { status: 200 },
        ]);
      }
      upstream.clear();
      // Which may have been deleted.
      await sendExample(generate);
      for (const { status } of await sendExample(operation))
        expect([operation.name, status]).toEqual([operation.name, 200]);
    }
  },
);
