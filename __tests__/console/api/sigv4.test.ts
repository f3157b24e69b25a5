import { signatureHeaders } from "../../../console/api/sigv4";
import { sigv4Authorizer } from "../../../local/auth/sigv4";

const credentials = { accessKeyId: "LOCAL1", secretAccessKey: "the-secret" };
const date = new Date("2026-11-28T10:20:30.456Z");
const authorize = sigv4Authorizer({ region: "eu-west-1", credentials, now: () => date.getTime() });

/** What the gateway says of a request that the console signed and then sent. */
async function answer(method: string, path: string, body?: string, signing = credentials) {
  const url = new URL(path, "http://localhost:3000");
  const headers = await signatureHeaders({ method, url, body }, { region: "eu-west-1", ...signing }, date);
  return authorize({
    method,
    url: url.pathname + url.search,
    protocol: "HTTP/1.1",
    headers: { host: url.host, ...headers },
    body: body === undefined ? undefined : Buffer.from(body),
    sourceIp: "127.0.0.1",
  });
}

test.each([
  ["GET", "/embeddings?limit=1"],
  ["GET", "/embeddings?prefix=a%20b%2Bc&limit=10"],
  ["GET", `/embeddings/${encodeURIComponent("sample:a=b@c+d.md:1")}`],
  ["GET", "/embeddings/a'b(c)*!"],
  ["DELETE", "/embeddings/doc1"],
])("signs %s %s as API Gateway checks it", async (method, path) => {
  expect(await answer(method, path)).toMatchObject({ iam: { accessKey: "LOCAL1" } });
});

test("signs a body in whatever script", async () => {
  const body = JSON.stringify({ text: "größer 关闭 😀" });
  expect(await answer("POST", "/embeddings/search", body)).toMatchObject({ iam: { accessKey: "LOCAL1" } });
});

test("does not sign for somebody else", async () => {
  const others = { ...credentials, secretAccessKey: "another" };
  await expect(answer("GET", "/embeddings", undefined, others)).rejects.toThrow("Forbidden");
});
