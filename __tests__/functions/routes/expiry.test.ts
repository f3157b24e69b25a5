import { vector } from "../../helpers/handler/aws-answers";
import { useClock } from "../../helpers/handler/clock";
import { call, handlerOf, post, useUpstreams } from "../../helpers/handler/handler";
import { MemoryStore } from "../../helpers/handler/memory-store";

const model = "amazon.titan-embed-text-v2:0";
const upstreams = useUpstreams({ index: { model, dimension: 1024 } });
const handlers = Object.fromEntries(
  ["generate", "batch", "store", "retrieve", "delete", "list"].map((name) => [name, handlerOf(name)] as const),
);
const handler = (name: string) => handlers[name] as ReturnType<typeof handlerOf>;
const clock = useClock();
const minute = 60_000;

let store: MemoryStore;
beforeEach(() => {
  store = new MemoryStore(upstreams);
});

const send = (name: string, method: string, id: string, body?: object, headers: Record<string, string> = {}) =>
  call(
    handler(name),
    {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    },
    { embedding_id: id },
  );
const request = { embedding_id: "a", text: "Hello", embedding: vector(1024), metadata: { page: 1 } };
const storeOne = (fields: object = {}, headers: Record<string, string> = {}) =>
  send("store", "POST", "", { ...request, ...fields }, headers);
const get = (id: string) => send("retrieve", "GET", id);
const carried = (id: string) => store.vectors.get(id)?.["metadata"] as Record<string, unknown> | undefined;

test.each<[string, (expires_at: unknown) => Promise<{ status: number; text: string }>]>([
  ["store", (expires_at) => storeOne({ expires_at })],
  [
    "generate",
    (expires_at) => post(handler("generate"), { embedding_id: "a", text: "Hello", store_in_s3: true, expires_at }),
  ],
  [
    "batch",
    (expires_at) =>
      post(handler("batch"), { store_in_s3: true, items: [{ embedding_id: "a", text: "Hello", expires_at }] }),
  ],
])("%s keeps it in UTC in the object and in milliseconds with the vector", async (_, storeIt) => {
  const east = new Date(Date.now() + minute + 3_600_000).toISOString().replace("Z", "+01:00");
  expect((await storeIt(east)).status).toBe(200);
  expect(store.fields("a")["expires_at"]).toBe(clock.in(minute));
  expect(carried("a")).toMatchObject({ _expires_at: Date.now() + minute });
  for (const none of [null, undefined]) {
    await storeIt(none);
    expect(Object.keys(store.fields("a"))).not.toContain("expires_at");
    expect(Object.keys(carried("a") ?? {})).not.toContain("_expires_at");
  }
  upstreams.clear();
  const { status, text } = await storeIt(clock.in(0));
  expect([[422, 207].includes(status), text.includes("expires_at must be later than now and is")]).toEqual([
    true,
    true,
  ]);
  expect(upstreams.s3.requests).toEqual([]);
});

test.each<[string, object, string]>([
  ["generate", { text: "Hello", expires_at: "2099-01-01T00:00:00Z" }, "expires_at"],
  ["batch", { items: [{ text: "Hello", expires_at: "2099-01-01T00:00:00Z" }] }, "items.0.expires_at"],
])("%s refuses it where nothing says whether to store", async (name, body, field) => {
  const { status, body: answer } = await post(handler(name), body);
  const message = "is until when to store it: set store_in_s3 to true to store it, or to false not to";
  expect([status, answer["errors"]]).toEqual([422, [{ field, message }]]);
  expect(upstreams.bedrock.requests).toEqual([]);
});

