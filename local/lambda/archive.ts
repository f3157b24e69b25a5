import { readFile } from "node:fs/promises";
import type { RegisteredResource } from "../pulumi/registered-resource";

/** The files of a registered Lambda function's archive by their path in it: what would be uploaded. */
export async function archiveFiles(lambda: RegisteredResource): Promise<Record<string, Buffer>> {
  const { assets } = lambda.inputs["code"] as {
    assets: Promise<Record<string, { path?: Promise<string> }>>;
  };
  const files = Object.entries(await assets).map(async ([name, { path }]) => {
    if (!path) throw new Error(`${name} in the archive of ${lambda.name} is not a file`);
    return [name, await readFile(await path)] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}
