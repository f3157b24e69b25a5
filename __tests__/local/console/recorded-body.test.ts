import { createHash } from "node:crypto";
import { brotliCompressSync, constants, deflateSync, gzipSync } from "node:zlib";
import { keptBody, maxKeptBytes, recordedBody } from "../../../local/console/recorded-body";

const text = `{"text":"Ströme & "rivers""}`;
/** A text that is large also where it is packed. */
const incompressible = Array.from({ length: 50_000 }, (_, index) =>
  createHash("sha256").update(String(index)).digest("base64"),
).join("");
const read = async (body: Buffer, encoding?: string) => {
  const kept = keptBody(body, encoding);
  if (!kept) throw new Error("nothing was kept");
  return recordedBody(kept);
};

test("has nothing of no body", () => {
  expect([keptBody(undefined, undefined), keptBody(Buffer.alloc(0), "gzip")]).toEqual([undefined, undefined]);
});

test.each([
  [undefined, (bytes: Buffer) => bytes],
  ["identity", (bytes: Buffer) => bytes],
  ["gzip", gzipSync],
  ["GZIP", gzipSync],
  ["deflate", deflateSync],
  ["br", brotliCompressSync],
])("reads a body that is sent as %s", async (encoding, pack) => {
  const sent = pack(Buffer.from(text)) as Buffer;
  expect(await read(sent, encoding)).toEqual({ text, bytes: sent.length, isCut: false, hasSecrets: false });
});

test("cuts a large body, also in the middle of a sign, and keeps no more of it in memory", async () => {
  const sent = Buffer.concat([Buffer.from("a"), Buffer.from("ö".repeat(maxKeptBytes))]);
  const kept = keptBody(sent, undefined);
  expect(kept?.start.buffer.byteLength).toBeLessThan(sent.length);
  const { text: shown = "", ...others } = await read(sent);
  expect(others).toEqual({ bytes: sent.length, isCut: true, hasSecrets: false });
  expect(shown).toBe(`a${"ö".repeat(maxKeptBytes / 2 - 1)}`);
});

/** As a client would in a moment; the most that Brotli can takes seconds. */
const brotli = (content: string) =>
  brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MIN_QUALITY } });

test.each([["gzip", gzipSync] as const, ["br", brotli] as const])(
  "reads the beginning of what is too large once it is unpacked from %s, or even packed",
  async (encoding, pack) => {
    const long = await read(pack("b".repeat(2 * maxKeptBytes)), encoding);
    expect([long.isCut, long.text?.length]).toEqual([true, maxKeptBytes]);
    const packed = pack(incompressible) as Buffer;
    expect(packed.length).toBeGreaterThan(maxKeptBytes);
    const { isCut, problem } = await read(packed, encoding);
    expect([isCut, problem]).toEqual([true, undefined]);
  },
);

test("says why there is nothing to read", async () => {
  expect(await read(Buffer.from([0xff, 0xfe, 0]))).toMatchObject({ problem: "It is no text.", bytes: 3 });
  expect(await read(Buffer.from("no gzip"), "gzip")).toMatchObject({
    problem: "It cannot be read as gzip: incorrect header check.",
  });
  expect(await read(Buffer.from("x"), "zstd")).toMatchObject({
    problem: expect.stringContaining("as zstd: nobody knows"),
  });
  const bomb = gzipSync(Buffer.alloc(11 * 1024 * 1024));
  expect((await read(bomb, "gzip")).problem).toMatch(/^It cannot be read as gzip: .*larger than/);
});

test("leaves out what is secret, and says so", async () => {
  const secret = `{"token":"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl"}`;
  expect(await read(Buffer.from(secret))).toMatchObject({ text: '{"token":"eyJ…"}', hasSecrets: true });
});
