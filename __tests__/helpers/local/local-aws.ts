import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { RegisteredVectors } from "../../../local/s3-vectors/registered-vectors";
import { compiled } from "../run/compiled";

/** What {@link LocalAws} serves. */
export interface LocalAwsArgs {
  /** Where the data is kept. */
  readonly directory: string;
  readonly region: string;
  /** The buckets for objects. */
  readonly buckets: readonly string[];
  /**
   * The buckets for vectors, and their indexes.
   * @default none
   */
  readonly vectors?: RegisteredVectors;
}

/** Where S3, S3 Vectors and Bedrock are served. */
export interface LocalAwsUrls {
  readonly s3: string;
  readonly vectors: string;
  readonly bedrock: string;
}

/** An ES module, in which packages find what CommonJS has. Of fauxqs it loads what that does not export. */
function compiledProgram(): string {
  const banner = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';
  const options = ["--format=esm", "--external:fauxqs", `--banner:js=${banner}`];
  return compiled("__tests__/helpers/local/serve-aws.mts", "serve-aws.mjs", ...options);
}

/** The stand-ins for AWS of the local deployment, without a deployment, in a process of their own. */
export class LocalAws {
  private constructor(
    readonly urls: LocalAwsUrls,
    private readonly process: ReturnType<typeof spawn>,
  ) {}

  static async start({ vectors = { buckets: [], indexes: [] }, ...args }: LocalAwsArgs): Promise<LocalAws> {
    const child = spawn(process.execPath, [compiledProgram(), JSON.stringify({ ...args, vectors })], {
      cwd: join(__dirname, "../../.."),
      stdio: ["ignore", "pipe", "inherit"],
    });
    const urls = await Promise.race([
      once(createInterface({ input: child.stdout }), "line").then(([line]) => JSON.parse(line) as LocalAwsUrls),
      once(child, "exit").then(([code]) => {
        throw new Error(`The stand-ins for AWS ended with ${code}`);
      }),
    ]);
    return new LocalAws(urls, child);
  }

  async stop(): Promise<void> {
    this.process.kill("SIGKILL");
    if (this.process.exitCode === null && this.process.signalCode === null) await once(this.process, "exit");
  }
}