describe("what has expired", () => {
  beforeEach(async () => {
    await storeOne({ expires_at: clock.in(minute) });
    await storeOne({ embedding_id: "b" });
    expect((await get("a")).body).toMatchObject({ id: "a", expires_at: clock.in(minute) });
    clock.pass(minute);
    upstreams.clear();
  });

  test("is not found by its id, whatever its etag", async () => {
    for (const headers of [{}, { "if-none-match": '"e"' }] as Record<string, string>[]) {
      const { status, body } = await send("retrieve", "GET", "a", undefined, headers);
      expect([status, body["code"], body["detail"]]).toEqual([404, "embedding_not_found", "Embedding not found: a"]);
    }
    // In another form, which is read in full.
    store.objects.set("a", JSON.stringify({ ...store.fields("a"), other: { embedding: [1] } }));
    expect((await get("a")).status).toBe(404);
  });

  test("is as missing among many", async () => {
    const { body } = await post(handler("retrieve"), { ids: ["a", "b"] });
    const [first, second] = body["embeddings"] as { state: string; text?: string }[];
    expect([first?.state, first?.text, second?.state]).toEqual(["not_found", undefined, "found"]);
  });

  test("cannot be changed", async () => {
    for (const change of [{ metadata: {} }, { expires_at: null }, { expires_at: clock.in(minute) }]) {
      const { status, body } = await send("store", "PATCH", "a", change);
      expect([status, body["code"]]).toEqual([404, "embedding_not_found"]);
    }
    expect(upstreams.s3.requests.filter(({ method }) => method === "PUT")).toEqual([]);
  });

  test.each([
    { include: "text" },
    { include: "embedding" },
    { include: "text", prefix: "a" },
    { filter: '{"page":1}' },
  ])("is not listed with %j, nor is anything of it", async (query) => {
    const url = `/embeddings?${new URLSearchParams(query as Record<string, string>)}`;
    const { body } = await call(handler("list"), { url });
    const listed = (body["embeddings"] as { id: string }[]).map(({ id }) => id);
    expect(listed).toEqual("prefix" in query ? [] : ["b"]);
  });

  test("is counted as an object alone", async () => {
    const count = async (body: object) =>
      (await post(handler("list"), body)).body as { objects: unknown; vectors: unknown };
    expect(await count({})).toMatchObject({ objects: { count: 2 }, vectors: { count: 1 } });
    expect(await count({ filter: { page: 1 } })).toMatchObject({ vectors: { count: 1 } });
  });

  test.each([{ ids: ["a"] }, { prefix: "a" }, { filter: { page: 1 } }])("is deleted by %j", async (selection) => {
    const { body } = await post(handler("delete"), selection);
    expect(body["ids"]).toContain("a");
    expect([store.objects.has("a"), store.vectors.has("a")]).toEqual([false, false]);
  });

  test("makes room for what is stored only where nothing is", async () => {
    const { status } = await storeOne({ text: "new" }, { "if-none-match": "*" });
    expect([status, store.fields("a")["text"], carried("a")?.["text"]]).toEqual([200, "new", "new"]);
    expect(Object.keys(carried("a") ?? {})).not.toContain("_expires_at");
    const puts = upstreams.s3.requests.filter(({ method }) => method === "PUT");
    expect(puts.map(({ headers }) => [headers["if-none-match"], headers["if-match"]])).toEqual([
      ["*", undefined],
      [undefined, '"e"'],
    ]);
    expect((await storeOne({}, { "if-none-match": "*" })).status).toBe(412);
  });

  test("makes room also where it is deleted meanwhile, and for one of several alone", async () => {
    const answer = upstreams.s3.answer;
    upstreams.s3.answer = (sent) => {
      if (sent.headers["if-match"] !== undefined) store.objects.delete("a");
      return answer(sent);
    };
    expect((await storeOne({ text: "new" }, { "if-none-match": "*" })).status).toBe(200);
    expect(store.fields("a")["text"]).toBe("new");
  });

  test("does not make room twice", async () => {
    const answer = upstreams.s3.answer;
    upstreams.s3.answer = (sent) => {
      if (sent.headers["if-match"] !== undefined) {
        store.change("a", { text: "theirs", expires_at: undefined });
        return { status: 412, headers: {}, body: "" };
      }
      return answer(sent);
    };
    const { status } = await storeOne({ text: "new" }, { "if-none-match": "*" });
    expect([status, store.fields("a")["text"]]).toEqual([412, "theirs"]);
  });

  test("is not tried to be replaced for ever", async () => {
    const answer = upstreams.s3.answer;
    upstreams.s3.answer = (sent) =>
      sent.headers["if-match"] === undefined ? answer(sent) : { status: 412, headers: {}, body: "" };
    expect((await storeOne({}, { "if-none-match": "*" })).status).toBe(412);
    expect(upstreams.s3.requests.filter(({ method }) => method === "PUT")).toHaveLength(2);
  });

  test("is stored anew by if_changed, also with the same text", async () => {
    const { body } = await storeOne({ if_changed: true });
    expect([body["unchanged"], (await get("a")).status]).toEqual([false, 200]);
  });
});

