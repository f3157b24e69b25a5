import type { Root } from "mdast";
import { isObject } from "../../../embedding/is-object";

/** What a document says about itself before its text, in YAML or TOML; nothing where that is not valid. */
export async function readFrontMatter({ children: [first] }: Root): Promise<Readonly<Record<string, unknown>>> {
  const node: { readonly type: string; readonly value?: string } | undefined = first;
  try {
    const value = await parsed(node?.type, node?.value ?? "");
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

async function parsed(language: string | undefined, text: string): Promise<unknown> {
  if (language === "yaml") return (await import("yaml")).parseDocument(text, { logLevel: "silent" }).toJS();
  if (language === "toml") return (await import("smol-toml")).parse(text);
  return {};
}
