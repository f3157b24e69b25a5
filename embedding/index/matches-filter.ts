import { isObject } from "../is-object";
import type { VectorMetadata } from "./carried-metadata";
import type { IndexFilter } from "./filter";
import { type FilteredValue, filterOperators } from "./filter-operators";

/** Whether what a vector carries is what a valid filter asks for, as S3 Vectors would say in a search. */
export function matchesFilter(metadata: VectorMetadata, filter: IndexFilter): boolean {
  return Object.entries(filter).every(([key, condition]) => {
    if (key === "$and") return (condition as IndexFilter[]).every((part) => matchesFilter(metadata, part));
    if (key === "$or") return (condition as IndexFilter[]).some((part) => matchesFilter(metadata, part));
    const value = Object.hasOwn(metadata, key) ? metadata[key] : undefined;
    const operators = isObject(condition) ? Object.entries(condition) : [["$eq", condition] as const];
    return operators.every(([name, operand]) => {
      const holds = filterOperators[name as keyof typeof filterOperators] as (
        value: FilteredValue,
        operand: unknown,
      ) => boolean;
      return holds(value, operand);
    });
  });
}
