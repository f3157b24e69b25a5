import * as pulumi from "@pulumi/pulumi";
import { bundleCallback } from "./bundle";

/** What an `aws.lambda.Function` takes for a function that is written inline. */
export interface InlineFunction {
  readonly code: pulumi.Output<pulumi.asset.Archive>;
  readonly handler: string;
}

/**
 * The code of a function that is written inline: the factory of its handler, serialized by Pulumi and bundled with all
 * that it requires, relative to `directory`, where it is written. `aws.lambda.CallbackFunction` serializes it alike, but
 * collects all packages under `dependencies` too: a quarter of a second for every function at every deployment.
 */
export function inlineFunction(
  callbackFactory: () => (...event: never[]) => unknown,
  directory: string,
): InlineFunction {
  return { code: pulumi.output(bundledArchive(callbackFactory, directory)), handler: "__index.handler" };
}

async function bundledArchive(callbackFactory: () => unknown, directory: string): Promise<pulumi.asset.Archive> {
  const callback = await pulumi.runtime.serializeFunction(callbackFactory, { isFactoryFunction: true });
  const { text } = await bundleCallback(callback.text, directory);
  return new pulumi.asset.AssetArchive({ "__index.js": new pulumi.asset.StringAsset(text) });
}
