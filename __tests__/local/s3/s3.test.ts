import { StoredObjects } from "../../helpers/handler/stored-objects";
import { LocalAws } from "../../helpers/local/local-aws";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();
let aws: LocalAws;
let url: string;
beforeAll(async () => {
  aws = await LocalAws.start({ directory, region: "us-east-1", buckets: ["embeddings"] });
  url = aws.urls.s3;
});
afterAll(() => aws.stop());

test.each(["embeddings/folder/", "embeddings/.keep"])("takes the empty object %s, sent without a type", async (key) => {
  const object = `${url}/embeddings/${key}`;
  expect((await fetch(object, { method: "PUT" })).status).toBe(200);
  expect(await (await fetch(object)).text()).toBe("");
  expect(await new StoredObjects(url, "embeddings").keys()).toContain(key);
});

test.each(["application/x-www-form-urlencoded", "application/x-amz-json-1.0", "application/json", "text/plain"])(
  "keeps what is sent as %s byte for byte",
  async (type) => {
    const object = `${url}/embeddings/embeddings/sent.json`;
    const body = '{"id": "sent", "text": "a=b&c"}\n';
    expect((await fetch(object, { method: "PUT", headers: { "content-type": type }, body })).status).toBe(200);
    const stored = await fetch(object);
    expect(stored.headers.get("content-type")).toBe(type);
    expect(await stored.text()).toBe(body);
  },
);

test("deletes an object in the state that If-Match names alone, and refuses where there is none", async () => {
  const object = `${url}/embeddings/embeddings/conditional.json`;
  const put = async (body: string) => (await fetch(object, { method: "PUT", body })).headers.get("etag") ?? "";
  const remove = async (etag: string) =>
    (await fetch(object, { method: "DELETE", headers: { "if-match": etag } })).status;
  const before = await put("before");
  const now = await put("now");
  expect(await remove(before)).toBe(412);
  expect(await (await fetch(object)).text()).toBe("now");
  expect(await remove(now)).toBe(204);
  expect((await fetch(object)).status).toBe(404);
  expect(await remove(now)).toBe(412);
  // As it always does without a condition.
  expect((await fetch(object, { method: "DELETE" })).status).toBe(204);
});
