import { join } from "node:path";
import { callbacks } from "../../service/callbacks";
import type { Bundle } from "../../service/lambda/bundle";
import { bundleEach } from "../../service/lambda/inline-functions";
import type { LocalFunction } from "../lambda/lambda-function";
import { projectDirectory } from "../pulumi/stacks";

/** Bundles the functions of these names. */
export type BundleFunctions = (
  names: readonly string[],
) => Promise<Readonly<Record<string, Pick<Bundle, "text" | "assets" | "files">>>>;

/** The code of deployed functions, which follows its sources. */
export class FunctionCode {
  /** The files that each function was last bundled of, by name; none where the last attempt failed. */
  private readonly files = new Map<string, ReadonlySet<string>>();

  /** Takes the functions by their names. */
  constructor(
    private readonly functions: ReadonlyMap<string, LocalFunction>,
    private readonly bundle: BundleFunctions = bundleFunctions,
  ) {}

  /**
   * Bundles the functions that the files are a part of, or all where one is of none, as a file is that was missing, and
   * replaces the code of those that have changed: these are returned. Throws esbuild's `BuildFailure`, having replaced none.
   */
  async update(changed: ReadonlySet<string>): Promise<readonly string[]> {
    const names = this.affected(changed);
    for (const name of names) this.files.delete(name);
    const bundles = Object.entries(await this.bundle(names));
    for (const [name, { files }] of bundles) this.files.set(name, new Set(files));
    return bundles
      .filter(([name, { text, assets }]) => this.functions.get(name)?.replace(text, assets))
      .map(([name]) => name);
  }

  private affected(changed: ReadonlySet<string>): readonly string[] {
    const all = [...this.functions.keys()];
    const affected = all.filter((name) => !this.files.get(name)?.isDisjointFrom(changed));
    const known = new Set([...this.files.values()].flatMap((files) => [...files]));
    return changed.isSubsetOf(known) ? affected : all;
  }
}

async function bundleFunctions(names: readonly string[]): ReturnType<BundleFunctions> {
  return bundleEach(
    callbacks.filter(({ name }) => names.includes(name)),
    join(projectDirectory, "service"),
  );
}
