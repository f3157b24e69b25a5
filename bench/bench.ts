import { runStacks } from "../local/stacks";
import { table } from "../local/table";
import { benchBatch } from "./batch";
import { benchLoad } from "./load";

/** `npm run bench`: prints what was measured on this machine, as ratios, beside the most that each should be. */
async function bench(): Promise<void> {
  const print = process.stdout.write.bind(process.stdout);
  // What the functions log.
  process.stdout.write = () => true;

  const stacks = await runStacks("https://api.invalid");
  const rows = [...(await benchBatch(stacks)), ...(await benchLoad())];
  print(`${table([["what", "measure", "median", "spread", "at most"], ...rows])}\n`);
}

bench();
