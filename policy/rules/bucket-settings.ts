import type { Rule } from "../rule";
import { types } from "../types";
import { read } from "../values";

/** That every bucket has a resource of this type, which holds one part of its settings. */
export function everyBucketHas(type: string, what: string): NonNullable<Rule["stack"]> {
  return {
    types: [types.bucket],
    problem: (bucket, stack) =>
      stack.lacks(bucket, stack.ofType(type), ({ props }) => props["bucket"])
        ? `has no ${what}: add a resource ${type} for it`
        : undefined,
  };
}

/** The rules of a bucket's settings that apply to all of its objects and are switched on. */
export function rulesForAllObjects(rules: readonly unknown[]): readonly unknown[] {
  return rules.filter((rule) => {
    const filter = read(rule, "filter");
    const everything = filter === undefined || Object.values(filter ?? {}).every((value) => !value);
    return read(rule, "status") === "Enabled" && everything && !read(rule, "prefix");
  });
}
