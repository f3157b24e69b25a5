import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { paths } from "./openapi.js";

const { API_URL: baseUrl = "", TOKEN = "" } = process.env;
const client = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${TOKEN}` } });

/** Makes so many calls at once. Each is to be answered with data, or this status in API Gateway's form, and both must occur. */
async function overload(
  count: number,
  status: number,
  call: () => Promise<{ data?: unknown; error?: object; response: Response }>,
) {
  const answers = await Promise.all(Array.from({ length: count }, call));
  const refused = answers.filter(({ response }) => response.status === status);
  assert.ok(refused.length > 0 && refused.length < count);
  for (const { error } of refused) assert.deepEqual(Object.keys(error ?? {}), ["message"]);
  assert.ok(answers.every(({ data, response }) => data || response.status === status));
}

const items = Array.from({ length: 50 }, (_, index) => ({ text: `text ${index}` }));
await overload(5, 500, () => client.POST("/embeddings/batch", { body: { items } }));
await overload(60, 429, () => client.POST("/embeddings/search", { body: { text: "Hello" } }));
