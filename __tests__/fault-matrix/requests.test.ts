import { exampleRequest } from "../../openapi/example-request";
import { operationsOf } from "../../openapi/operations";
import { routes } from "../../service/routes";
import { DocumentSchema } from "../helpers/api/document-schema";
import { storesOnRequest } from "../helpers/api/invalid-requests";
import { objectOf, type RequestShape, requestShapes } from "../helpers/api/request-shapes";
import { vector } from "../helpers/handler/aws-answers";
import { outcomesOf } from "../helpers/local/packed-api";
import { usePackedService } from "../helpers/local/packed-service";

const packed = usePackedService();

/** JSON for what a body has of these, and fields beside them, each with a comma before it, in an item where there are items. */
interface Parts {
  readonly text?: string;
  readonly id?: string;
  readonly metadata?: string;
  readonly more?: string;
}

/** The object of each operation's body that has its fields: an item where there are items. */
const shapes = new Map(requestShapes.map((shape) => [shape.operation.name, shape]));
const names = [...shapes.keys()];
const textField = (name: string) => ["text", "input"].find((field) => field in (shapes.get(name)?.fields ?? {}));
const textualNames = names.filter(textField);
const storingNames = names.filter((name) => storesOnRequest((shapes.get(name) as RequestShape).operation));

/** The body of an operation with what it requires, its metadata and these parts. */
function bodyOf(name: string, { text = '"secret text"', id = '"doc1"', metadata = "{}", more = "" }: Parts): string {
  const { fields, body } = shapes.get(name) as RequestShape;
  const parts: Record<string, string> = { [textField(name) ?? ""]: text, embedding_id: id, metadata };
  const all = Object.entries(fields);
  const required = all.filter(([field, { required }]) => required || field === "metadata");
  // There is something to spoil in each.
  const given = required.length > 0 ? required : all.slice(0, 1);
  const object = objectOf(given.map(([field, { valid }]) => [field, parts[field] ?? valid]));
  return body(`${object.slice(0, -1)}${more}}`);
}

/** The body of an operation with this JSON as its text or, where it has none, as another field. */
const bodyWith = (name: string, text: string) =>
  bodyOf(name, textField(name) ? { text } : { more: `,"secret":${text}` });

const send = async (name: string, body: string | Buffer, headers?: Record<string, string>) => {
  const { method, path } = exampleRequest((shapes.get(name) as RequestShape).operation);
  return outcomesOf(await packed.api.send(method, path, headers ?? { "content-type": "application/json" }, body))[0];
};

/** Sends to each of these operations the body that `body` makes, and expects the same answer of all and no call of any. */
async function expectRefusal(
  status: number,
  code: string | undefined,
  body: (name: string) => string | Buffer,
  { to = names, headers }: { readonly to?: readonly string[]; readonly headers?: Record<string, string> } = {},
) {
  for (const name of to) {
    // OpenAI has 400 for what is 422 on the other routes.
    const expected = name === "openai-embeddings" && status === 422 ? 400 : status;
    expect([name, await send(name, body(name), headers)]).toEqual([name, { status: expected, code }]);
  }
  expectNoCalls();
}

function expectNoCalls() {
  expect(packed.service.bedrock.requests).toEqual([]);
  expect(packed.service.s3.requests).toEqual([]);
  expect(packed.service.vectors.requests).toEqual([]);
}

/** Arrays within each other. */
const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
const deepObjects = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;

test("has the operations whose bodies the rows below spoil", () => {
  expect(textualNames).toEqual(expect.arrayContaining(["generate", "batch", "store", "search", "openai-embeddings"]));
  expect(storingNames).toEqual(expect.arrayContaining(["generate", "batch", "store"]));
});

/** What some operations are of. */
beforeEach(async () => {
  await packed.api.post("/embeddings/store", { embedding_id: "doc1", text: "a text", embedding: vector(1024) });
  for (const upstream of [packed.service.s3, packed.service.vectors]) upstream.clear();
});

