import { httpEvent } from "../../../local/gateway/http-event";

const request = {
  method: "POST",
  url: "/embeddings/a%20b?tag=x&tag=y&q=%26",
  protocol: "HTTP/1.1",
  headers: { host: "localhost:3000", "content-type": "application/json", cookie: "a=1; b=2" },
  body: Buffer.from('{"text":"é"}'),
  sourceIp: "127.0.0.1",
};
const route = { apiId: "local", routeKey: "POST /embeddings/{embedding_id}", pathParameters: { embedding_id: "a b" } };

test("is a payload of format 2.0", () => {
  expect(httpEvent(request, route)).toEqual({
    version: "2.0",
    routeKey: "POST /embeddings/{embedding_id}",
    rawPath: "/embeddings/a b",
    rawQueryString: "tag=x&tag=y&q=%26",
    cookies: ["a=1", "b=2"],
    headers: { host: "localhost:3000", "content-type": "application/json" },
    queryStringParameters: { tag: "x,y", q: "&" },
    pathParameters: { embedding_id: "a b" },
    requestContext: expect.objectContaining({
      apiId: "local",
      domainName: "localhost:3000",
      domainPrefix: "localhost",
      http: expect.objectContaining({ method: "POST", path: "/embeddings/a b", sourceIp: "127.0.0.1" }),
      stage: "$default",
    }),
    body: '{"text":"é"}',
    isBase64Encoded: false,
  });
});

test.each<[string, Record<string, string> | undefined]>([
  ["/a", undefined],
  ["/a?", undefined],
  ["/a?b", { b: "" }],
  ["/a?b=&c=1", { b: "", c: "1" }],
  ["/a?b=1&c=2&b=&b=3", { b: "1,,3", c: "2" }],
  ["/a?b=1+2&c=1%2B2&d=%20%C3%A9", { b: "1 2", c: "1+2", d: " é" }],
  ["/a?b=1,2&b=3", { b: "1,2,3" }],
  ["/a?b=c=d?e", { b: "c=d?e" }],
  [
    "/a?__proto__=1&b[]=2&b%5B%5D=3",
    Object.fromEntries([
      ["__proto__", "1"],
      ["b[]", "2,3"],
    ]),
  ],
])("reads the query of %s", (url, parameters) => {
  const event = httpEvent({ ...request, url }, route);
  expect(event.queryStringParameters).toEqual(parameters);
  expect(Object.keys(event.queryStringParameters ?? {})).toEqual(Object.keys(parameters ?? {}));
  expect(event.rawQueryString).toBe(url.slice(3));
});

test.each(["application/json", "application/json; charset=utf-8", "Application/JSON", "text/plain", "application/xml"])(
  "hands on a body of type %s as text",
  (contentType) => {
    const event = httpEvent({ ...request, headers: { "content-type": contentType } }, route);
    expect([event.isBase64Encoded, event.body]).toEqual([false, '{"text":"é"}']);
  },
);

test.each([
  "application/octet-stream",
  "application/x-www-form-urlencoded",
  "application/problem+json",
  "application/jsonlines",
  undefined,
])("encodes a body of type %s in base64", (contentType) => {
  const headers: Record<string, string> = contentType ? { "content-type": contentType } : {};
  const event = httpEvent({ ...request, headers }, route);
  expect(event.isBase64Encoded).toBe(true);
  expect(Buffer.from(event.body ?? "", "base64")).toEqual(request.body);
});

test("leaves out what a request does not have", () => {
  const event = httpEvent({ ...request, url: "/", body: undefined, headers: {} }, { ...route, pathParameters: {} });
  expect(Object.keys(event)).not.toEqual(expect.arrayContaining(["body"]));
  for (const absent of ["body", "cookies", "queryStringParameters", "pathParameters"]) {
    expect(event).not.toHaveProperty(absent);
  }
  expect(event.isBase64Encoded).toBe(false);
});
