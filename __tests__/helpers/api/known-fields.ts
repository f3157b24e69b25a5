import fc from "fast-check";
import { vector } from "../handler/aws-answers";

/** A field of an object: JSON that is valid for it, and JSON that is not. */
export interface Field {
  readonly valid: string;
  readonly invalid: fc.Arbitrary<string>;
}

/** A value's JSON. */
export const json = (value: unknown) => JSON.stringify(value) as string;
/** The JSON of any value that is not so. */
export const anyBut = (accepts: (value: unknown) => boolean) =>
  fc
    .jsonValue()
    .filter((value) => !accepts(value))
    .map(json);
const isString = (value: unknown) => typeof value === "string";
const isBoolean = (value: unknown) => typeof value === "boolean";
export const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Any character, as fast-check's unit "binary" has them, which takes a second to be made. */
export const character = fc.integer({ min: 0, max: 0x10_f7ff }).map(
  (index) => String.fromCodePoint(index < 0xd800 ? index : index + 0x800),
  (text) => {
    const point = String(text).codePointAt(0) as number;
    return point < 0xd800 ? point : point - 0x800;
  },
);

/** What the API documents of ids, not what its code has. */
export const validId = /^[A-Za-z0-9][A-Za-z0-9._:@=+-]{0,255}$/;
export const invalidId = fc.oneof(
  fc.string({ unit: character }).filter((id) => !validId.test(id)),
  fc.string({ unit: character, minLength: 1, maxLength: 3 }).map((end) => `${end}/..`),
  fc.integer({ min: 257, max: 5_000 }).map((length) => "x".repeat(length)),
  fc.constantFrom("", ".", "..", "../a", "a/b", "a\0", "a\n", "-a", "é"),
);
const invalidUnicode = fc.oneof(
  fc
    .tuple(fc.string(), fc.constantFrom("\ud800", "\udbff", "\udc00", "\udfff"))
    .map(([start, half]) => json(start + half)),
  fc.integer({ min: 750_001, max: 760_000 }).map((length) => json("x".repeat(length))),
);
const invalidText = fc.oneof(fc.stringMatching(/^[ \t\r\n\u00a0\u2003\u3000]*$/).map(json), invalidUnicode);
/** What is neither a text nor a token nor a list of tokens. */
const invalidInput = fc.oneof(
  invalidUnicode,
  fc.constantFrom('""', "-1", "1.5", "100277", "1e999", "[]", "[-1]", "null", "true", "{}"),
);
/** Arrays or objects within each other. */
export const deep = fc
  .tuple(fc.constantFrom(["[", "]"], ['{"a":[', "]}"]), fc.integer({ min: 2, max: 100_000 }))
  .map(([[open = "", close = ""], depth]) => open.repeat(depth) + close.repeat(depth));
const unit = fc.constantFrom("{}", "null", '"0.1"', "[]", "1e999", "true");

const text: Field = {
  valid: '"a text"',
  invalid: fc.oneof(anyBut(isString), invalidText, deep),
};
const embedding_id: Field = {
  valid: '"doc1"',
  invalid: fc.oneof(anyBut(isString), invalidId.map(json)),
};
const metadata: Field = {
  valid: '{"page":1,"tags":["a","b"],"years":[2024]}',
  invalid: fc.oneof(
    anyBut(isObject),
    fc
      .tuple(
        fc.string(),
        fc.oneof(
          anyBut((value) => !(value === null || isObject(value))),
          fc.constantFrom("[]", '["a",1]', "[true]", "[null]", '[["a"]]'),
          deep,
        ),
      )
      .map(([key, value]) => `{${json(key)}:${value}}`),
    fc.integer({ min: 2_048, max: 10_000 }).map((length) => json({ a: "x".repeat(length) })),
  ),
};
const dimensions: Field = { valid: "1024", invalid: anyBut((value) => [256, 512, 1024].includes(value as number)) };
const flag: Field = { valid: "true", invalid: anyBut(isBoolean) };

