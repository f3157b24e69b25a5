import type { Resource } from "./resource";
import type { Stack } from "./stack";

/** Something that must hold of resources, with the name that scanners have for it. */
export interface Rule {
  /** The scanner's id of the check, or a short name where no scanner has it. */
  readonly id: string;
  /**
   * Other ids of the same check.
   * @default none
   */
  readonly aliases?: readonly string[];
  readonly name: string;
  /** What must hold, and why. */
  readonly description: string;
  /**
   * Judges a resource by itself, before it is created or changed.
   * @default nothing
   */
  readonly resource?: {
    /** The types that it judges; without them, every type. */
    readonly types?: readonly string[];
    /** What is wrong with the resource; undefined where nothing is. */
    readonly problem: (resource: Resource) => string | undefined;
  };
  /**
   * Judges a resource among all of its stack, once all are registered.
   * @default nothing
   */
  readonly stack?: {
    readonly types: readonly string[];
    readonly problem: (resource: Resource, stack: Stack) => string | undefined;
  };
}