test.each(names)("takes the body of %s that the rows below spoil", async (name) => {
  expect(await send(name, bodyOf(name, {}))).toEqual({ status: 200 });
  const { bedrock, s3, vectors } = packed.service;
  const { invokesModel, bucketAccess, indexAccess } = (shapes.get(name) as RequestShape).operation.route;
  // To search for a text needs nothing of the bucket.
  const usesBucket = textField(name) ? storingNames.includes(name) : bucketAccess !== undefined;
  expect([bedrock, s3, vectors].map(({ requests }) => requests.length > 0)).toEqual([
    invokesModel ?? false,
    usesBucket,
    indexAccess !== undefined,
  ]);
});

describe("text: 422 and no call to Bedrock", () => {
  test.each([
    ["empty", '""'],
    ["over 750,000 characters", `"${"x".repeat(750_001)}"`],
    ["over 750,000 characters that are two UTF-16 units each", `"${"🌍".repeat(750_001)}"`],
    ["a lone high surrogate", '"a\\ud83c"'],
    ["a lone low surrogate", '"\\udf0da"'],
    ["surrogates the wrong way round", '"\\udf0d\\ud83c"'],
    ["a number", "1"],
    ["null", "null"],
    ["a boolean", "true"],
    ["an object", '{"text":"secret text"}'],
    ["a list in a list", '[["secret text"]]'],
    ["an empty list", "[]"],
    ["a list of numbers that are no tokens", "[-1,2]"],
    ["deep JSON", deep],
    ["deep JSON of objects", deepObjects],
  ])("%s", async (_, text) => {
    await expectRefusal(422, "invalid_request", (name) => bodyOf(name, { text }), { to: textualNames });
  });

  test("whitespace, but on /v1, where a client has asked for a vector of it", async () => {
    const text = '" \\t\\r\\n\\u00a0\\u2003\\u3000\\ufeff"';
    const to = textualNames.filter((name) => name !== "openai-embeddings");
    await expectRefusal(422, "invalid_request", (name) => bodyOf(name, { text }), { to });
    expect(await send("openai-embeddings", bodyOf("openai-embeddings", { text }))).toEqual({ status: 200 });
  });

  test.each([
    ["over 50,000 characters", `"${"x".repeat(50_001)}"`],
    ["over 50,000 characters that are two UTF-16 units each", `"${"🌍".repeat(50_001)}"`],
  ])("%s, which is more than the model takes", async (_, text) => {
    const to = textualNames.filter((name) => shapes.get(name)?.operation.route.invokesModel);
    await expectRefusal(422, "invalid_request", (name) => bodyOf(name, { text }), { to });
  });
});

