import type { GetVectorsCommand } from "@aws-sdk/client-s3vectors";
import { EmbeddingError } from "../../../embedding/errors";
import { newCalls } from "../../../functions/aws/call-context";
import type { Index } from "../../../functions/aws/s3-vectors";
import { holdsVectors } from "../../../functions/storage/holds-vectors";
import { toVector } from "../../../functions/storage/put-vectors";

const context = {
  requestId: "request-1",
  signal: new AbortController().signal,
  remainingTimeMs: () => 20_000,
  ...newCalls(),
};
const document = (id: string) => ({
  id,
  text: `the text of ${id}`,
  embedding: [0.1, 0.2],
  model: "m",
  normalized: false,
  metadata: { page: 1 },
  expires_at: undefined,
});

/** An index that holds some ids, and fails where it is asked for one of the others that it does not know. */
function indexOf(isHeld: (id: string) => boolean, failsFor = "") {
  const asked: string[][] = [];
  const send = async ({ input: { keys = [], returnData, returnMetadata } }: GetVectorsCommand) => {
    asked.push(keys);
    if (keys.includes(failsFor)) throw new EmbeddingError("index_unavailable", "It failed.");
    return {
      vectors: returnData && returnMetadata ? keys.filter(isHeld).map((id) => toVector(document(id)).vector) : [],
    };
  };
  return { index: { arn: "arn", model: "m", dimension: 2, send } as unknown as Index, asked };
}
const documents = Array.from({ length: 250 }, (_, index) => document(`doc${index}`));

test("asks for at most 100 vectors in a call, and answers in the documents' order", async () => {
  const { index, asked } = indexOf((id) => id.endsWith("7"));
  const held = await holdsVectors(documents, index, context);
  expect(asked.map(({ length }) => length)).toEqual([100, 100, 50]);
  expect(held).toEqual(documents.map(({ id }) => ({ value: id.endsWith("7") })));
});

test("fails for those of a call that failed, and for no others", async () => {
  const { index } = indexOf(() => true, "doc120");
  const held = await holdsVectors(documents, index, context);
  expect(held.map(({ value, error }) => value ?? error?.code)).toEqual([
    ...Array(100).fill(true),
    ...Array(100).fill("index_unavailable"),
    ...Array(50).fill(true),
  ]);
});

test("asks nothing for nothing", async () => {
  const { index, asked } = indexOf(() => true);
  expect([await holdsVectors([], index, context), asked]).toEqual([[], []]);
});
