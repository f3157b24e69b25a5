import { readVectorsBody } from "../../../local/s3-vectors/vectors-body";

const maxBytes = 20 * 1024 * 1024;

/** A JSON text of so many bytes, in parts. */
async function* text(bytes: number): AsyncGenerator<Buffer> {
  yield Buffer.from('"');
  for (let left = bytes - 2; left > 0; left -= 1024 * 1024) yield Buffer.alloc(Math.min(left, 1024 * 1024), "x");
  yield Buffer.from('"');
}

test("reads a body of exactly 20 MiB", async () => {
  expect(await readVectorsBody(text(maxBytes))).toHaveLength(maxBytes - 2);
});

test.each([1, 5 * 1024 * 1024])("refuses a body of %d bytes more, after its end", async (more) => {
  let read = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const part of text(maxBytes + more)) {
      read += part.length;
      yield part;
    }
  }
  await expect(readVectorsBody(counted())).rejects.toMatchObject({
    type: "ValidationException",
    message: "Request body exceeds max allowed size",
  });
  expect(read).toBe(maxBytes + more);
});

test("reads what is empty as an empty object", async () => {
  expect(await readVectorsBody(parts(""))).toEqual({});
});

test.each([
  ['{"a": "\\ud83d\\ude00"}', { a: "😀" }],
  ['{"\\ud83d\\ude00": 1}', { "😀": 1 }],
  ['{"a": "\\\\ud800"}', { a: "\\ud800" }],
])("reads %s", async (json, value) => {
  expect(await readVectorsBody(parts(json))).toEqual(value);
});

test.each(["{", '{"a": "\\ud800"}', '{"a": ["\\uDFFF"]}', '{"\\udc00": 1}'])("refuses %s", async (json) => {
  await expect(readVectorsBody(parts(json))).rejects.toMatchObject({ type: "SerializationException" });
});

/** A text whose characters are cut in two. */
async function* parts(json: string): AsyncGenerator<Buffer> {
  for (const byte of Buffer.from(json)) yield Buffer.from([byte]);
}
