import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { arch, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { runStacks } from "../local/pulumi/stacks";
import { table } from "../local/table";
import type { Arguments, Command, Options } from "../tools/command/arguments";
import { CommandError } from "../tools/command/command-error";
import { runCommand } from "../tools/command/run-command";
import { benchMemory } from "./ingest/memory";
import { type Measurement, measurementRows } from "./measurement";
import { benchEncoding } from "./model/encoding";
import { benchIdentifiers } from "./model/identifiers";
import { benchQuality } from "./model/quality";
import { packFunctions } from "./packages/packagings";
import { sizeMeasurements } from "./packages/size";
import { type BenchPart, benchParts } from "./parts";
import { coldStartMeasurements, measureColdStarts } from "./service/cold-start";
import { coldStartChart } from "./service/cold-start-chart";
import { benchConcurrency } from "./service/concurrency";
import { contentMeasurements } from "./service/contents";
import { benchKeys } from "./service/keys";
import { benchLoad } from "./service/load";
import { benchRates } from "./service/rates";
import { benchSearch } from "./service/search";
import { benchSecondRun } from "./service/second-run";
import { serveDeployment } from "./service/served-deployment";
import { benchStart } from "./service/start";
import { benchWarm } from "./service/warm";
import { benchCost } from "./stacks/cost";
import { stateMeasurements } from "./stacks/state";
import { stacksDirectory } from "./stacks-directory";

const results = join(__dirname, "results");

/** `npm run bench`: measures everything on this machine, prints it, and writes it to bench/results/. */
async function bench(): Promise<void> {
  const print = process.stdout.write.bind(process.stdout);
  // What the functions log.
  process.stdout.write = () => true;
  const measured: Measurement[] = [];
  const add = (title: string, measurements: readonly Measurement[]) => {
    measured.push(...measurements);
    print(`${title}\n\n${table(measurementRows(measurements))}\n\n`);
  };

  const directory = mkdtempSync(join(tmpdir(), "embeddings-bench-"));
  try {
    const stacks = await runStacks("https://api.invalid", { directory: stacksDirectory });
    add("State", await stateMeasurements(stacks));
    const packagings = await packFunctions(stacks, directory);
    add("Size", sizeMeasurements(packagings));
    add("What is left in a bundle", await contentMeasurements());
    const deployment = await serveDeployment(join(directory, "data"));
    try {
      const coldStarts = await measureColdStarts(stacks, packagings, deployment);
      add("Cold start", coldStartMeasurements(coldStarts));
      add("Warm", benchWarm(stacks, packagings, deployment));
      add("Many texts", await benchConcurrency(stacks, directory));
      add("Load", await benchLoad(deployment));
      mkdirSync(results, { recursive: true });
      writeFileSync(join(results, "cold-start.svg"), coldStartChart(coldStarts));
    } finally {
      await deployment.close();
    }
    add("Local models", await benchEncoding());
    add("Start", await benchStart(directory));
    const machine = { node: process.version, architecture: arch(), cores: cpus().length, cpu: cpus()[0]?.model };
    writeFileSync(join(results, "bench.json"), `${JSON.stringify({ machine, measured }, undefined, 1)}\n`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** How each part is measured, which is printed only. */
const parts: Readonly<Record<BenchPart, (operands: readonly string[]) => unknown>> = {
  cost: benchCost,
  identifiers: ([passages, model]) => benchIdentifiers(passages, model),
  keys: async () => console.log(table(measurementRows(await benchKeys()))),
  memory: benchMemory,
  model: async () => console.log(table(measurementRows(await benchEncoding()))),
  quality: ([directory]) => {
    if (directory === undefined)
      throw new CommandError("Give the folder of a collection: npm run bench -- quality DIR");
    return benchQuality(directory);
  },
  rates: async () => console.log(table(measurementRows(await benchRates()))),
  search: benchSearch,
  "second-run": async () => console.log(table(measurementRows(await benchSecondRun()))),
};

const partNames = Object.keys(benchParts).join(", ");
const isPart = (name: string): name is BenchPart => Object.hasOwn(benchParts, name);

const command = {
  name: "npm run bench --",
  operands: "[PART [DIR | PASSAGES [MODEL]]]",
  description: `Measures this machine into bench/results/, or prints a part: ${partNames}.`,
  options: {},
} satisfies Command<Options>;

async function measure({ operands }: Arguments<Options>): Promise<number> {
  const [name, ...rest] = operands;
  const part = name === undefined ? bench : isPart(name) ? parts[name] : undefined;
  if (!part) throw new CommandError(`There is no part ${name}: there are ${partNames}`);
  await part(rest);
  return 0;
}

runCommand(command, measure, 2);
