import { ApiClient } from "../helpers/api/api-client";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { temporaryDirectory } from "../helpers/temporary-directory";

const env = { NO_COLOR: "1", LOCAL_DATA_DIR: temporaryDirectory() };

const post = (url: string, body: string | Buffer) =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: new Uint8Array(Buffer.from(body)),
  });

test("npm start prints a line for each request, and why it was refused", async () => {
  const deployment = new LocalDeployment({ env });
  const url = await deployment.url();
  await new ApiClient(url).generate({ text: "Hello world", store_in_s3: true, embedding_id: "doc1" });
  expect((await fetch(`${url}/embedding`)).status).toBe(404);
  expect((await fetch(`${url}/docs`, { method: "HEAD" })).status).toBe(404);
  for (let time = 0; time < 5; time++) {
    const tooLarge = await post(`${url}/embeddings/batch`, Buffer.alloc(15_000_000, "x"));
    expect([tooLarge.status, await tooLarge.json()]).toEqual([413, { message: "Request Entity Too Large" }]);
  }
  const chinese = await post(`${url}/embeddings/generate`, JSON.stringify({ text: "字".repeat(30_000) }));
  expect([chinese.status, await chinese.json()]).toMatchObject([422, { code: "text_too_long" }]);

  const { stdout, stderr } = await deployment.stop();
  const [message = "", lines = ""] = stdout.split(/(?<=^http:\/\/localhost:\d+\/docs)\n/m);
  expect(message.split("\n").length).toBeLessThan(12);
  const calls = /^[\d:]{8} POST \/embeddings\/generate 200 \d+ ms · model \d+ · storage \d+ · index \d+ · 3 tokens$/;
  expect(lines.trim().split("\n")).toEqual([
    expect.stringMatching(calls),
    expect.stringMatching(/^[\d:]{8} GET \/embedding 404 no route GET \/embedding: did you mean \/embeddings$/),
    expect.stringMatching(/^[\d:]{8} HEAD \/docs 404 no route HEAD \/docs: the path takes GET$/),
    ...Array(5).fill(expect.stringMatching(/ POST \/embeddings\/batch 413 the body has more than 10485760 bytes$/)),
    expect.stringMatching(/ POST \/embeddings\/generate 422 \d+ ms · text_too_long · model \d+$/),
  ]);
  expect(stderr).toBe("");
});

test("npm start -- --json prints JSON and nothing else", async () => {
  const deployment = new LocalDeployment({ env, args: ["--json"] });
  const url = await deployment.printed(/"url":"([^"]+)"/);
  await fetch(`${url}/health`);
  await fetch(`${url}/nothing`);
  const { stdout } = await deployment.stop();
  expect(
    stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { message: "serving", url, stack: "dev" },
    { message: "request", route: "GET /health", status: 200 },
    { message: "refused", method: "GET", url: "/nothing", status: 404 },
  ]);
});
