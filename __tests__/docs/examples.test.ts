import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { pagePaths } from "../../scripts/docs/pages";
import { methodAndPath } from "../../service/route-key";
import { routes } from "../../service/routes";
import { codeBlocks, Page } from "../helpers/docs/page";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { temporaryDirectory } from "../helpers/temporary-directory";

/** An answer as the pages show it: the start of a long array, and of what differs from run to run only the type. */
function shorten(value: unknown, key = ""): unknown {
  if (["processing_time_ms", "created_at", "last_modified", "request_id"].includes(key)) {
    return typeof value;
  }
  // That of a search has the time of its first page.
  if (key === "next_cursor" && value !== null) return typeof value;
  if (Array.isArray(value)) {
    const items = value.map((item) => shorten(item));
    return items.length > 3 ? [...items.slice(0, 3), "…"] : items;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value).map(([name, field]) => [name, shorten(field, name)]);
}

/** A command on the API, and the block after it, which shows what it prints. */
interface Example {
  readonly page: string;
  readonly command: string;
  readonly output: string;
}

function examplesOf(page: string): Example[] {
  const blocks = codeBlocks(new Page(page).text);
  return blocks.flatMap(({ language, code }, at) => {
    const { language: next, code: output = "" } = blocks[at + 1] ?? {};
    const isCommand = language === "sh" && /^(curl|npm run (ingest|reindex|search)) /.test(code);
    return isCommand && (next === "json" || next === "text") ? [{ page, command: code, output }] : [];
  });
}

const readme = new Page("README.md");
// README's come first, as for a reader: the others work on what they have stored.
const examples = ["README.md", ...pagePaths.filter((path) => path !== "README.md")].flatMap(examplesOf);
// Those that npm run docs writes, of each route; what they print is in none.
const generated = codeBlocks(new Page("docs/api.md").generated("route-reference")).map(({ code }) => code);
const dataDirectory = temporaryDirectory();
let deployment: LocalDeployment;
let url: string;

beforeAll(async () => {
  deployment = new LocalDeployment({ env: { LOCAL_DATA_DIR: dataDirectory } });
  url = await deployment.url();
});
afterAll(() => deployment.stop());

test("there is at least one example for each route of the API", () => {
  const commands = [...examples.map(({ command }) => command), ...generated].join("\n");
  // Agents are not written by hand: what they call has a page of its own.
  const shown = routes.filter(
    ({ publicDocs, publicConsole, forAgents }) => !publicDocs && !publicConsole && !forAgents,
  );
  const routeKeys = shown.flatMap((route) => Object.values(route.routeKeys));
  for (const { method, path } of routeKeys.map(methodAndPath)) {
    const url = path.replace("{embedding_id}", "[a-z0-9]+").replace("{model_id}", "[\\w.%-]+").replaceAll("/", "\\/");
    const flag = { GET: "", HEAD: "--head " }[method] ?? `-X ${method} `;
    expect(commands).toMatch(new RegExp(`^curl ${flag}'?localhost:3000${url}[\\s?']`, "m"));
  }
});

/** Runs a command of a page on the API here. */
async function run(command: string): Promise<string> {
  const script = command
    .replaceAll(/(http:\/\/)?localhost:3000/g, url)
    .replaceAll("curl ", "curl --silent --show-error ")
    .replaceAll("npm run ", "npm run --silent ");
  const { stdout } = await promisify(execFile)("sh", ["-c", script], {
    env: {
      ...process.env,
      INGEST_DIR: join(dataDirectory, "ingest"),
      LOCAL_DATA_DIR: dataDirectory,
      REINDEX_DIR: join(dataDirectory, "reindex"),
    },
    maxBuffer: 2 ** 24,
  });
  return stdout;
}

test.each(examples)("$page shows what this prints: $command", async ({ command, output }) => {
  const stdout = await run(command);
  if (command.startsWith("curl ")) {
    expect(shorten(JSON.parse(stdout))).toEqual(shorten(JSON.parse(output.replaceAll(",…]", ',"…"]'))));
  } else {
    const withoutTime = (text: string) => text.trim().replace(/^Time .*$/m, "Time");
    expect(withoutTime(stdout.replaceAll(url, "http://localhost:3000"))).toBe(withoutTime(output));
  }
});

test.each(generated)("succeeds: %s", async (command) => {
  // They may be about what the first of them stores.
  for (const one of [generated[0] ?? "", command]) await run(one.replace("curl ", "curl --fail --output /dev/null "));
});

test.each([
  ["OpenAI's client", readme, /Both print `([^`]+)`/],
  ["the official client of the Model Context Protocol", new Page("docs/agents.md"), /It prints `([^`]+)`/],
])("%s prints what is said", async (_, page, said) => {
  const [program] = codeBlocks(page.text).filter(({ language }) => language === "js");
  const [, printed] = said.exec(page.text) ?? [];
  const { stdout } = await promisify(execFile)(
    "node",
    ["--input-type=module", "--eval", program?.code.replaceAll("http://localhost:3000", url) ?? ""],
    { cwd: join(__dirname, "../..") },
  );
  expect(stdout.trim()).toBe(printed);
});
