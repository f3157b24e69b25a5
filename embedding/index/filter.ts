import { abbreviate } from "../abbreviate";
import { isObject } from "../is-object";
import { expiresAtKey, nonFilterableKeys } from "./carried-keys";

/** A condition on the metadata of vectors, in the grammar of S3 Vectors. */
export type IndexFilter = Record<string, FilterPart>;

/** What a filter is made of, as in JSON. */
type FilterPart = null | boolean | number | string | FilterPart[] | { [key: string]: FilterPart };

/** What is wrong in a filter, and the path of keys to it. */
export interface FilterProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** How deep a filter may nest `$and` and `$or`, so that to check it takes a bounded stack. */
const maxDepth = 8;

/** A filter that also leaves out what has expired at a time. */
export function withoutExpired(filter: IndexFilter | undefined, asOf: Date): IndexFilter {
  const isCurrent = { $or: [{ [expiresAtKey]: { $exists: false } }, { [expiresAtKey]: { $gt: asOf.getTime() } }] };
  return filter ? { $and: [filter, isCurrent] } : isCurrent;
}

/**
 * The most values that a filter compares with, each of a list on its own, beside those of {@link withoutExpired}:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-metadata-filtering.html#s3-vectors-metadata-filtering-constraints
 */
export const maxConstraints = 100 - countConstraints(withoutExpired(undefined, new Date(0)));

/** What an operator takes, and how an error says so. */
interface Operand {
  readonly accepts: (value: unknown) => boolean;
  readonly expected: string;
}

const scalar: Operand = { accepts: isScalar, expected: "a string, a finite number or a boolean" };
const number: Operand = { accepts: (value) => Number.isFinite(value), expected: "a finite number" };
const scalars: Operand = {
  accepts: (value) => Array.isArray(value) && value.length > 0 && value.every(isScalar),
  expected: "a list of at least one string, finite number or boolean",
};
const prefix: Operand = { accepts: isWellFormed, expected: "a string" };
const boolean: Operand = { accepts: (value) => typeof value === "boolean", expected: "true or false" };

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-metadata-filtering.html */
const operators = new Map<string, Operand>([
  ["$eq", scalar],
  ["$ne", scalar],
  ["$gt", number],
  ["$gte", number],
  ["$lt", number],
  ["$lte", number],
  ["$startsWith", prefix],
  ["$in", scalars],
  ["$nin", scalars],
  ["$exists", boolean],
]);
const combinations: readonly string[] = ["$and", "$or"];

/** What is wrong in a filter first, naming the operator; undefined where S3 Vectors takes it. */
export function filterProblem(filter: unknown): FilterProblem | undefined {
  const problem = problemIn(filter, [], 1);
  if (problem) return problem;
  const constraints = countConstraints(filter);
  if (constraints <= maxConstraints) return undefined;
  const message = `must compare with at most ${maxConstraints} values, those in lists included, and does with ${constraints}`;
  return { path: [], message };
}

function problemIn(filter: unknown, path: FilterProblem["path"], depth: number): FilterProblem | undefined {
  if (!isObject(filter)) return { path, message: "must be an object of conditions" };
  if (depth > maxDepth) return { path, message: `must nest $and and $or at most ${maxDepth} deep` };
  const entries = Object.entries(filter);
  if (entries.length === 0) return { path, message: "must have at least one condition" };
  return firstProblem(entries, ([key, value]) => {
    const at = [...path, key];
    if (combinations.includes(key)) {
      if (!Array.isArray(value) || value.length === 0) {
        return { path: at, message: `must be a list of at least one filter, as the operator ${key} takes` };
      }
      return firstProblem([...value.entries()], ([index, part]) => problemIn(part, [...at, index], depth + 1));
    }
    if (key.startsWith("$")) return { path: at, message: unknownOperator(key, combinations, "in place of a key") };
    if ((nonFilterableKeys as readonly string[]).includes(key)) {
      return { path: at, message: "is kept with each vector but cannot be filtered by" };
    }
    if (!key.isWellFormed()) return { path: at, message: "must have a key that is valid Unicode" };
    return conditionProblem(value, at);
  });
}

function conditionProblem(condition: unknown, path: FilterProblem["path"]): FilterProblem | undefined {
  if (isScalar(condition)) return undefined;
  const entries = isObject(condition) ? Object.entries(condition) : [];
  if (entries.length === 0) return { path, message: `must be ${scalar.expected}, or an operator with its value` };
  return firstProblem(entries, ([name, value]) => {
    const at = [...path, name];
    const operator = operators.get(name);
    if (!operator) return { path: at, message: unknownOperator(name, [...operators.keys()], "of a key") };
    if (operator.accepts(value)) return undefined;
    return { path: at, message: `must be ${operator.expected}, as the operator ${name} takes` };
  });
}

/** How many more values a query may compare with beside its filter. */
export function constraintsLeft(filter: IndexFilter | undefined): number {
  return maxConstraints - (filter ? countConstraints(filter) : 0);
}

/** How many values a filter compares with, which is all that it has beside keys. */
function countConstraints(filter: unknown): number {
  if (typeof filter !== "object" || filter === null) return 1;
  return Object.values(filter).reduce((sum: number, part) => sum + countConstraints(part), 0);
}

/** Whether a filter asks for texts by what they start with. */
export function usesPrefixes(filter: unknown): boolean {
  if (typeof filter !== "object" || filter === null) return false;
  return Object.entries(filter).some(([key, part]) => key === "$startsWith" || usesPrefixes(part));
}

/** The filter as S3 Vectors takes it for sure: it documents several keys side by side nowhere, and `$and` does the same. */
export function toIndexFilter(filter: IndexFilter): IndexFilter {
  const conditions = Object.entries(filter).map(([key, value]) => ({
    [key]: combinations.includes(key) ? (value as IndexFilter[]).map(toIndexFilter) : value,
  }));
  return conditions.length === 1 ? (conditions[0] as IndexFilter) : { $and: conditions };
}

function unknownOperator(name: string, known: readonly string[], place: string): string {
  return `is not an operator ${place}, which "${abbreviate(name)}" stands for: use one of ${known.join(", ")}`;
}

function firstProblem<Value>(
  values: readonly Value[],
  problemOf: (value: Value) => FilterProblem | undefined,
): FilterProblem | undefined {
  for (const value of values) {
    const problem = problemOf(value);
    if (problem) return problem;
  }
  return undefined;
}

function isScalar(value: unknown): boolean {
  return isWellFormed(value) || typeof value === "boolean" || Number.isFinite(value);
}

function isWellFormed(value: unknown): boolean {
  return typeof value === "string" && value.isWellFormed();
}
