import { known, type Resource } from "./resource";
import type { Rule } from "./rule";
import { Stack } from "./stack";

/** A resource that a rule does not hold of. */
export interface Violation {
  readonly resource: Resource;
  /** What is wrong, and what to do. */
  readonly message: string;
}

/** What is wrong with one resource by itself. What is not known yet is not wrong. */
export function resourceViolations({ resource: part }: Rule, resource: Resource): Violation[] {
  if (!part || (part.types && !part.types.includes(resource.type))) return [];
  const message = known(() => part.problem(resource));
  return message === undefined ? [] : [{ resource, message }];
}

/** What is wrong with the resources of a stack together. What is not known yet is not wrong. */
export function stackViolations({ stack: part }: Rule, resources: readonly Resource[]): Violation[] {
  if (!part) return [];
  const stack = new Stack(resources);
  return stack.ofType(...part.types).flatMap((resource) => {
    const message = known(() => part.problem(resource, stack));
    return message === undefined ? [] : [{ resource, message }];
  });
}

/** All that a rule finds wrong with a stack. */
export function violations(rule: Rule, resources: readonly Resource[]): Violation[] {
  return [...resources.flatMap((resource) => resourceViolations(rule, resource)), ...stackViolations(rule, resources)];
}