describe("wrong types, unknown fields, deep JSON elsewhere: 422 and no call to Bedrock", () => {
  test.each([
    ["an unknown field", ',"secret":1'],
    ["an unknown field by a name that objects have", ',"constructor":{"prototype":1}'],
    ["an unknown field of deep JSON", `,"secret":${deep}`],
    ["a field's name in another case", ',"Text":"secret text"'],
  ])("%s", async (_, more) => {
    const to = names.filter((name) => name !== "openai-embeddings");
    await expectRefusal(422, "invalid_request", (name) => bodyOf(name, { more }), { to });
  });

  test.each([
    ["an unknown field", ',"unknown":"secret text"'],
    ["an unknown field by a name that objects have", ',"constructor":{"prototype":1}'],
    ["an unknown field of deep JSON", `,"unknown":${deep}`],
  ])("%s, which /v1 takes and does not use", async (_, more) => {
    expect(await send("openai-embeddings", bodyOf("openai-embeddings", { more }))).toEqual({ status: 200 });
  });

  test("null for each field that may be left out, which all take as that", async () => {
    const leavingOut: string[] = [];
    for (const [name, { operation, fields }] of shapes) {
      const example = operation.operation.request?.example as Record<string, unknown>;
      const place = [
        "paths",
        operation.path,
        operation.method.toLowerCase(),
        "requestBody",
        "content",
        "application/json",
        "schema",
      ];
      const { fields: known } = new DocumentSchema(place);
      const optional = Object.keys(known).filter((field) => !(field in example) && !fields[field]?.required);
      if (optional.length > 0) leavingOut.push(name);
      const body = { ...example, ...Object.fromEntries(optional.map((field) => [field, null])) };
      expect([name, await send(name, JSON.stringify(body))]).toEqual([name, { status: 200, code: undefined }]);
    }
    // Of which a route may have none.
    expect(leavingOut).toEqual(expect.arrayContaining([...textualNames, "get-many", "delete-many", "stats"]));
  });

  test.each([
    ["a list as metadata", "[]"],
    ["a list of lists in the metadata", '{"a":[["secret text"]]}'],
    ["a list of several kinds in the metadata", '{"a":["secret text",1]}'],
    ["an empty list in the metadata", '{"a":[]}'],
    ["null in the metadata", '{"a":null}'],
    ["a number beyond the finite in the metadata", '{"a":1e999}'],
    ["a lone surrogate in the metadata", '{"a":"\\ud83c"}'],
    ["a lone surrogate as a key of the metadata", '{"\\ud83c":1}'],
    ["more than 2 KB of metadata", `{"a":"${"x".repeat(2_048)}"}`],
    ["deep JSON as metadata", deepObjects],
    ["deep JSON in the metadata", `{"a":${deep}}`],
  ])("%s", async (_, metadata) => {
    await expectRefusal(422, "invalid_request", (name) => bodyOf(name, { metadata }), { to: storingNames });
  });

  test.each([
    ["a string", '"secret text"'],
    ["null", "null"],
    ["a number", "1"],
    ["a list of what would be a body", '[{"text":"secret text"}]'],
    ["deep JSON", deep],
    ["deep JSON of objects", deepObjects],
  ])("%s for the body", async (_, body) => {
    await expectRefusal(422, "invalid_request", () => body);
  });

  test.each([
    ["a vector that is no list", "store", '{"embedding_id":"doc1","text":"a","embedding":{"0":1}}'],
    ["a vector of strings", "store", `{"embedding_id":"doc1","text":"a","embedding":["${"0.1"}"]}`],
    ["a vector beyond the finite", "store", '{"embedding_id":"doc1","text":"a","embedding":[1e999]}'],
    ["an empty vector", "store", '{"embedding_id":"doc1","text":"a","embedding":[]}'],
    ["a vector of another length", "store", '{"embedding_id":"doc1","text":"a","embedding":[0.1]}'],
    [
      "a vector of very many strings",
      "store",
      `{"embedding_id":"doc1","text":"a","embedding":[${'"x",'.repeat(90_000)}"x"]}`,
    ],
    ["a vector of deep JSON", "store", `{"embedding_id":"doc1","text":"a","embedding":${deep}}`],
    ["a switch as text", "generate", '{"text":"a","store_in_s3":"true"}'],
    ["dimensions as text", "generate", '{"text":"a","dimensions":"256"}'],
    ["dimensions that the model does not have", "generate", '{"text":"a","dimensions":300}'],
    ["storing without an id", "generate", '{"text":"a","store_in_s3":true}'],
    ["no items", "batch", '{"items":[]}'],
    ["101 items", "batch", `{"items":[${'{"text":"a"},'.repeat(100)}{"text":"a"}]}`],
    ["items that are texts", "batch", '{"items":["secret text"]}'],
  ] as const)("%s", async (_, name, body) => {
    await expectRefusal(422, "invalid_request", () => body, { to: [name] });
  });
});

