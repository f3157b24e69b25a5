import { credentialProblem } from "../../../console/credential/credential-problem";
import { operationsOf } from "../../../openapi/operations";
import { routes as routesOfService } from "../../../service/routes";
import { call, handlerOf, useUpstreams } from "../../helpers/handler/handler";

const upstreams = useUpstreams({ index: { model: "amazon.titan-embed-text-v2:0", dimension: 256 } });

const routes = ["GET /v1/models", "GET /embeddings", "POST /embeddings/search"];
const asked: string[] = [];

/** Answers with these, one after another. */
function answers(...responses: readonly Response[]): void {
  asked.length = 0;
  const left = [...responses];
  jest.spyOn(globalThis, "fetch").mockImplementation(async (url, init) => {
    asked.push(`${init?.method ?? "GET"} ${url}`);
    return left.shift() ?? Response.error();
  });
}

const gateway = (status: number, headers: Record<string, string> = {}) =>
  Response.json({ message: "No" }, { status, headers });

afterEach(() => jest.mocked(fetch).mockRestore());

test("takes what the API takes for the first route", async () => {
  answers(Response.json({ data: [] }));
  expect(await credentialProblem({ auth: "keys", routes }, "embk_a")).toBeUndefined();
  expect(asked).toEqual(["GET /v1/models?nothing"]);
  expect(fetch).toHaveBeenCalledWith(
    "/v1/models?nothing",
    expect.objectContaining({ headers: expect.objectContaining({ authorization: "Bearer embk_a" }) }),
  );
});

test("takes what is for one route alone, which says that the request is invalid", async () => {
  answers(gateway(403), gateway(403), gateway(422));
  expect(await credentialProblem({ auth: "keys", routes }, "embk_a")).toBeUndefined();
  expect(asked).toEqual(["GET /v1/models?nothing", "GET /embeddings?nothing", "POST /embeddings/search?nothing"]);
});

// The routes of the models are one function, for which a key is as a whole.
const forKeys = operationsOf(routesOfService).filter(
  ({ routeKey, operation: { tag } }) => (tag === "Embeddings" || tag === "OpenAI") && !/^HEAD|model_id/.test(routeKey),
);

test.each(forKeys)("takes a key that is for $routeKey alone, by a request that does nothing", async (operation) => {
  const { routeKey, route } = operation;
  const sent = jest.spyOn(globalThis, "fetch").mockImplementation(async (url, { method = "", body } = {}) => {
    const request = { method, url: String(url), ...(body ? { body: String(body) } : {}) };
    const { status } = await call(handlerOf(route.name), request, { embedding_id: " " });
    return new Response(null, { status });
  });
  expect(await credentialProblem({ auth: "keys", routes: [routeKey] }, "embk_a")).toBeUndefined();
  expect(sent).toHaveBeenCalledTimes(1);
  expect([upstreams.bedrock, upstreams.s3, upstreams.vectors].flatMap(({ requests }) => requests)).toEqual([]);
});

test("says that a key is for nothing, having asked what is deployed alone", async () => {
  answers(gateway(403));
  const problem = await credentialProblem({ auth: "keys", routes: ["GET /v1/models"] }, "embk_a");
  expect(problem).toMatch(/^The API does not take this key: it is mistyped, has expired or was taken away/);
  expect(asked).toHaveLength(1);
});

test("says of a token what API Gateway says of it", async () => {
  const challenge = {
    "www-authenticate": 'Bearer scope="" error="invalid_token" error_description="the token has expired"',
  };
  answers(gateway(401, challenge), gateway(401), gateway(401));
  expect(await credentialProblem({ auth: "jwt", routes }, "ey")).toBe(
    "The API does not take this token: the token has expired.",
  );
  answers(gateway(401), gateway(401), gateway(401));
  expect(await credentialProblem({ auth: "jwt", routes }, "ey")).toBe("The API does not take this token.");
});

test("does not judge where the API does not say", async () => {
  answers(gateway(500));
  await expect(credentialProblem({ auth: "keys", routes }, "embk_a")).rejects.toThrow("The API answered 500 No.");
});
