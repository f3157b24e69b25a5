import * as pulumi from "@pulumi/pulumi";
import { configuredTags, mergeTags, type Tags } from "../../common/tags";

const own = { Project: "acme", Stack: pulumi.getStack(), ManagedBy: "pulumi" };
const some = (count: number, prefix = "tag-") =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, "x"]));

test.each<[string, unknown, Tags]>([
  ["nothing", undefined, {}],
  ["the default of Pulumi.yaml", "", {}],
  [
    "what IAM takes",
    { "Cost Center_.:/=+-@": "é 9_.:/=+-@", empty: "" },
    { "Cost Center_.:/=+-@": "é 9_.:/=+-@", empty: "" },
  ],
  [
    "numbers and booleans, as the CLI makes of text",
    { CostCenter: 1234, Internal: true },
    { CostCenter: "1234", Internal: "true" },
  ],
  ["the longest", { ["n".repeat(128)]: "v".repeat(256) }, { ["n".repeat(128)]: "v".repeat(256) }],
])("takes %s", (_, tags, expected) => {
  expect(configuredTags.parse(typeof tags === "object" ? JSON.stringify(tags) : tags)).toEqual(expected);
});

test.each<[string, unknown, string]>([
  ["a tag of the program's", { Project: "x" }, "is reserved: the program sets the tag Project itself"],
  ["one in another case, which IAM takes for the same", { managedby: "x" }, "sets the tag ManagedBy itself"],
  ["a name of AWS's", { "aws:x": "1" }, "must not start with aws:"],
  ["a name of AWS's in another case", { "AWS:x": "1" }, "must not start with aws:"],
  ["a value of AWS's", { x: "Aws:1" }, "must not start with aws:"],
  ["an empty name", { "": "x" }, "must be a name of 1 to 128 characters"],
  ["a long name", { ["n".repeat(129)]: "x" }, "must be a name of 1 to 128 characters"],
  ["a long value", { x: "v".repeat(257) }, "must have at most 256 characters"],
  ["another character in a name", { "a#b": "x" }, "must consist of letters"],
  ["another character in a value", { x: "a,b" }, "must consist of letters"],
  ["a line break", { x: "a\nb" }, "must consist of letters"],
  ["a number that may have been written otherwise", { Version: 1.1 }, "must be text: put it in quotes"],
  ["a number of more digits than it keeps", '{"x": 12345678901234567890}', "must be text: put it in quotes"],
  ["no value", { x: null }, "must be text: put it in quotes"],
  ["a list", ["x"], "must be an object such as"],
  ["a text", "CostCenter=1234", "must be an object such as"],
])("refuses %s", (_, tags, message) => {
  const text = typeof tags === "string" ? tags : JSON.stringify(tags);
  const { error } = configuredTags.safeParse(text);
  expect(error?.issues.map((issue) => issue.message)).toEqual([expect.stringContaining(message)]);
});

test("gives a stack the program's tags and those of both keys", () => {
  expect(mergeTags("acme", { Team: "search" }, { Owner: "jo", Team: "search" })).toEqual({
    ...own,
    Team: "search",
    Owner: "jo",
  });
});

test.each<[string, Tags, Tags, string]>([
  ["two values", { Team: "a" }, { Team: "b" }, 'The tag Team is "a", and the tag Team is "b"'],
  [
    "names that differ in case, in two keys",
    { team: "a" },
    { Team: "a" },
    'The tag team is "a", and the tag Team is "a"',
  ],
  ["names that differ in case, in one key", {}, { team: "a", Team: "a" }, "and the tag Team"],
  ["more than AWS has room for", some(40), some(6, "other-"), "are 46: AWS has room for 45"],
])("refuses %s", (_, tags, defaultTags, message) => {
  expect(() => mergeTags("acme", tags, defaultTags)).toThrow(message);
});

test("takes as many as AWS has room for", () => {
  expect(Object.keys(mergeTags("acme", some(45), some(45)))).toHaveLength(48);
});