describe("a search: 422 and no call to Bedrock, S3 or S3 Vectors", () => {
  test.each([
    ["nothing to search for", "{}"],
    ["two things to search for", '{"text":"secret text","embedding_id":"doc1"}'],
    ["three things to search for", '{"text":"a","embedding_id":"doc1","embedding":[1]}'],
    ["a vector of another length", '{"embedding":[0.1,0.2]}'],
    ["a vector of zeros", `{"embedding":[${Array(1024).fill(0)}]}`],
    ["a vector of numbers too large for 32 bits", `{"embedding":[1e39,${Array(1023).fill(1)}]}`],
    ["a vector beyond the finite", '{"embedding":[1e999]}'],
    ["top_k of 0", '{"text":"a","top_k":0}'],
    ["top_k over 1,000", '{"text":"a","top_k":1001}'],
    ["top_k as text", '{"text":"a","top_k":"10"}'],
    ["a min_score beyond 1", '{"text":"a","min_score":2}'],
    ["an unknown field to include", '{"text":"a","include":["s3_key"]}'],
    ["an unknown operator", '{"text":"a","filter":{"a":{"$regex":"secret text"}}}'],
    ["an operator in place of a key", '{"text":"a","filter":{"$gt":1}}'],
    ["an operator with another type", '{"text":"a","filter":{"a":{"$gt":"1"}}}'],
    ["an empty $in", '{"text":"a","filter":{"a":{"$in":[]}}}'],
    ["null as a value", '{"text":"a","filter":{"a":null}}'],
    ["a number beyond the finite", '{"text":"a","filter":{"a":1e999}}'],
    ["a lone surrogate", '{"text":"a","filter":{"a":"\\ud83c"}}'],
    ["an empty filter", '{"text":"a","filter":{}}'],
    ["a key that is not filterable", '{"text":"a","filter":{"text":"secret text"}}'],
    ["a filter of deep JSON", `{"text":"a","filter":${deepObjects}}`],
    ["a filter of deep $and", `{"text":"a","filter":${'{"$and":['.repeat(50_000)}{"a":1}${"]}".repeat(50_000)}}`],
  ])("%s", async (_, body) => {
    await expectRefusal(422, "invalid_request", () => body, { to: ["search"] });
  });

  test("a vector of numbers beyond what the index has, in what is stored", async () => {
    const [zeros, large] = [Array(1024).fill(0), [1e39, ...vector(1023)]];
    for (const embedding of [zeros, large, vector(256)]) {
      const body = JSON.stringify({ embedding_id: "doc1", text: "a", embedding });
      await expectRefusal(422, "invalid_request", () => body, { to: ["store"] });
    }
  });

  test.each([
    ["text", '{"text":"a"}'],
    ["a key that starts with _", '{"_page":1}'],
    ["47 keys", JSON.stringify(Object.fromEntries(Array.from({ length: 47 }, (_, index) => [`k${index}`, 1])))],
  ])("metadata with %s, which the index has no room for, in what is stored", async (_, metadata) => {
    await expectRefusal(422, "invalid_request", (name) => bodyOf(name, { metadata }), { to: storingNames });
  });
});

describe("__proto__, duplicate keys: 400 and no call to Bedrock", () => {
  test.each<[string, Parts]>([
    ["__proto__", { more: ',"__proto__":{"normalize":false}' }],
    ["__proto__ spelled with an escape", { more: ',"\\u005f_proto__":1' }],
    ["a duplicate key", { more: ',"secret":1,"secret":2' }],
  ])("%s", async (_, parts) => {
    await expectRefusal(400, "malformed_body", (name) => bodyOf(name, parts));
  });

  test.each<[string, Parts]>([
    ["__proto__ in the metadata", { metadata: '{"__proto__":1}' }],
    ["a duplicate key in the metadata", { metadata: '{"a":1,"a":2}' }],
    ["a duplicate text", { more: ',"text":"another text"' }],
    ["a duplicate text spelled with an escape", { more: ',"te\\u0078t":"another text"' }],
    ["a duplicate id", { more: ', "embedding_id" : "doc2"' }],
  ])("%s", async (_, parts) => {
    await expectRefusal(400, "malformed_body", (name) => bodyOf(name, parts), { to: storingNames });
  });

  test("a duplicate input", async () => {
    await expectRefusal(400, "malformed_body", () => bodyOf("openai-embeddings", { more: ',"inp\\u0075t":"a"' }), {
      to: ["openai-embeddings"],
    });
  });
});

describe("missing body, no JSON, invalid UTF-8: 400 and no call to Bedrock", () => {
  const withByte = (name: string, ...bytes: number[]) => {
    const [before = "", after = ""] = bodyWith(name, '"secret|text"').split("|");
    return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
  };

  test.each<[string, (name: string) => string | Buffer]>([
    ["missing body", () => ""],
    ["truncated JSON", (name) => bodyOf(name, {}).slice(0, -1)],
    ["JSON and more", (name) => `${bodyOf(name, {})}{}`],
    ["single quotes", (name) => bodyOf(name, {}).replaceAll('"', "'")],
    ["NaN", (name) => bodyOf(name, { more: ',"dimensions":NaN' })],
    ["a comment", (name) => `/**/${bodyOf(name, {})}`],
    ["a control character in the text", (name) => bodyWith(name, '"a\0b"')],
    ["base64 of JSON", (name) => Buffer.from(bodyOf(name, {})).toString("base64")],
    ["a byte that is no UTF-8", (name) => withByte(name, 0xff)],
    ["a surrogate in UTF-8", (name) => withByte(name, 0xed, 0xa0, 0x80)],
    ["half a character in UTF-8", (name) => withByte(name, 0xf0, 0x9f)],
    ["UTF-16", (name) => Buffer.from(`\ufeff${bodyOf(name, {})}`, "utf16le")],
    ["deep JSON that does not end", () => "[".repeat(1_000_000)],
  ])("%s", async (_, body) => {
    await expectRefusal(400, "malformed_body", body);
  });
});

