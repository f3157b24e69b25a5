import { isMap, parseDocument, Scalar } from "yaml";
import { configurationWording } from "./tables/configuration";

/** What `Pulumi.yaml` of a project says of a key: that it is of one layer, and its wording without Markdown. */
export function describeKey(key: string, project: string): string | undefined {
  const wording = configurationWording[key.replace(`${project}:`, "")];
  if (!wording) return undefined;
  const text = wording.text.replaceAll("`", "");
  return wording.layer === "both" ? text : `${wording.layer}: ${text}`;
}

/** `Pulumi.yaml` with the wording of the keys that it declares; all else, comments too, stays as it is. */
export function describeKeys(pulumiYaml: string): string {
  const document = parseDocument(pulumiYaml);
  const config = document.get("config");
  if (!isMap(config)) return pulumiYaml;
  for (const { key, value } of config.items) {
    const description = describeKey(String(key), String(document.get("name")));
    if (description && isMap(value)) value.set("description", quoted(description));
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** A text in double quotes. */
function quoted(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = "QUOTE_DOUBLE";
  return scalar;
}
