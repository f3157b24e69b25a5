/** A value that metadata is compared with. */
export type FilterValue = string | number | boolean;

/** What a filter can ask of a key, by the operators of the API, in the order of the form. */
export const operators = {
  $eq: "is",
  $ne: "is not",
  $gt: ">",
  $gte: "≥",
  $lt: "<",
  $lte: "≤",
  $in: "is one of",
  $nin: "is none of",
  $startsWith: "starts with",
  $exists: "exists",
} as const;

export type Operator = keyof typeof operators;

/** What the metadata of a result must be. */
export interface FilterCondition {
  readonly key: string;
  readonly operator: Operator;
  readonly value: FilterValue | readonly FilterValue[];
}

/** Whether metadata can be compared with a value of it as it is. */
export function isFilterValue(value: unknown): value is FilterValue {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** A condition as the API takes it. */
export function toFilter({ key, operator, value }: FilterCondition): Record<string, unknown> {
  return { [key]: { [operator]: value } };
}

/** A condition of the API's form with one key and one operator; undefined where it is none. */
export function fromFilter(filter: unknown): FilterCondition | undefined {
  const [key, asked] = onlyEntry(filter) ?? [];
  const [operator = "", value] = onlyEntry(asked) ?? [];
  if (key === undefined || !Object.hasOwn(operators, operator)) return undefined;
  return isConditionValue(value) ? { key, operator: operator as Operator, value } : undefined;
}

function isConditionValue(value: unknown): value is FilterCondition["value"] {
  return Array.isArray(value) ? value.every(isFilterValue) : isFilterValue(value);
}

export function isSameCondition(one: FilterCondition, other: FilterCondition): boolean {
  return JSON.stringify(toFilter(one)) === JSON.stringify(toFilter(other));
}

/**
 * The value that one has typed for an operator: a number or a boolean where it reads as one, unless it is in quotes; of
 * lists each between commas.
 */
export function parseValue(operator: Operator, typed: string): FilterCondition["value"] {
  switch (operator) {
    case "$startsWith":
      return unquoted(typed);
    case "$exists":
      return typed.trim() !== "false";
    case "$in":
    case "$nin":
      return typed.split(",").map(parseScalar);
    default:
      return parseScalar(typed);
  }
}

/** A condition in words. */
export function describeCondition({ key, operator, value }: FilterCondition): string {
  if (operator === "$exists") return value === false ? `${key} does not exist` : `${key} exists`;
  return `${key} ${operators[operator]} ${Array.isArray(value) ? value.join(", ") : String(value)}`;
}

function parseScalar(typed: string): FilterValue {
  const text = typed.trim();
  if (text === "true" || text === "false") return text === "true";
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : unquoted(text);
}

function unquoted(text: string): string {
  return /^"(.*)"$/s.exec(text)?.[1] ?? text;
}

function onlyEntry(value: unknown): [string, unknown] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const [first, ...more] = Object.entries(value);
  return more.length === 0 ? first : undefined;
}
