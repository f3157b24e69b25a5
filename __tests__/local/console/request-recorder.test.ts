import { newApiKey } from "../../../common/api-key";
import { RequestRecorder } from "../../../local/console/request-recorder";
import type { Exchange } from "../../../local/gateway/exchange";
import type { ServedRequest } from "../../../local/terminal/served-request";

const key = newApiKey();
const secret = "wJalrXUtnFEMI";
const token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl";
const log = `${JSON.stringify({
  level: "info",
  route: "POST /embeddings/search",
  status: 200,
  latency_ms: 40,
  model: { id: "amazon.titan-embed-text-v2:0", latency_ms: 12.5, calls: 1, attempts: 2, throttles: 1, input_tokens: 7 },
  index: { latency_ms: 8, calls: 1, attempts: 1 },
})}\n`;
const served: ServedRequest = { method: "POST", url: "/embeddings/search", status: 200, durationMs: 42, log };

function exchange(
  headers: Record<string, string> = {},
  body = '{"text":"rivers"}',
  answer = '{"results":[]}',
): Exchange {
  return {
    received: {
      method: "POST",
      url: "/",
      protocol: "HTTP/1.1",
      headers,
      body: Buffer.from(body),
      sourceIp: "127.0.0.1",
    },
    answer: { headers: { "content-type": "application/json", "set-cookie": ["a=b"] }, body: Buffer.from(answer) },
  };
}

const all = async (recorder: RequestRecorder) => (await recorder.next(new URLSearchParams())).requests;
const detail = (recorder: RequestRecorder, id: number) => recorder.detail(new URLSearchParams({ id: String(id) }));

test("tells status, time by part, tokens and price of a request, and all of it where one asks", async () => {
  const recorder = new RequestRecorder();
  recorder.record(served, exchange({ "content-type": "application/json" }), 1_000);
  const listed = {
    id: 1,
    answeredAtMs: 1_000,
    method: "POST",
    path: "/embeddings/search",
    hasSecrets: false,
    status: 200,
    durationMs: 42,
    isBackground: false,
    model: { latency_ms: 12.5, calls: 1, attempts: 2 },
    index: { latency_ms: 8, calls: 1, attempts: 1 },
    tokens: 7,
  };
  const [request] = await all(recorder);
  expect(request).toMatchObject(listed);
  expect(request?.cost?.model).toBeCloseTo((7 * 0.02) / 1e6, 12);
  expect(await detail(recorder, 1)).toMatchObject({
    ...listed,
    isForgotten: false,
    requestHeaders: { "content-type": "application/json" },
    requestBody: { text: '{"text":"rivers"}', bytes: 17, isCut: false },
    answerHeaders: { "content-type": "application/json" },
    answerBody: { text: '{"results":[]}' },
    log,
  });
});

test("tells why the gateway refused one, which then has no price", async () => {
  const recorder = new RequestRecorder();
  recorder.record(
    { method: "?", url: "?", status: 400, durationMs: 0, reason: "no HTTP" },
    { received: undefined, answer: { headers: {}, body: undefined } },
  );
  const [request] = await all(recorder);
  expect(request).toMatchObject({ status: 400, reason: "no HTTP", cost: undefined });
  expect(await detail(recorder, 1)).toMatchObject({
    requestBody: undefined,
    answerBody: undefined,
    requestHeaders: {},
  });
});

test("lets out no secret, wherever in a request it is", async () => {
  const recorder = new RequestRecorder();
  const headers = {
    authorization: `AWS4-HMAC-SHA256 Credential=AKID, Signature=${secret}`,
    "x-api-key": secret,
    "x-amz-security-token": secret,
    cookie: `session=${secret}`,
    origin: `http://a.test?token=${secret}`,
    "user-agent": `curl ${key}`,
  };
  const url = `/embeddings/${key}?X-Amz-Signature=${secret}&access_token=${token}&limit=1`;
  recorder.record(
    { ...served, url, reason: `the key ${key} is unknown`, log: JSON.stringify({ caller: key, cause: token }) },
    exchange(headers, JSON.stringify({ text: key }), JSON.stringify({ token })),
  );
  const told = JSON.stringify([await all(recorder), await detail(recorder, 1)]);
  for (const one of [key, secret, token]) expect(told).not.toContain(one);
  const { requestHeaders = {}, hasSecrets, requestBody } = (await detail(recorder, 1)) ?? {};
  expect(Object.keys(requestHeaders)).toEqual(Object.keys(headers));
  expect([hasSecrets, requestBody?.hasSecrets]).toEqual([true, true]);
});

test("keeps the last 200, beside which those that the console sends for itself are few", async () => {
  const recorder = new RequestRecorder();
  recorder.record({ ...served, url: "/first" }, exchange());
  for (let page = 0; page < 300; page++) recorder.record(served, exchange({ "x-console-background": "1" }));
  const requests = await all(recorder);
  expect(requests[0]?.path).toBe("/first");
  expect(requests.filter(({ isBackground }) => isBackground)).toHaveLength(50);
  for (let time = 0; time < 250; time++) recorder.record(served, exchange());
  expect((await all(recorder)).filter(({ isBackground }) => !isBackground)).toHaveLength(200);
  expect(await detail(recorder, 1)).toBeUndefined();
});

test("takes a bounded room, whatever is sent", async () => {
  const recorder = new RequestRecorder();
  const large = "a".repeat(1024 * 1024);
  for (let time = 0; time < 20; time++) recorder.record(served, exchange({}, large, large));
  const details = await Promise.all((await all(recorder)).map(({ id }) => detail(recorder, id)));
  expect(details.map((one) => one?.isForgotten)).toEqual([...Array(13).fill(true), ...Array(7).fill(false)]);
});

test("holds an answer back until there is something new, and begins anew with another recorder", async () => {
  const recorder = new RequestRecorder();
  const { recorder: name } = await recorder.next(new URLSearchParams());
  const next = recorder.next(new URLSearchParams({ recorder: name, after: "0" }));
  recorder.record(served, exchange());
  expect((await next).requests.map(({ id }) => id)).toEqual([1]);
  const other = await recorder.next(new URLSearchParams({ recorder: "of an earlier start", after: "7" }));
  expect([other.recorder, other.requests.map(({ id }) => id)]).toEqual([name, [1]]);
  const waiting = recorder.next(new URLSearchParams({ recorder: name, after: "1" }));
  recorder.close();
  expect((await waiting).requests).toEqual([]);
});
