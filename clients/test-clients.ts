import { appendFileSync, writeFileSync } from "node:fs";
import { errorCode } from "../common/caught-error";
import { table } from "../local/table";
import type { Arguments, Command } from "../tools/command/arguments";
import { CommandError } from "../tools/command/command-error";
import { runCommand } from "../tools/command/run-command";
import { outputFile, type TestCounts } from "../tools/command/test-counts";
import type { CaseOutcome } from "./case-outcome";
import { cases } from "./cases";
import { chooseClients } from "./choose-clients";
import type { Client, ServiceAuth } from "./client";
import { prepareRunner, type Runner } from "./environments";
import { oneAtATime } from "./one-at-a-time";
import { plainVectors } from "./plain-request";
import { type Services, withServices } from "./services";
import { tryClient } from "./try-client";
import type { Vectors } from "./vectors";

const options = {
  "output-file": outputFile,
};

const command = {
  name: "npm run test:clients --",
  operands: "[all | PACKAGE…]",
  description: "Tries clients of OpenAI's embeddings, with their defaults, on npm start by each kind of authorization.",
  options,
} satisfies Command<typeof options>;

/** A row of the table: a client, and how it went with a service by each case. */
interface Row {
  readonly client: Client;
  readonly auth: ServiceAuth;
  readonly outcomes: readonly CaseOutcome[];
}

/** What runs the programs of each language. */
type Runners = ReadonlyMap<Client["language"], Runner>;

async function testClients({ options, operands }: Arguments<typeof command.options>): Promise<number> {
  const chosen = chooseClients(operands);
  const { "output-file": file } = options;
  if (file) requireWritable(file);
  const runners = new Map(
    await Promise.all(
      [...new Set(chosen.map(({ language }) => language))].map(
        async (language) => [language, await prepareRunner(language, chosen)] as const,
      ),
    ),
  );
  const auths = [...new Set(chosen.flatMap((client) => client.auths))];
  const rows = await withServices(auths, (services) => tryAll(chosen, runners, services));
  const outcomes = rows.flatMap((row) => row.outcomes.filter((outcome) => outcome !== undefined));
  const numPassedTests = outcomes.filter(({ passed }) => passed).length;
  const numFailedTests = outcomes.length - numPassedTests;
  console.log(describeRows(rows));
  console.log(`Clients: ${numPassedTests} passed, ${numFailedTests} failed`);
  if (file) {
    const counts: TestCounts = { numPassedTests, numFailedTests, numRuntimeErrorTestSuites: 0 };
    writeFileSync(file, JSON.stringify(counts));
  }
  return numFailedTests > 0 ? 1 : 0;
}

/** Throws a {@link CommandError} where a file cannot be written, which nobody wants to know after all the rest. */
function requireWritable(path: string): void {
  try {
    appendFileSync(path, "");
  } catch (error) {
    throw new CommandError(
      `${path} cannot be written (${errorCode(error)}): set --output-file to a file in a folder that is there`,
    );
  }
}

/** The services side by side, and on each of them one client after the other. */
async function tryAll(chosen: readonly Client[], runners: Runners, services: Services): Promise<readonly Row[]> {
  const known = new Map<string, Promise<Vectors>>();
  const alone = oneAtATime();
  const expected = (texts: readonly string[], dimensions?: number) => {
    const key = JSON.stringify([texts, dimensions]);
    const vectors = known.get(key) ?? plainVectors(services.open.baseUrl, texts, dimensions);
    known.set(key, vectors);
    return vectors;
  };
  const rows = await Promise.all(
    [...services.byAuth].map(async ([auth, service]) => {
      const ofService: Row[] = [];
      for (const client of chosen.filter(({ auths }) => auths.includes(auth))) {
        const runner = runners.get(client.language);
        if (!runner) throw new Error(`Nothing runs ${client.language}`);
        const outcomes = await tryClient({ client, runner, service, services, expected, alone });
        console.log(`${outcomes.every(isNoFailure) ? "PASS" : "FAIL"} ${client.title}, ${auth}`);
        ofService.push({ client, auth, outcomes });
      }
      return ofService;
    }),
  );
  return rows.flat().toSorted((one, other) => chosen.indexOf(one.client) - chosen.indexOf(other.client));
}

function isNoFailure(outcome: CaseOutcome): boolean {
  return outcome?.passed !== false;
}

/** The table, and below it why a case failed. */
function describeRows(rows: readonly Row[]): string {
  const cell = (outcome: CaseOutcome) => (outcome ? (outcome.passed ? outcome.says : "FAILED") : "–");
  const failures = rows.flatMap(({ client, auth, outcomes }) =>
    cases.flatMap(({ name }, at) => {
      const outcome = outcomes[at];
      return outcome && !isNoFailure(outcome) ? [`FAILED ${client.title}, ${auth}, ${name}: ${outcome.says}`] : [];
    }),
  );
  const heading = ["client", "auth", ...cases.map(({ name }) => name)];
  const lines = rows.map(({ client, auth, outcomes }) => [client.title, auth, ...outcomes.map(cell)]);
  return [table([heading, ...lines]), ...failures].join("\n");
}

runCommand(command, testClients, 1);
