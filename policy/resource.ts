import { isUnknown } from "@pulumi/pulumi/output";

/** A resource as the rules see it, whoever registered it. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  /** Its properties. Reading one whose value a preview does not know throws {@link UnknownValue}. */
  readonly props: Readonly<Record<string, unknown>>;
  readonly opts: {
    readonly protect: boolean;
    /** Undefined where it is not told, as to a policy pack. */
    readonly retainOnDelete?: boolean | undefined;
  };
}

/** Thrown where a rule reads a value that a preview does not know: what depends on it is judged once it is known. */
export class UnknownValue extends Error {}

/** What is read, or undefined where it is not known. */
export function known<T>(value: () => T): T | undefined {
  try {
    return value();
  } catch (error) {
    if (error instanceof UnknownValue) return undefined;
    throw error;
  }
}

/**
 * A copy of properties in which reading what is not known throws {@link UnknownValue}. In the source it is Pulumi's
 * marker for it, or a property that throws when it is read, as @pulumi/policy hands it over.
 */
export function settled(source: unknown): unknown {
  if (!isPlain(source)) return source;
  const copy: object = Array.isArray(source) ? [] : {};
  for (const key of Object.keys(source)) {
    Object.defineProperty(copy, key, { enumerable: true, configurable: true, ...settledProperty(source, key) });
  }
  return copy;
}

function settledProperty(source: Readonly<Record<string, unknown>>, key: string): PropertyDescriptor {
  try {
    const value = source[key];
    if (!isUnknown(value)) return { value: settled(value), writable: true };
  } catch {
    // Read below as unknown.
  }
  return {
    get: () => {
      throw new UnknownValue(`${key} is not known yet`);
    },
  };
}

/** Whether it is an object or array of JSON; not so assets and archives, which no rule reads. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || isUnknown(value)) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}