test("if_changed stores what expires at another time, and embeds nothing", async () => {
  const generate = (fields: object) =>
    post(handler("generate"), { text: "Hello", embedding_id: "a", store_in_s3: true, if_changed: true, ...fields });
  await generate({ expires_at: clock.in(minute) });
  upstreams.clear();
  expect((await generate({ expires_at: clock.in(minute) })).body["unchanged"]).toBe(true);
  for (const expires_at of [clock.in(2 * minute), undefined]) {
    expect((await generate({ expires_at })).body["unchanged"]).toBe(false);
    expect([store.fields("a")["expires_at"], (await generate({ expires_at })).body["unchanged"]]).toEqual([
      expires_at,
      true,
    ]);
  }
  expect(upstreams.bedrock.requests).toEqual([]);
});

describe("a change", () => {
  const change = (body: object) => send("store", "PATCH", "a", body);

  test("sets, moves and takes away when it expires, and keeps the metadata", async () => {
    await storeOne();
    for (const expires_at of [clock.in(minute), clock.in(2 * minute), null]) {
      expect(await change({ expires_at })).toMatchObject({ status: 200, body: { indexed: true } });
      expect([store.fields("a")["expires_at"] ?? null, store.fields("a")["metadata"]]).toEqual([
        expires_at,
        { page: 1 },
      ]);
      expect(carried("a")?.["_expires_at"] ?? null).toBe(expires_at && Date.parse(expires_at));
    }
    clock.pass(3 * minute);
    expect((await get("a")).status).toBe(200);
  });

  test("of metadata keeps when it expires", async () => {
    await storeOne({ expires_at: clock.in(minute) });
    await change({ metadata: { page: 2 } });
    expect(store.fields("a")).toMatchObject({ expires_at: clock.in(minute), metadata: { page: 2 } });
    expect(carried("a")).toMatchObject({ _expires_at: Date.now() + minute, page: 2 });
  });

  test.each([{}, { metadata: null }])("to nothing, as %j, is refused", async (body) => {
    await storeOne();
    const answer = await change(body);
    expect([answer.status, answer.body["errors"]]).toEqual([
      422,
      [{ field: "metadata", message: "or expires_at is required" }],
    ]);
  });

  const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, key) => [`k${key}`, key]));

  test("is refused where its index has no room for both, and changes nothing", async () => {
    await storeOne({ metadata: keys(46) });
    const before = store.objects.get("a");
    const refused = await change({ expires_at: clock.in(minute) });
    const message = "must have at most 45 keys with expires_at and has 46";
    expect([refused.status, refused.body["errors"]]).toEqual([422, [{ field: "metadata", message }]]);
    expect(store.objects.get("a")).toBe(before);
    expect((await change({ expires_at: clock.in(minute), metadata: keys(45) })).status).toBe(200);
    expect((await change({ metadata: keys(46) })).body["errors"]).toEqual([{ field: "metadata", message }]);
    expect((await change({ expires_at: null, metadata: keys(46) })).status).toBe(200);
  });

  test("is made of what others stored and no index has room for", async () => {
    await storeOne();
    store.change("a", { metadata: { ...keys(60), odd: { nested: true } } });
    expect((await change({ expires_at: clock.in(minute) })).status).toBe(200);
    expect(carried("a")?.["_expires_at"]).toBe(Date.now() + minute);
  });
});
