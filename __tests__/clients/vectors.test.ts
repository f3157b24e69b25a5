import { differenceOf } from "../../clients/vectors";

const expected = [
  [0.6, 0.8, 0],
  [0, 1, 0],
];

test("takes the same vectors with fewer digits as equal", () => {
  expect(
    differenceOf(
      [
        [0.6001, 0.7999, 0],
        [0, 1, 0],
      ],
      expected,
    ),
  ).toBeUndefined();
});

test.each([
  ["fewer vectors", [[0.6, 0.8, 0]], "1 vectors of 2 texts"],
  [
    "fewer numbers",
    [
      [0.6, 0.8, 0],
      [0, 1],
    ],
    "vector 1 has 2 of 3 numbers",
  ],
  ["another order", expected.toReversed(), /^vector 0 is another text's: its cosine is 0\.8/],
  [
    "no numbers",
    [
      [0.6, 0.8, 0],
      [Number.NaN, 1, 0],
    ],
    "vector 1 is another text's: its cosine is NaN",
  ],
  [
    "only zeros",
    [
      [0, 0, 0],
      [0, 1, 0],
    ],
    "vector 0 is another text's: its cosine is NaN",
  ],
])("tells %s", (_, vectors, difference) => {
  expect(differenceOf(vectors, expected)).toEqual(
    typeof difference === "string" ? difference : expect.stringMatching(difference),
  );
});
