import { call, handlerOf, useUpstreams } from "../../helpers/handler/handler";

const titan = "amazon.titan-embed-text-v2:0";
const cohere = "cohere.embed-v4:0";

const upstreams = useUpstreams({ modelId: titan, models: [`us.${cohere}`], modelAliases: { large: `us.${cohere}` } });
const list = () => call(handlerOf("models"), { url: "/v1/models", headers: {} });
const get = (model_id: string) =>
  call(handlerOf("models"), { url: `/v1/models/${encodeURIComponent(model_id)}`, headers: {} }, { model_id });
afterEach(() => {
  const { bedrock, s3, vectors } = upstreams;
  expect([bedrock, s3, vectors].flatMap(({ requests }) => requests)).toEqual([]);
});

/** A name in OpenAI's form. */
const model = (id: string, owned_by: string) => ({ id, object: "model", created: 0, owned_by });
const all = [
  model(titan, "amazon"),
  model(cohere, "cohere"),
  model(`us.${cohere}`, "cohere"),
  model("large", "cohere"),
];

test("lists all that requests may name, the service's own first", async () => {
  const { status, headers, body } = await list();
  expect([status, headers["content-type"], body]).toEqual([200, "application/json", { object: "list", data: all }]);
});

test.each(all)("gets $id", async (one) => {
  const { status, body } = await get(one.id);
  expect([status, body]).toEqual([200, one]);
});

test.each(["text-embedding-3-small", "eu.cohere.embed-v4:0", "a/b", "constructor", ""])(
  "answers 404 to %j in OpenAI's form",
  async (id) => {
    const { status, body } = await get(id);
    const message = `There is no model ${JSON.stringify(id)}: use one of ${all.map((one) => one.id).join(", ")}.`;
    const error = { message, type: "invalid_request_error", param: "model", code: "model_not_found" };
    expect([status, body]).toEqual([404, { error: { ...error, request_id: "request-1" } }]);
  },
);

test.each([
  ["models", "/v1/models"],
  ["health", "/health"],
])("%s answers HEAD as GET, without the body", async (name, url) => {
  const got = await call(handlerOf(name), { url, headers: {} });
  const head = await call(handlerOf(name), { method: "HEAD", routeKey: `HEAD ${url}`, url, headers: {} });
  expect(got.text).not.toBe("");
  expect(head).toEqual({ ...got, text: "", body: {} });
});
