import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectDirectory } from "../../local/pulumi/stacks";
import { table } from "../../local/table";
import { type Measurement, measurementRows } from "../measurement";
import { largeFiles, writeLargeFile } from "./large-files";

/** The most memory that `npm run ingest` may take, in megabytes, however large a file is. */
const maxMegabytes = 300;

/** `npm run bench -- memory`: prints how much memory `npm run ingest -- --dry-run` takes at most for large files. */
export async function benchMemory(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "embeddings-bench-"));
  try {
    const measured: Measurement[] = [];
    for (const file of largeFiles) {
      const path = await writeLargeFile(directory, file);
      measured.push({
        what: `ingest --dry-run of ${file.bytes / 1e9} GB in ${file.name}`,
        measure: "MB of memory at most",
        samples: [peakMegabytes(path)],
        atMost: maxMegabytes,
      });
      rmSync(path);
    }
    console.log(table(measurementRows(measured)));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function peakMegabytes(path: string): number {
  const probe = join(__dirname, "peak-memory.cjs");
  const printed = execFileSync("npm", ["run", "--silent", "ingest", "--", "--dry-run", path], {
    cwd: projectDirectory,
    env: { ...process.env, NODE_OPTIONS: `--require ${JSON.stringify(probe)}` },
    encoding: "utf8",
  });
  const [, kilobytes] = /^peak memory: (\d+) KB$/m.exec(printed) ?? [];
  if (kilobytes === undefined) throw new Error(`npm run ingest did not say its memory: ${printed}`);
  return Number(kilobytes) / 1_000;
}
