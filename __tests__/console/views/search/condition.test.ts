import {
  describeCondition,
  type FilterCondition,
  operators,
  parseValue,
  toFilter,
} from "../../../../console/views/search/condition";
import { filterProblem } from "../../../../embedding/index/filter";

test.each([
  ["$eq", "guide", "guide"],
  ["$eq", " 42 ", 42],
  ["$eq", '"42"', "42"],
  ["$eq", "true", true],
  ["$eq", '"true"', "true"],
  ["$eq", "", ""],
  ["$ne", "1e3", 1000],
  ["$gt", "-0.5", -0.5],
  ["$in", 'a, 2 ,"3"', ["a", 2, "3"]],
  ["$startsWith", "20", "20"],
  ["$exists", "", true],
  ["$exists", " false ", false],
] as const)("reads for %s what one types, %j", (operator, typed, value) => {
  expect(parseValue(operator, typed)).toEqual(value);
});

test.each(Object.keys(operators) as FilterCondition["operator"][])("has in %s an operator of the API", (operator) => {
  const condition = { key: "line", operator, value: parseValue(operator, "7") };
  expect(filterProblem(toFilter(condition))).toBeUndefined();
});

test.each([
  [{ key: "line", operator: "$gte", value: 3 }, "line ≥ 3"],
  [{ key: "source", operator: "$in", value: ["a", "b"] }, "source is one of a, b"],
  [{ key: "draft", operator: "$exists", value: true }, "draft exists"],
  [{ key: "draft", operator: "$exists", value: false }, "draft does not exist"],
] as const)("says %j in words", (condition, words) => {
  expect(describeCondition(condition)).toBe(words);
});
