import { readFile } from "node:fs/promises";
import type { RegisteredResource } from "../pulumi/registered-resource";

/** The files of a registered Lambda function's archive by their path in it: what would be uploaded. */
export async function archiveFiles(lambda: RegisteredResource): Promise<Record<string, string>> {
  const { assets } = lambda.inputs["code"] as {
    assets: Promise<Record<string, { path?: Promise<string>; text?: Promise<string> }>>;
  };
  const files = Object.entries(await assets).map(async ([name, { path, text }]) => {
    if (!path && !text) throw new Error(`${name} in the archive of ${lambda.name} is neither a file nor a text`);
    return [name, path ? await readFile(await path, "utf8") : String(await text)] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}
