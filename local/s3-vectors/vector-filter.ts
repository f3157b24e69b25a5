import { filterOperators } from "../../embedding/index/filter-operators";
import { isObject } from "../../embedding/is-object";
import type { MetadataDocument, MetadataValue } from "./metadata-document";
import { vectorLimits } from "./vector-limits";
import { invalidField, type VectorsError } from "./vectors-error";

/** Whether metadata is what a query asks for. */
export type VectorFilter = (metadata: MetadataDocument) => boolean;

/** What an operator takes, and whether the value of a key, undefined where it is absent, is what it asks for. */
interface Operator<Operand> {
  readonly takes: (operand: unknown) => boolean;
  readonly matches: (value: MetadataValue | undefined, operand: Operand) => boolean;
}

const isPrimitive = (value: unknown) => ["string", "number", "boolean"].includes(typeof value);
const isList = (value: unknown): value is unknown[] => Array.isArray(value) && value.length > 0;
const isListOfPrimitives = (value: unknown) => isList(value) && value.every(isPrimitive);

const takesNumber = (operand: unknown) => typeof operand === "number";

const operators: Readonly<Record<string, Operator<never>>> = {
  $eq: { takes: isPrimitive, matches: filterOperators.$eq },
  $ne: { takes: isPrimitive, matches: filterOperators.$ne },
  $gt: { takes: takesNumber, matches: filterOperators.$gt },
  $gte: { takes: takesNumber, matches: filterOperators.$gte },
  $lt: { takes: takesNumber, matches: filterOperators.$lt },
  $lte: { takes: takesNumber, matches: filterOperators.$lte },
  $startsWith: { takes: (operand) => typeof operand === "string", matches: filterOperators.$startsWith },
  $in: { takes: isListOfPrimitives, matches: filterOperators.$in },
  $nin: { takes: isListOfPrimitives, matches: filterOperators.$nin },
  $exists: { takes: (operand) => typeof operand === "boolean", matches: filterOperators.$exists },
} satisfies Record<string, Operator<never>>;

/**
 * What filters an index takes: those made in vector buckets since 30 September 2026 are ENHANCED. Either is searched
 * exactly here. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-index-mode.html
 */
export type IndexMode = "ENHANCED" | "CLASSIC";

/** The index that a filter is for. */
export interface FilteredIndex {
  readonly nonFilterableKeys: readonly string[];
  readonly mode: IndexMode;
}

/**
 * Compiles the filter of a query. Throws a {@link VectorsError} where it is none, or asks for what the index cannot be
 * asked for. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-metadata-filtering.html
 */
export function vectorFilter(filter: unknown, index: FilteredIndex): VectorFilter {
  const compiled = compile(filter, index);
  if (index.mode === "ENHANCED" && countConstraints(filter) > vectorLimits.filterConstraints) {
    throw invalidField("filter", `Filter must have at most ${vectorLimits.filterConstraints} constraints`);
  }
  return compiled;
}

function compile(filter: unknown, index: FilteredIndex): VectorFilter {
  // Several conditions need $and: the service refuses an object with more than one.
  const [[key, condition] = [], ...others] = entriesOf(filter);
  if (key === undefined || others.length > 0) throw invalidFilter();

  if (key === "$and" || key === "$or") {
    if (!isList(condition)) throw invalidFilter();
    const filters = condition.map((each) => compile(each, index));
    return key === "$and"
      ? (metadata) => filters.every((matches) => matches(metadata))
      : (metadata) => filters.some((matches) => matches(metadata));
  }
  if (key.startsWith("$")) throw invalidFilter();

  const conditions = isPrimitive(condition) ? [["$eq", condition] as const] : entriesOf(condition);
  const tests = conditions.map(([name, operand]) => {
    const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
    if (!operator?.takes(operand) || (name === "$startsWith" && index.mode === "CLASSIC")) throw invalidFilter();
    return (value: MetadataValue | undefined) => operator.matches(value, operand as never);
  });
  if (tests.length === 0) throw invalidFilter();
  if (index.nonFilterableKeys.includes(key)) {
    throw invalidField("filter", "Invalid use of non-filterable metadata in filter");
  }
  return (metadata) => {
    const value = Object.hasOwn(metadata, key) ? metadata[key] : undefined;
    return tests.every((matches) => matches(value));
  };
}

/** Each value that a filter evaluates is one. */
function countConstraints(filter: unknown): number {
  if (typeof filter !== "object" || filter === null) return 1;
  return Object.values(filter).reduce((sum: number, part) => sum + countConstraints(part), 0);
}

function entriesOf(value: unknown): (readonly [string, unknown])[] {
  if (!isObject(value)) throw invalidFilter();
  return Object.entries(value);
}

function invalidFilter(): VectorsError {
  return invalidField("filter", "Invalid filter");
}
