import { filterProblem, toIndexFilter } from "../../../embedding/index/filter";

/** `$and` nested so deep. */
const nested = (depth: number): unknown => (depth === 1 ? { a: 1 } : { $and: [nested(depth - 1)] });

test.each<[unknown]>([
  [{ language: "en" }],
  [{ language: { $eq: "en" }, page: { $ne: 3 } }],
  [{ draft: false }],
  [{ year: { $gt: 2000, $lte: 2020 } }],
  [{ year: { $gte: 2000 } }],
  [{ year: { $lt: -0.5 } }],
  [{ language: { $in: ["en", 3, true] } }],
  [{ language: { $nin: ["en"] } }],
  [{ language: { $exists: false } }],
  [{ path: { $startsWith: "/docs/" } }],
  [{ $and: [{ language: "en" }, { $or: [{ year: 2020 }, { year: 2021 }] }] }],
  [{ $or: [{ a: 1 }], b: 2 }],
  [nested(8)],
])("takes %j", (filter) => {
  expect(filterProblem(filter)).toBeUndefined();
});

test.each<[unknown, string, string]>([
  ["en", "", "must be an object of conditions"],
  [null, "", "must be an object of conditions"],
  [[{ a: 1 }], "", "must be an object of conditions"],
  [{}, "", "must have at least one condition"],
  [{ year: { $greater: 1 } }, "year.$greater", 'which "$greater" stands for: use one of $eq, $ne, $gt, $gte'],
  [{ year: { gte: 1 } }, "year.gte", "is not an operator of a key"],
  [{ $not: { a: 1 } }, "$not", 'is not an operator in place of a key, which "$not" stands for: use one of $and, $or'],
  [{ $eq: 1 }, "$eq", "use one of $and, $or"],
  [{ year: { $and: [{ a: 1 }] } }, "year.$and", "is not an operator of a key"],
  [{ year: { $gt: "2000" } }, "year.$gt", "must be a finite number, as the operator $gt takes"],
  [{ year: { $gte: true } }, "year.$gte", "the operator $gte takes"],
  [{ year: { $lt: null } }, "year.$lt", "the operator $lt takes"],
  [{ year: { $lte: [1] } }, "year.$lte", "the operator $lte takes"],
  [{ year: { $lt: Number.POSITIVE_INFINITY } }, "year.$lt", "must be a finite number"],
  [{ a: { $eq: null } }, "a.$eq", "must be a string, a finite number or a boolean, as the operator $eq takes"],
  [{ a: { $ne: ["x"] } }, "a.$ne", "as the operator $ne takes"],
  [{ a: { $in: [] } }, "a.$in", "must be a list of at least one string"],
  [{ a: { $in: "x" } }, "a.$in", "as the operator $in takes"],
  [{ a: { $nin: [{}] } }, "a.$nin", "as the operator $nin takes"],
  [{ a: { $startsWith: 1 } }, "a.$startsWith", "must be a string, as the operator $startsWith takes"],
  [{ a: { $startsWith: "\ud800" } }, "a.$startsWith", "must be a string"],
  [{ a: { $startsWith: ["x"] } }, "a.$startsWith", "must be a string"],
  [{ a: { $exists: "yes" } }, "a.$exists", "must be true or false, as the operator $exists takes"],
  [{ a: {} }, "a", "or an operator with its value"],
  [{ a: null }, "a", "or an operator with its value"],
  [{ a: ["x"] }, "a", "or an operator with its value"],
  [{ $and: [] }, "$and", "must be a list of at least one filter, as the operator $and takes"],
  [{ $or: { a: 1 } }, "$or", "as the operator $or takes"],
  [{ $or: [{ a: 1 }, { b: { $gt: "x" } }] }, "$or.1.b.$gt", "the operator $gt takes"],
  [{ a: 1, b: { $gt: "x" } }, "b.$gt", "the operator $gt takes"],
  [{ $and: ["x"] }, "$and.0", "must be an object of conditions"],
  [{ text: "x" }, "text", "cannot be filtered by"],
  [{ _model: { $exists: true } }, "_model", "cannot be filtered by"],
  [{ a: "\ud800" }, "a", "must be a string"],
  [{ "\ud800": 1 }, "\ud800", "valid Unicode"],
  [nested(9), `${"$and.0.".repeat(8).slice(0, -1)}`, "at most 8 deep"],
])("refuses %j, naming where and what", (filter, path, message) => {
  const problem = filterProblem(filter);
  expect([problem?.path.join("."), problem?.message]).toEqual([path, expect.stringContaining(message)]);
});

/** So many values of a list. */
const values = (count: number) => Array.from({ length: count }, (_, index) => index);

// As AWS counts them: "Each value the filter evaluates counts as one constraint".
test.each<[string, (count: number) => unknown]>([
  ["values in a list", (count) => ({ a: { $in: values(count) } })],
  ["values that are none of a list", (count) => ({ a: { $nin: values(count) } })],
  ["keys side by side", (count) => Object.fromEntries(values(count).map((index) => [`k${index}`, true]))],
  ["filters of a combination", (count) => ({ $or: values(count).map((index) => ({ a: index })) })],
  ["operators of a key", (count) => ({ a: { $gte: 0, $lt: 9, $exists: true, $in: values(count - 3) } })],
  [
    "values of nested filters",
    (count) => ({ $and: [{ a: 1 }, { $or: [{ b: { $in: values(count - 2) } }, { c: "x" }] }] }),
  ],
])("takes 98 %s and refuses 99", (_, filter) => {
  expect(filterProblem(filter(98))).toBeUndefined();
  expect(filterProblem(filter(99))).toEqual({
    path: [],
    message: "must compare with at most 98 values, those in lists included, and does with 99",
  });
});

test.each<[Record<string, never> | object, object]>([
  [{ a: 1 }, { a: 1 }],
  [{ a: { $gt: 1, $lt: 3 } }, { a: { $gt: 1, $lt: 3 } }],
  [{ a: 1, b: { $gt: 2 } }, { $and: [{ a: 1 }, { b: { $gt: 2 } }] }],
  [{ $or: [{ a: 1, b: 2 }, { c: 3 }] }, { $or: [{ $and: [{ a: 1 }, { b: 2 }] }, { c: 3 }] }],
  [{ $or: [{ a: 1 }], b: 2 }, { $and: [{ $or: [{ a: 1 }] }, { b: 2 }] }],
])("sends %j as one condition", (filter, sent) => {
  expect(toIndexFilter(filter as Record<string, never>)).toEqual(sent);
});
