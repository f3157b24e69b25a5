import { parseJson } from "../../embedding/strict-json";

test.each([
  '{"a":{"k":1},"b":{"k":2}}',
  '[{"k":1},{"k":2}]',
  '{"a":"\\"a\\":","b":"{\\"a\\":1}"}',
  '{"k":"k","l":["k","k"]}',
  '{"a\\\\":1,"a":2}',
  '{"":1}',
  "[9007199254740993.0, 0.9007199254740993, 1e400, -0, 0.1, 100000000000000000000, -9007199254740991, 12345678901234567e3]",
  '"text"',
  "12",
  " [ ] ",
])("parses %s as JSON.parse does", (text) => {
  expect(parseJson(text)).toEqual(JSON.parse(text));
});

test.each([2 ** 53, -(2 ** 55), 2 ** 60, 123456789012345680000, 1e20, 1e21, 1.5e300])(
  "takes the integer %s as JavaScript writes it",
  (value) => {
    expect(parseJson(JSON.stringify({ value }))).toEqual({ value });
  },
);

test.each([
  '{"a":1,"a":2}',
  '{"a":1, "\\u0061" : 2}',
  '{"a":{"k":1,"k":1}}',
  '[{"a":[],"b":{},"a":0}]',
  '{"a":"}","a":"{"}',
  '{"a\\"b":1,"a\\"b":2}',
  '{"\\\\":1,"\\\\":2}',
  '{"":1,"":2}',
])("refuses %s, which has a key twice", (text) => {
  expect(() => parseJson(text)).toThrow("the same key twice in an object");
});

test.each(['{"__proto__":1}', '{"a":[{"\\u005f_proto__":{}}]}'])("refuses %s", (text) => {
  expect(() => parseJson(text)).toThrow('the key "__proto__"');
});

test.each(["", "{", "{'a':1}", "NaN", '{"a":1}}', "[".repeat(1_000_000)])("refuses %.20s, which is no JSON", (text) => {
  expect(() => parseJson(text)).toThrow(/^The body is not valid JSON[:.]/);
});

test.each([
  ["{'a':1}", ": Expected property name or '}' at position 1 (line 1 column 2)"],
  ['{"a":1,\n}', ": Expected double-quoted property name at position 8 (line 2 column 1)"],
  ['{"a":"b\n"}', ": Bad control character in string literal at position 7 (line 1 column 8)"],
  ['{"a":"secret', ": Unterminated string at position 12 (line 1 column 13)"],
  ['{"a":1', ": Expected ',' or '}' after property value at position 6 (line 1 column 7)"],
  ['{"a":1}{}', ": Unexpected non-whitespace character after JSON at position 7 (line 1 column 8)"],
  ['{"secret":NaN}', ": Unexpected token 'N'"],
  [`{"secret":"${"x".repeat(100)}","a":True}`, ": Unexpected token 'T'"],
  ["", ": Unexpected end of JSON input"],
  ["undefined", ""],
])("says of %j why it is no JSON, and no more of it", (text, why) => {
  const message = `is not valid JSON${why}`;
  // Some routes answer the detail alone.
  const error = { detail: `The body ${message}.`, errors: [{ field: "", message }] };
  expect(() => parseJson(text)).toThrow(expect.objectContaining(error));
});

test.each([
  "9007199254740993",
  "-12345678901234567890",
  '{"a":[1,{"id":9007199254740993}]}',
  "[1,99999999999999999999999]",
  // Of 2^55 itself, which JavaScript writes with a 0 at the end.
  "36028797018963968",
])("refuses %s, which has an integer that would be rounded", (text) => {
  expect(() => parseJson(text)).toThrow("would be rounded: send it as a string");
});
