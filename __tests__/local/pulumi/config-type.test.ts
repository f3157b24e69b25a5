import { type ConfigType, isOfType, typeName } from "../../../local/pulumi/config-type";

const strings: ConfigType = { type: "array", items: { type: "string" } };

test.each<[string, ConfigType, unknown[], unknown[]]>([
  ["string", { type: "string" }, ["", "a"], [1, true, ["a"], {}]],
  ["integer", { type: "integer" }, [1, 2.0, "1", "-1", "+1"], [1.5, "1.5", "", "a", "1_000", true, [1]]],
  ["boolean", { type: "boolean" }, [true, "true", "false"], ["yes", "", "True", 1, []]],
  ["object", { type: "object" }, [{}, { a: 1 }], ["{}", [], null]],
  ["array<string>", strings, [[], ["a"]], ['["a"]', [1], [["a"]], {}]],
  ["array<integer>", { type: "array", items: { type: "integer" } }, [[1, "2"]], [["a"], [1.5]]],
  ["array<array<string>>", { type: "array", items: strings }, [[["a"], []]], [["a"]]],
  ["array", { type: "array" }, [], [[], ["a"]]],
])("takes for %s what the CLI takes", (name, type, taken, refused) => {
  expect(typeName(type)).toBe(name);
  expect(taken.filter((value) => !isOfType(type, value))).toEqual([]);
  expect(refused.filter((value) => isOfType(type, value))).toEqual([]);
});
