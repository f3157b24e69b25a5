import { jsonl } from "../../../documents/formats/jsonl";
import { textSource } from "../../helpers/documents/text-source";

const records = (text: string, length?: number) =>
  Array.fromAsync(jsonl.records(textSource(text, "corpus.jsonl", length)));

test("reads a passage of each line that is not blank", async () => {
  const text = '{"id":"a","text":"One"}\n\n  \n{"id":"b","text":"Two\u{2028}lines","metadata":{"page":7}}';
  const read = [
    { line: 1, id: "a", text: "One" },
    { line: 4, id: "b", text: "Two\u{2028}lines", metadata: { page: 7 } },
  ];
  expect(await records(text)).toEqual(read);
  expect(await records(text, 1_000)).toEqual(read);
  expect(await records("")).toEqual([]);
});

test.each([
  ['{"_id":"4983","title":"T","text":"x"}', { id: "4983", text: "x", metadata: { title: "T" } }],
  ['{"_id":"1","title":"","text":"x","metadata":{}}', { id: "1", text: "x", metadata: {} }],
  [
    '{"_id":"1","id":null,"title":null,"text":"x","metadata":{"a":null,"b":0},"page":null}',
    { id: "1", text: "x", metadata: { b: 0 } },
  ],
  ['{"id":"1","text":"x","metadata":null}', { id: "1", text: "x" }],
  ['{"id":4983,"text":"x"}', { id: "4983", text: "x" }],
  ['{"_id":0,"text":"x"}', { id: "0", text: "x" }],
  ['{"id":1.5,"text":"x","title":"T","metadata":{"a":1}}', { id: "1.5", text: "x", metadata: { title: "T", a: 1 } }],
  ['{"id":"a","text":"x","title":"T","metadata":{"title":"U"}}', { id: "a", text: "x", metadata: { title: "U" } }],
])("takes %s", async (line, record) => {
  expect(await records(line)).toEqual([{ line: 1, ...record }]);
});

test.each([
  ["{", /^the line is not valid JSON: Expected .* at position 1, write it as \{"id": "doc1", "text": "Hello world"\}/],
  ["[]", /^the line is no passage, write it as \{"id"/],
  ['{"text":"x"}', /^id must be a string or a number$/],
  ['{"id":null,"text":"x"}', /^id must be a string or a number$/],
  ['{"_id":{"$oid":"5"},"text":"x"}', /^_id must be a string or a number$/],
  ['{"id":"a","_id":"b","text":"x"}', /^id must not be beside _id$/],
  ['{"id":"b"}', /^text must be a string$/],
  ['{"id":"b","text":" "}', /^text must not be blank$/],
  ['{"id":"b","title":7,"text":"x"}', /^title must be a string$/],
  [
    JSON.stringify({ id: "b", text: "x".repeat(750_001) }),
    /^text must have at most 750000 characters and has 750001: split it$/,
  ],
  ['{"id":"b","text":"\\ud83d"}', /^text must be valid Unicode/],
  ['{"id":"b","text":"x","page":7}', /^"page" is no field: put it into "metadata"$/],
  [
    '{"id":"b","text":"x","metadata":{"a":{}}}',
    /^metadata\.a must be a string, a finite number, a boolean, or a list of at least one string or of numbers$/,
  ],
  [
    '{"id":"b","text":"x","metadata":{"text":"y"}}',
    /^metadata must have no key "text" and none that starts with "_": rename it$/,
  ],
  ['{"id":"b","text":"x","metadata":{"_model":"y"}}', /^metadata must have no key/],
  [
    JSON.stringify({ id: "b", text: "x", metadata: { a: "x".repeat(2_048) } }),
    /^metadata must have at most 2048 bytes/,
  ],
  [JSON.stringify({ id: "b", text: "x", title: "x".repeat(2_048) }), /^metadata must have at most 2048 bytes/],
  ['{"id":"b","id":"c","text":"x"}', /^the line has the same key twice in an object/],
  [
    '{"id":"b","text":"x","metadata":{"n":12345678901234567}}',
    /^the line has the number 12345678901234567, which would be rounded/,
  ],
])("tells what is wrong with %.60s, and takes what is around it", async (line, problem) => {
  expect(await records(`{"id":"a","text":"1"}\n${line}\n{"id":"z","text":"2"}`, 100_000)).toEqual([
    { line: 1, id: "a", text: "1" },
    { line: 2, problem: expect.stringMatching(problem) },
    { line: 3, id: "z", text: "2" },
  ]);
});

test("does not keep a line without end, and goes on after it", async () => {
  const text = `{"id":"a","text":"${"x".repeat(5_000_001)}"}\n{"id":"b","text":"x"}\n${"y".repeat(5_000_001)}`;
  const problem = "the line has more than 5000000 characters: split its text";
  expect(await records(text, 70_000)).toEqual([
    { line: 1, problem },
    { line: 2, id: "b", text: "x" },
    { line: 3, problem },
  ]);
});
