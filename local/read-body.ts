/**
 * A body whole; `undefined` where it is longer than so many bytes. Also that one is read to its end: else the client
 * would find the connection reset.
 */
export async function readBody(payload: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of payload) {
    length += chunk.length;
    if (length <= maxBytes) chunks.push(chunk);
  }
  return length <= maxBytes ? Buffer.concat(chunks) : undefined;
}
