import { spawn } from "node:child_process";
import { projectDirectory } from "../../local/pulumi/stacks";
import { scripts } from "../../package.json";

/** The local deployment in a process of its own. */
export interface ServedDeployment {
  readonly processId: number;
  readonly url: string;
  readonly s3Url: string;
  readonly modelUrl: string;
  readonly vectorsUrl: string;
  close(): Promise<void>;
}

/**
 * Runs as `npm start` does, which trades time for memory: its many threads share glibc's arenas, and V8 collects what is no
 * longer used as soon as the heap is half as large again as what is.
 */
const serve = scripts.start.replace("local/start.ts", 'bench/service/serve.ts "$0"');

/** Starts a {@link ServedDeployment} with its data in `directory`. */
export async function serveDeployment(directory: string): Promise<ServedDeployment> {
  const server = spawn("sh", ["-c", serve, directory], {
    cwd: projectDirectory,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const printed = await Promise.race([line(server.stdout, /Serving (.*)\n/), exited]);
  if (!printed) throw new Error("The local deployment did not start");
  // What the functions log.
  server.stdout.resume();
  return {
    ...JSON.parse(printed),
    processId: server.pid,
    close: () => {
      server.kill();
      return exited;
    },
  };
}

/** What the first group of a pattern matches in what a stream says. */
export function line(stream: NodeJS.ReadableStream, pattern: RegExp): Promise<string> {
  return new Promise((resolve) => {
    let printed = "";
    stream.on("data", function look(chunk) {
      printed += String(chunk);
      const [, found] = pattern.exec(printed) ?? [];
      if (found === undefined) return;
      stream.off("data", look);
      resolve(found);
    });
  });
}
