import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectDirectory } from "../../local/pulumi/stacks";
import type { Measurement } from "../measurement";
import { serveDeployment } from "./served-deployment";

const files = 1_000;
/** Of some 1,400 tokens each, as a page of documentation has. */
const sentences = 90;

/** How long `npm run ingest` takes over a folder, and once more where nothing has changed. */
export async function benchSecondRun(): Promise<Measurement[]> {
  const directory = mkdtempSync(join(tmpdir(), "embeddings-second-run-"));
  try {
    writeFolder(join(directory, "docs"));
    const deployment = await serveDeployment(join(directory, "data"));
    try {
      const ingest = () => timed([join(directory, "docs"), "--prefix", "docs:", "--url", deployment.url], directory);
      const first = await ingest();
      const second = await ingest();
      const what = `npm run ingest of ${files} files`;
      return [
        { what, measure: "seconds, at first", samples: [first] },
        { what, measure: "seconds, unchanged", samples: [second] },
        { what, measure: "part of the first that the second takes", samples: [second / first] },
      ];
    } finally {
      await deployment.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function writeFolder(folder: string): void {
  mkdirSync(folder);
  const words = "request answer server close body stream route hook plugin schema header timeout".split(" ");
  for (let file = 0; file < files; file++) {
    const text = Array.from({ length: sentences }, (_, line) => {
      const chosen = Array.from({ length: 10 }, (_word, at) => words[(file * 7 + line * 5 + at * at) % words.length]);
      return `${chosen.join(" ")} ${file * sentences + line}.`;
    });
    writeFileSync(join(folder, `${file}.md`), `# Page ${file}\n\n${text.join(" ")}\n`);
  }
}

/** How many seconds the command takes. */
async function timed(args: readonly string[], directory: string): Promise<number> {
  const begin = performance.now();
  const command = spawn("npm", ["run", "--silent", "ingest", "--", ...args], {
    cwd: projectDirectory,
    env: { ...process.env, INGEST_DIR: join(directory, "journal") },
    stdio: ["ignore", "ignore", "ignore"],
  });
  const code = await new Promise((resolve) => command.once("exit", resolve));
  if (code !== 0) throw new Error(`npm run ingest ended with ${code}`);
  return (performance.now() - begin) / 1_000;
}
