import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runStacks } from "../local/stacks";
import { table } from "../local/table";
import { benchBatch } from "./batch";
import { benchLoad } from "./load";

/** `npm run bench`: prints what was measured on this machine, as ratios, beside the most that each should be. */
async function bench(): Promise<void> {
  const print = process.stdout.write.bind(process.stdout);
  // What the functions log.
  process.stdout.write = () => true;

  const directory = mkdtempSync(join(tmpdir(), "embeddings-bench-"));
  try {
    const stacks = await runStacks("https://api.invalid");
    const rows = [...(await benchBatch(stacks, directory)), ...(await benchLoad(directory))];
    print(`${table([["what", "measure", "median", "spread", "at most"], ...rows])}\n`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

bench();
