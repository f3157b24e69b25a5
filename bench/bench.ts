import { runStacks } from "../local/stacks";
import { table } from "../local/table";
import { benchBatch } from "./batch";
import { benchLoad } from "./load";

/** `npm run bench`: prints what was measured on this machine, as ratios, beside the most that each should be. */
async function bench(): Promise<void> {
  const stacks = await runStacks("https://api.invalid");
  const rows = [...(await benchBatch(stacks)), ...(await benchLoad())];
  console.log(table([["what", "measure", "median", "spread", "at most"], ...rows]));
}

bench();
