import { isDeepStrictEqual } from "node:util";
import { type Document, isMap, parseDocument, Scalar, type YAMLMap } from "yaml";
import { declaredDefaults } from "../config-defaults";
import { configurationWording } from "./tables/configuration";

/**
 * `Pulumi.yaml` with all keys of the configuration, their defaults and their wording. What else it says of a key stays
 * as it is, such as a value that all stacks are to have, and so do comments.
 */
export function declareKeys(pulumiYaml: string): string {
  const document = parseDocument(pulumiYaml);
  const config = document.get("config");
  if (!isMap(config)) return pulumiYaml;
  const project = String(document.get("name"));
  const defaults = declaredDefaults();
  let place = 0;
  for (const key of Object.keys(configurationWording)) {
    const declared = config.items.findIndex((item) => [key, `${project}:${key}`].includes(String(item.key)));
    if (declared < 0) config.items.splice(place, 0, document.createPair(key, typeOf(defaults[key])));
    else place = declared;
    const declaration = config.items[place]?.value;
    if (isMap(declaration)) declare(declaration, defaults[key], describeKey(key), document);
    place += 1;
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** What `Pulumi.yaml` says of a key: that it is of one layer, and its wording without Markdown. */
export function describeKey(key: string): string {
  const { layer, text } = configurationWording[key] ?? { layer: "both", text: "" };
  const plain = text.replaceAll("`", "");
  return layer === "both" ? plain : `${layer}: ${plain}`;
}

function declare(declaration: YAMLMap, byDefault: unknown, description: string, document: Document): void {
  const { default: before, value } = declaration.toJS(document) as { default?: unknown; value?: unknown };
  if (byDefault !== undefined && value === undefined && !isDeepStrictEqual(before, byDefault)) {
    declaration.set("default", document.createNode(byDefault, { flow: true }));
  }
  declaration.set("description", quoted(description));
}

/** The type of a key with this default; none where that does not tell. */
function typeOf(byDefault: unknown): object {
  if (Array.isArray(byDefault)) return { type: "array", items: { type: "string" } };
  if (byDefault === "" || byDefault === undefined) return {};
  return { type: typeof byDefault === "number" ? "integer" : typeof byDefault };
}

/** A text in double quotes. */
function quoted(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = "QUOTE_DOUBLE";
  return scalar;
}
