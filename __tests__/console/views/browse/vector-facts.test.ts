import { describeVector, signed, vectorFacts } from "../../../../console/views/browse/vector-facts";

test("says of a vector how long it is, and between what its numbers are", () => {
  const facts = vectorFacts([0.6, -0.8, 0]);
  expect(facts).toEqual({ count: 3, min: -0.8, max: 0.6, norm: 1 });
  expect(facts && describeVector(facts)).toBe("3 numbers from \u22120.8000 to 0.6000, length 1.0000");
  expect(vectorFacts([2])).toEqual({ count: 1, min: 2, max: 2, norm: 2 });
  expect(describeVector({ count: 1, min: 2, max: 2, norm: 2 })).toBe("1 number from 2.0000 to 2.0000, length 2.0000");
  expect(vectorFacts([])).toBeUndefined();
  expect(signed(-0.00004)).toBe("\u22120.0000");
});
