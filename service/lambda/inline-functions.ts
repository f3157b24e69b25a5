import * as pulumi from "@pulumi/pulumi";
import { type Bundle, type BundleOptions, bundleCallbacks } from "./bundle";
import { prepareBundleAssets } from "./bundle-assets";
import { keptBuild } from "./kept-builds";

/** What an `aws.lambda.Function` takes for a function that is written inline. */
export interface InlineFunction {
  readonly code: pulumi.Output<pulumi.asset.Archive>;
  readonly handler: string;
}

/** A function that is written inline. */
export interface Callback<Name extends string> {
  readonly name: Name;
  /** Returns the handler, which it requires: it captures nothing, so that what it is written as says what it is. */
  readonly callbackFactory: () => (...event: never[]) => unknown;
  /**
   * Further files of the archive: texts by path.
   * @default none
   */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * What is deployed of functions that are written inline, by their names: each serialized by Pulumi and bundled with all
 * that it requires, relative to `directory`, where it is written. `aws.lambda.CallbackFunction` serializes one alike, but
 * collects all packages under `dependencies` too: a quarter of a second for every function at every deployment.
 */
export function inlineFunctions<Name extends string>(
  callbacks: readonly Callback<Name>[],
  directory: string,
): Record<Name, InlineFunction> {
  // Now, when nothing is created yet: the bundles are written while the functions' roles are.
  const bundleAssets = prepareBundleAssets();
  const assets = keptBundles(callbacks, directory).then((bundles) =>
    bundleAssets(withFurtherFiles(callbacks, bundles)),
  );
  const archive = async (name: Name) => new pulumi.asset.AssetArchive((await assets)[name]);
  const functions = callbacks.map(({ name }): [Name, InlineFunction] => [
    name,
    { code: pulumi.output(archive(name)), handler: "__index.handler" },
  ]);
  return Object.fromEntries(functions) as Record<Name, InlineFunction>;
}

/** Bundles all of them at once, each with its further files: what they have in common is read once. */
export async function bundleEach<Name extends string>(
  callbacks: readonly Callback<Name>[],
  directory: string,
  options?: BundleOptions,
): Promise<Record<Name, Bundle>> {
  return withFurtherFiles(callbacks, await bundleCallbacks(await serializeEach(callbacks), directory, options));
}

function keptBundles<Name extends string>(callbacks: readonly Callback<Name>[], directory: string) {
  const written = callbacks.map(({ name, callbackFactory }) => [name, String(callbackFactory)]);
  return keptBuild<Record<Name, Bundle>>({
    of: JSON.stringify([written, directory]),
    // Only now are they serialized, by an inspector of all that this process has loaded: a quarter of a second.
    build: async () => bundleCallbacks(await serializeEach(callbacks), directory),
    files: (bundles) => Object.values<Bundle>(bundles).flatMap(({ files }) => files),
  });
}

async function serializeEach<Name extends string>(callbacks: readonly Callback<Name>[]): Promise<Record<Name, string>> {
  const serialized = callbacks.map(async ({ name, callbackFactory }) => {
    const { text } = await pulumi.runtime.serializeFunction(callbackFactory, { isFactoryFunction: true });
    return [name, text] as const;
  });
  return Object.fromEntries(await Promise.all(serialized)) as Record<Name, string>;
}

function withFurtherFiles<Name extends string>(
  callbacks: readonly Callback<Name>[],
  bundles: Readonly<Record<Name, Bundle>>,
): Record<Name, Bundle> {
  const all = callbacks.map(({ name, files = {} }) => {
    const further = Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]);
    return [name, { ...bundles[name], assets: { ...bundles[name].assets, ...Object.fromEntries(further) } }];
  });
  return Object.fromEntries(all) as Record<Name, Bundle>;
}
