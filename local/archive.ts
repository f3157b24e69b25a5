import type { RegisteredResource } from "./engine";

/** The files of a registered Lambda function's archive by their path in it: what would be uploaded. */
export async function archiveFiles(lambda: RegisteredResource): Promise<Record<string, string>> {
  const { assets } = lambda.inputs["code"] as {
    assets: Promise<Record<string, { text?: Promise<string> }>>;
  };
  const files = Object.entries(await assets).map(async ([path, asset]) => {
    if (!asset.text) throw new Error(`${path} in the archive of ${lambda.name} is not a text file`);
    return [path, await asset.text] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}
