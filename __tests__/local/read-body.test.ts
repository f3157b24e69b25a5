import { readBody } from "../../local/read-body";

async function* parts(...lengths: number[]): AsyncGenerator<Buffer> {
  for (const length of lengths) yield Buffer.alloc(length, "x");
}

test.each([[[]], [[3]], [[4, 0, 6]], [[10]]])("reads a body of the parts %j", async (lengths) => {
  const length = lengths.reduce((sum, part) => sum + part, 0);
  expect((await readBody(parts(...lengths), 10))?.toString()).toBe("x".repeat(length));
});

test("gives up one that is longer, after its end", async () => {
  let read = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const part of parts(11, 5)) {
      read += part.length;
      yield part;
    }
  }
  expect(await readBody(counted(), 10)).toBeUndefined();
  expect(read).toBe(16);
});
