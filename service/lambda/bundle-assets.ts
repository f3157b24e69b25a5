import { createHash, randomUUID } from "node:crypto";
import { accessSync, constants, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, parse, relative } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { errorMessage } from "../../common/caught-error";
import type { Bundle } from "./bundle";

/** Where the bundles of deployments are, of which git knows nothing. */
const bundlesDirectory = join(__dirname, "../../dist/bundles");

/** Where in its archive a bundle is. */
export const bundlePath = "__index.js";

/** How long a bundle is kept after the last deployment with it has begun: longer than any takes. */
const keptMs = 24 * 60 * 60 * 1000;

/** The files of an archive by their path in it. */
export type ArchiveAssets = Record<string, pulumi.asset.FileAsset>;

/** Makes the contents of archives of bundles, by name. */
export type BundleAssets = <Name extends string>(
  bundles: Readonly<Record<Name, Pick<Bundle, "text" | "assets">>>,
) => Record<Name, ArchiveAssets>;

/**
 * Makes the folder of the bundles, and returns what writes them there. Throws a `RunError` where they cannot be written,
 * as in a checkout that is only read.
 */
export function prepareBundleAssets(): BundleAssets {
  try {
    mkdirSync(bundlesDirectory, { recursive: true });
    accessSync(bundlesDirectory, constants.W_OK);
  } catch (error) {
    throw new pulumi.RunError(
      `The functions' bundles cannot be written (${errorMessage(error)}): let whoever deploys write to ${bundlesDirectory}.`,
    );
  }
  return bundleAssets;
}

/**
 * Bundles, by name, as assets of files: of a file, Pulumi keeps path and hash in the state, and of a text all of it. The
 * path is the same in every checkout, for it begins where the program runs, in the project's folder. It has the hash of
 * what is in it, so that stacks that are deployed at once from one checkout do not change each other's files.
 */
function bundleAssets<Name extends string>(
  bundles: Readonly<Record<Name, Pick<Bundle, "text" | "assets">>>,
): Record<Name, ArchiveAssets> {
  removeOldBundles();
  const archives = Object.entries<Pick<Bundle, "text" | "assets">>(bundles).map(([name, { text, assets }]) => {
    const beside = Object.entries(assets).map(([path, bytes]) => [path, fileAsset(path, bytes)]);
    return [name, { [bundlePath]: fileAsset(`${name}.js`, text), ...Object.fromEntries(beside) }];
  });
  return Object.fromEntries(archives) as Record<Name, ArchiveAssets>;
}

function fileAsset(path: string, contents: string | Uint8Array): pulumi.asset.FileAsset {
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 16);
  const { name, ext } = parse(path);
  const file = join(bundlesDirectory, `${name}-${hash}${ext}`);
  // Whoever finds the file finds all of it.
  const unfinished = `${file}.${randomUUID()}`;
  writeFileSync(unfinished, contents);
  renameSync(unfinished, file);
  return new pulumi.asset.FileAsset(relative(process.cwd(), file));
}

function removeOldBundles(): void {
  for (const name of readdirSync(bundlesDirectory)) {
    const file = join(bundlesDirectory, name);
    // Another deployment may have removed it, or given it its final name.
    const { mtimeMs = Number.POSITIVE_INFINITY } = statSync(file, { throwIfNoEntry: false }) ?? {};
    if (mtimeMs < Date.now() - keptMs) rmSync(file, { force: true });
  }
}