test("more bad values than a function has the memory to name: 400 and no call to Bedrock", async () => {
  const values = Array.from({ length: 400_000 }, (_, index) => `"${index}":{}`).join();
  const metadata = `{${values}}`;
  await expectRefusal(400, "malformed_body", (name) => bodyOf(name, { metadata }), { to: storingNames });
  const embedding = `[${"{},".repeat(1_500_000)}{}]`;
  const store = () => `{"embedding_id":"doc1","text":"a","embedding":${embedding}}`;
  await expectRefusal(400, "malformed_body", store, { to: ["store"] });
});

describe("base64 body and other content types: 415 and no call to Bedrock", () => {
  test.each<[string, Record<string, string>]>([
    ["no content type", {}],
    ["binary, which reaches the function as base64", { "content-type": "application/octet-stream" }],
    ["text", { "content-type": "text/plain" }],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }],
    ["JSON of another kind", { "content-type": "application/problem+json" }],
  ])("%s", async (_, headers) => {
    await expectRefusal(415, "unsupported_media_type", (name) => bodyOf(name, {}), { headers });
  });
});

test("a body over 6 MB: 413 and no call to Bedrock", async () => {
  const text = `"${"x".repeat(6 * 1024 * 1024)}"`;
  await expectRefusal(413, undefined, (name) => bodyWith(name, text));
});

test("If-None-Match with anything but *, or where nothing is stored: 422 and no call to Bedrock", async () => {
  const headers = { "content-type": "application/json", "if-none-match": '"e"' };
  await expectRefusal(422, "invalid_request", (name) => bodyOf(name, {}), { to: storingNames, headers });
  const createOnly = { ...headers, "if-none-match": "*" };
  const unstored = () => '{"text":"a"}';
  await expectRefusal(422, "invalid_request", unstored, { to: ["generate"], headers: createOnly });
});

describe("ids: 422, and no call to S3", () => {
  const ids: [string, string][] = [
    ["over 256 characters", "x".repeat(257)],
    ["..", ".."],
    [".", "."],
    ["a path", "../other/doc1"],
    ["a slash", "a/b"],
    ["a backslash", "a\\b"],
    ["NUL", "a\0"],
    ["a line break", "doc1\n"],
    ["a space", "a b"],
    ["a percent sign", "a%2Fb"],
    ["another first character", "-a"],
    ["other unicode", "dök1"],
    ["a full-width letter", "\uff41"],
    ["a combining character", "e\u0301"],
    ["an emoji", "🌍"],
    ["a zero-width space", "doc\u200b1"],
    ["a right-to-left override", "doc\u202e1"],
  ];

  test.each([...ids, ["empty", ""]])("%s in a body", async (_, id) => {
    await expectRefusal(422, "invalid_request", (name) => bodyOf(name, { id: JSON.stringify(id) }), {
      to: storingNames,
    });
    const unstored = () => JSON.stringify({ text: "a", embedding_id: id });
    await expectRefusal(422, "invalid_request", unstored, { to: ["generate"] });
    const search = () => JSON.stringify({ embedding_id: id });
    await expectRefusal(422, "invalid_request", search, { to: ["search"] });
  });

  test.each(ids)("%s in a path", async (_, id) => {
    for (const method of ["GET", "DELETE"]) {
      const answer = await packed.api.send(method, `/embeddings/${encodeURIComponent(id)}`);
      expect([method, ...outcomesOf(answer)]).toEqual([method, { status: 422, code: "invalid_request" }]);
    }
    expectNoCalls();
  });

  test.each([
    ["..", "/embeddings/..", 422],
    [".. encoded", "/embeddings/%2e%2E", 422],
    [".. and a slash, encoded", "/embeddings/..%2f..%2Fother", 422],
    [".. and a slash", "/embeddings/../other", 404],
    ["a slash", "/embeddings/a/b", 404],
    ["encoded twice", "/embeddings/a%252Fb", 422],
    ["empty", "/embeddings/", 422],
    ["bytes that are no UTF-8", "/embeddings/%ff", 400],
    ["half a character in UTF-8", "/embeddings/%f0%9f", 400],
    ["an encoding that is none", "/embeddings/%zz", 400],
    ["overlong", "/embeddings/%c0%af", 400],
  ])("%s in a path that is sent as it is", async (_, path, status) => {
    for (const method of ["GET", "DELETE"]) {
      expect([method, (await packed.api.send(method, path)).status]).toEqual([method, status]);
    }
    expectNoCalls();
  });
});

