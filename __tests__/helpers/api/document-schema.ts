import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import document from "../../../openapi.json";

/** An object as JSON. */
export type Json = Readonly<Record<string, unknown>>;

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
// Beside the pattern, which says the same.
ajv.addFormat("base64", true);
ajv.addSchema(document, "openapi.json");

/** The object in openapi.json at the end of a path of keys. */
export function at(keys: readonly string[]): Json | undefined {
  return keys.reduce<unknown>((value, key) => (value as Json | undefined)?.[key], document) as Json | undefined;
}

/** Where the object stands that is at this place or referred to there. */
export function resolve(keys: readonly string[]): readonly string[] {
  const reference = at(keys)?.["$ref"];
  return typeof reference === "string" ? reference.split("/").slice(1) : keys;
}

/** A schema in openapi.json, by its place or by one where it is referred to. */
export class DocumentSchema {
  private readonly place: readonly string[];
  private readonly validate: ValidateFunction;

  constructor(place: readonly string[]) {
    // Null is beside what a field is that may be left out.
    const beside = at(place)?.["anyOf"] as readonly Json[] | undefined;
    this.place = resolve(beside?.[1]?.["type"] === "null" ? [...place, "anyOf", "0"] : place);
    // Of the reference, beside which there may be more.
    const pointer = place.map((key) => encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1")));
    this.validate = ajv.getSchema(`openapi.json#/${pointer.join("/")}`) as ValidateFunction;
  }

  takes(value: unknown): boolean {
    return Boolean(this.validate(value));
  }

  /** Why a value is not taken; undefined where it is. */
  problem(value: unknown): string | undefined {
    return this.takes(value) ? undefined : ajv.errorsText(this.validate.errors, { dataVar: "body" });
  }

  /** A value that it says itself; undefined where it says none. */
  get some(): unknown {
    const {
      default: byDefault,
      const: only = byDefault,
      enum: [first] = [only],
      type,
    } = at(this.place) as {
      readonly [keyword: string]: unknown;
      readonly enum?: readonly unknown[];
    };
    return first ?? (type === "boolean" ? true : undefined);
  }

  /** The schemas of an object's fields, also of one that is one of several. */
  get fields(): Readonly<Record<string, DocumentSchema>> {
    const { properties = {}, oneOf = [] } = at(this.place) as { properties?: Json; oneOf?: readonly Json[] };
    const own = Object.entries(properties)
      .filter(([, field]) => (field as Json)["type"] !== "null")
      .map(([name]) => [name, this.inner("properties", name)] as const);
    const variants = oneOf.map((_, index) => this.inner("oneOf", String(index)).fields);
    return Object.assign({}, ...variants, Object.fromEntries(own));
  }

  /** The schema of what a list is of, where it is of objects. */
  get listed(): DocumentSchema | undefined {
    const items = at(this.place)?.["items"] ? this.inner("items") : undefined;
    return items && Object.keys(items.fields).length > 0 ? items : undefined;
  }

  private inner(...keys: readonly string[]): DocumentSchema {
    return new DocumentSchema([...this.place, ...keys]);
  }
}
