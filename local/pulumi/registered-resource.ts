import type * as pulumi from "@pulumi/pulumi";

/** A resource that a program registered. */
export interface RegisteredResource {
  readonly type: string;
  readonly name: string;
  /** False for component resources. */
  readonly custom: boolean;
  /** The physical id; empty for components, and for everything in a preview. */
  readonly id: string;
  /** The inputs as the provider would get them. */
  readonly inputs: Record<string, unknown>;
  /** The inputs and what the provider adds to them. */
  readonly state: Record<string, unknown>;
  /** The reference of the explicit provider, `URN::id`; empty for the default one. */
  readonly provider: string;
  /** The resource options that the registration carried. */
  readonly options: pulumi.CustomResourceOptions;
  /** What must be there before it, and go after it, such as its parent: `type::name`. */
  readonly dependencies: readonly string[];
}

/** What a run registered and returned. */
export interface StackResult {
  readonly resources: readonly RegisteredResource[];
  /** The outputs' values; undefined where a preview does not know them. */
  readonly outputs: Record<string, unknown>;
}

/** The registered resources of a type. */
export function ofType({ resources }: Pick<StackResult, "resources">, type: string): RegisteredResource[] {
  return resources.filter((resource) => resource.type === type);
}
