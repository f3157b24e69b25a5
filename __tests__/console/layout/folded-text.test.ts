import { foldedText, isVector } from "../../../console/layout/folded-text";

const numbers = Array.from({ length: 1024 }, (_, index) => index / -1000);

test("tells vectors from other lists", () => {
  expect([isVector(numbers), isVector([1, 2, 3]), isVector([...numbers, "a"]), isVector("abc")]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test("folds the vectors of a text that may be cut in the middle of one", () => {
  const text = JSON.stringify({ a: [1, 2], embedding: numbers, b: [numbers] }, null, 1);
  const folded = foldedText(text).replace(/\s+/g, " ");
  expect(folded).toBe(
    '{ "a": [ 1, 2 ], "embedding": [0, -0.001, -0.002, … 1,024 numbers], "b": [ [0, -0.001, -0.002, … 1,024 numbers] ] }',
  );
  expect(foldedText(`{"embedding":[${numbers.slice(0, 100).join(",")},-0.`)).toBe(
    '{"embedding":[0,-0.001,-0.002, … 101 numbers',
  );
});

test.each(["", "[1,2,3", "[a]", "no JSON [1, 2, 3, 4]", '["1","2"]'])("leaves %j as it is", (text) => {
  expect(foldedText(text)).toBe(text);
});

test("takes no longer for what only begins as a vector", () => {
  const text = `${"[".repeat(1_000)}${numbers.join(",")},"a"`;
  expect(foldedText(text)).toBe(text);
});