/** The fields that routes take, by what the API says of them. */
export const knownFields: Readonly<Record<string, Field>> = {
  text,
  embedding_id,
  metadata,
  expires_at: {
    valid: '"2999-01-31T12:00:00+01:00"',
    invalid: fc.oneof(
      anyBut(isString),
      fc.string().map((text) => json(`x${text}`)),
      fc.date({ min: new Date(0), max: new Date("2020-01-01"), noInvalidDate: true }).map(json),
      fc.constantFrom('"2999-01-31"', '"2999-01-31T12:00:00"', '"2999-02-29T12:00:00Z"', '"2999-01-31T25:00:00Z"'),
    ),
  },
  dimensions,
  store_in_s3: flag,
  normalize: flag,
  items: {
    valid: '[{"text":"a text","embedding_id":"doc1"}]',
    invalid: fc.oneof(
      anyBut(Array.isArray),
      fc.array(anyBut(isObject), { minLength: 1 }).map((items) => `[${items}]`),
      fc.constantFrom("[]", `[${Array(101).fill('{"text":"a"}')}]`),
    ),
  },
  embedding: {
    valid: json(vector(1024)),
    invalid: fc.oneof(
      anyBut(Array.isArray),
      deep,
      fc.integer({ min: 0, max: 1023 }).map((length) => json(vector(length))),
      fc
        .tuple(fc.integer({ min: 0, max: 1023 }), unit)
        .map(([index, bad]) => `[${vector(1024).with(index, NaN)}]`.replace("NaN", bad)),
      fc
        .tuple(fc.integer({ min: 0, max: 200_000 }), unit)
        .map(([length, bad]) => `[${`${bad},`.repeat(length)}${bad}]`),
    ),
  },
  queries: {
    valid: '["a text","another"]',
    invalid: fc.oneof(
      anyBut((value) => Array.isArray(value) && value.length > 0),
      invalidText.map((bad) => `["a text",${bad}]`),
      fc.constantFrom("[]", json(Array(9).fill("a"))),
    ),
  },
  mode: { valid: '"hybrid"', invalid: anyBut((value) => value === "vector" || value === "hybrid") },
  candidates: {
    valid: "1000",
    invalid: anyBut((value) => Number.isInteger(value) && Number(value) >= 100 && Number(value) <= 1_000),
  },
  group_by: {
    valid: '"page"',
    invalid: fc.oneof(anyBut(isString), fc.constantFrom('""', '"text"', '"_a"', '"$a"', '"\\ud800"')),
  },
  group_size: {
    valid: "2",
    invalid: anyBut((value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100),
  },
  rerank: {
    valid: '{"candidates":50}',
    invalid: fc.oneof(
      anyBut((value) => isBoolean(value) || isObject(value)),
      fc.constantFrom('{"candidates":0}', '{"candidates":101}', '{"model":1}', '{"fallback":1}', '{"top_n":1}'),
    ),
  },
  diversity: { valid: "0.5", invalid: anyBut((value) => typeof value === "number" && value >= 0 && value <= 1) },
  top_k: { valid: "10", invalid: anyBut((value) => Number.isInteger(value) && Number(value) >= 1) },
  filter: {
    valid: '{"page":{"$gte":1}}',
    invalid: fc.oneof(
      anyBut(isObject),
      deep,
      fc.string().map((name) => json({ a: { [`$x${name}`]: 1 } })),
    ),
  },
  include: { valid: '["text"]', invalid: anyBut((value) => Array.isArray(value) && value.length === 0) },
  highlight: flag,
  min_score: { valid: "-1", invalid: anyBut((value) => typeof value === "number" && Math.abs(value) <= 1) },
  input: {
    valid: '["a text"]',
    invalid: fc.oneof(
      anyBut((value) => isString(value) || Array.isArray(value)),
      invalidUnicode,
      fc.constant('""'),
      fc.array(invalidInput, { maxLength: 3 }).map((inputs) => `[${inputs}]`),
      deep,
    ),
  },
  model: {
    valid: '"text-embedding-3-small"',
    invalid: fc.oneof(
      anyBut(isString),
      fc.string().map((name) => json(`x${name}`)),
    ),
  },
  encoding_format: { valid: '"float"', invalid: anyBut((value) => value === "float" || value === "base64") },
  user: { valid: '"somebody"', invalid: anyBut(isString) },
};

/** Values of a kind that are not taken; undefined where all are. */
export function refused<Value>(
  values: fc.Arbitrary<Value>,
  takes: (value: Value) => boolean,
): fc.Arbitrary<Value> | undefined {
  const isRefused = (value: Value) => !takes(value);
  return fc.sample(values, { numRuns: 100, seed: 1 }).some(isRefused) ? values.filter(isRefused) : undefined;
}