test("a list's limit, cursor or prefix that is none: 422, and no call to S3", async () => {
  const queries = [
    "limit=0",
    "limit=1001",
    "limit=1.5",
    "limit=",
    "cursor=null",
    "limit=5&_=1760000000000",
    "cursor=YQ",
    "prefix=..%2F",
    "prefix=%00",
    "other=1",
  ];
  for (const query of [...queries, "limit=1&limit=2"]) {
    const answer = await packed.api.get(`/embeddings?${query}`);
    expect([query, ...outcomesOf(answer)]).toEqual([query, { status: 422, code: "invalid_request" }]);
  }
  expectNoCalls();
});

describe("a query that a route does not have", () => {
  test.each<[string, string]>([
    ["against caches", "_=1760000000000"],
    ["without a value", "verbose"],
    ["with an empty value", "verbose="],
    ["given twice", "page=1&page=2"],
    ["of a list", "ids[]=a&ids[]=b"],
    ["with an encoded name", "%C3%A4=1"],
    ["with a space in its name", "a+b=1"],
    ["without a name", "=1"],
    ["with the name of what objects have", "constructor=1"],
    ["with the name of their prototype", "__proto__=1"],
    ["with half an encoding", "%=1"],
  ])("%s: 422 that speaks of it and no call on /embeddings, and as without it elsewhere", async (_, query) => {
    for (const operation of operationsOf(routes)) {
      const { method, path, headers, body } = exampleRequest(operation);
      const answer = await packed.api.send(method, `${path}?${query}`, headers, body);
      const isOwn = operation.path.startsWith("/embeddings");
      expect([operation.routeKey, answer.status]).toEqual([operation.routeKey, isOwn ? 422 : 200]);
      if (!isOwn) continue;
      expect(answer.body["detail"]).toMatch(/^The request is invalid: the query has unknown parameters: "/);
      expect(packed.service.s3.requests).toEqual([]);
    }
  });

  test("by which API Gateway knows who signed it: as without it", async () => {
    const query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=60&X-Amz-Signature=abc";
    expect((await packed.api.get(`/embeddings?limit=1&${query}`)).status).toBe(200);
  });
});

test("a body with GET or DELETE: 422 that speaks of it and no call on /embeddings, and as without it elsewhere", async () => {
  for (const operation of operationsOf(routes).filter(({ method }) => ["GET", "DELETE"].includes(method))) {
    const { method, path } = exampleRequest(operation);
    const isOwn = operation.path.startsWith("/embeddings");
    const body = '{"limit":1}';
    // Node.js gives such a body no length of its own.
    const headers = { "content-type": "application/json", "content-length": String(body.length) };
    const answer = await packed.api.send(method, path, headers, body);
    expect([operation.routeKey, answer.status]).toEqual([operation.routeKey, isOwn ? 422 : 200]);
    if (isOwn) expect(answer.body["detail"]).toContain(`the body has no meaning with ${method}: leave it out`);
  }
  expectNoCalls();
});

test("no line of log holds what was sent, or credentials", async () => {
  const log = await packed.service.log();
  expect(log.length).toBeGreaterThan(300);
  expect(log.filter((line) => /secret|doc1|(-?\d[^,]*,){4}|the-session-token/.test(line))).toEqual([]);
});
