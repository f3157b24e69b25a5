import { StoredObjects } from "../../helpers/handler/stored-objects";
import { temporaryDirectory } from "../../helpers/temporary-directory";
import { serveS3 } from "../../helpers/tools/reindex";

const directory = temporaryDirectory();
let server: Awaited<ReturnType<typeof serveS3>>;
beforeAll(async () => {
  server = await serveS3(directory, "embeddings");
});
afterAll(() => server.kill());

test.each(["embeddings/folder/", "embeddings/.keep"])("takes the empty object %s, sent without a type", async (key) => {
  const url = `${server.url}/embeddings/${key}`;
  expect((await fetch(url, { method: "PUT" })).status).toBe(200);
  expect(await (await fetch(url)).text()).toBe("");
  expect(await new StoredObjects(server.url, "embeddings").keys()).toContain(key);
});

test.each(["application/x-www-form-urlencoded", "application/x-amz-json-1.0", "application/json", "text/plain"])(
  "keeps what is sent as %s byte for byte",
  async (type) => {
    const url = `${server.url}/embeddings/embeddings/sent.json`;
    const body = '{"id": "sent", "text": "a=b&c"}\n';
    expect((await fetch(url, { method: "PUT", headers: { "content-type": type }, body })).status).toBe(200);
    const stored = await fetch(url);
    expect(stored.headers.get("content-type")).toBe(type);
    expect(await stored.text()).toBe(body);
  },
);
