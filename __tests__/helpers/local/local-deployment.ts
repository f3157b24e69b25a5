import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { stacksDirectory } from "../stacks/stack-file";
import { temporaryDirectory } from "../temporary-directory";

const projectDirectory = join(__dirname, "../../..");

/** What a process of `npm start` is started with. */
export interface StartArgs {
  /** By default its data directory is its own, and none that somebody keeps. */
  readonly env?: Record<string, string>;
  /**
   * Options of `npm start`.
   * @default none
   */
  readonly args?: readonly string[];
  /**
   * Where the stack files are.
   * @default those of the tests
   */
  readonly directory?: string;
  /** @default this project's folder */
  readonly project?: string;
  /**
   * Limits of the process, as `ulimit` takes them.
   * @default those of this process
   */
  readonly limits?: string;
}

/** How a process ended. */
export interface Ended {
  /** As a shell has it: 128 and its number where a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether any process of its group was still running. */
  readonly leftBehind: boolean;
}

const dataDirectories = temporaryDirectory();
const started: LocalDeployment[] = [];
// Whatever a failed test left running.
afterAll(() => Promise.all(started.map((deployment) => deployment.kill())));

/** `npm start` as a process group of its own. */
export class LocalDeployment {
  private readonly stdout: string[] = [];
  private readonly stderr: string[] = [];
  private readonly process: ChildProcess;
  private readonly exited: Promise<number>;

  constructor({ env = {}, args = [], directory = stacksDirectory, project = projectDirectory, limits }: StartArgs) {
    const npm = ["npm", "start", "--silent", "--", ...args];
    const [file = "", ...rest] = limits ? ["bash", "-c", `ulimit ${limits}; exec "$@"`, "bash", ...npm] : npm;
    this.process = spawn(file, rest, {
      cwd: project,
      env: {
        ...process.env,
        PORT: "0",
        LOCAL_STACKS_DIR: directory,
        LOCAL_DATA_DIR: mkdtempSync(join(dataDirectories, "data-")),
        ...env,
      },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process.stdout?.on("data", (chunk) => this.stdout.push(String(chunk)));
    this.process.stderr?.on("data", (chunk) => this.stderr.push(String(chunk)));
    this.exited = new Promise((resolve) => {
      this.process.once("close", (code, signal) => resolve(code ?? 128 + constants.signals[signal as NodeJS.Signals]));
    });
    started.push(this);
  }

  /** The URL of the API, as soon as it is printed. */
  url(): Promise<string> {
    return this.printed(/Serving on (http:\/\/localhost:\d+)/);
  }

  /** The URL of the S3 endpoint, as soon as it is printed. */
  s3Url(): Promise<string> {
    return this.printed(/objects on (http:\/\/127\.0\.0\.1:\d+)/);
  }

  /** The URL of the model endpoint, as soon as it is printed. */
  modelUrl(): Promise<string> {
    return this.printed(/model on (http:\/\/127\.0\.0\.1:\d+)/);
  }

  /** The URL of the S3 Vectors endpoint, as soon as it is printed. */
  vectorsUrl(): Promise<string> {
    return this.printed(/vectors on (http:\/\/127\.0\.0\.1:\d+)/);
  }

  /** The commands that are printed to try the API with, as lines to paste into a shell. */
  commands(): Promise<string> {
    return this.printed(/ Try:\n\n(.+?)\n\n/s);
  }

  /** All that the process has written so far, to whichever stream. */
  written(): string {
    return [...this.stdout, ...this.stderr].join("");
  }

  /** Waits until the process has ended by itself. */
  async ended(): Promise<Ended> {
    const code = await this.exited;
    return { code, stdout: this.stdout.join(""), stderr: this.stderr.join(""), leftBehind: this.group().length > 0 };
  }

  /** Reads no more of what it prints, as `head` does. */
  closeOutput(): void {
    this.process.stdout?.destroy();
  }

  /** Ends the process as a user or a supervisor would. */
  async stop(signal: "SIGINT" | "SIGTERM" = "SIGTERM"): Promise<Ended> {
    this.process.kill(signal);
    return this.ended();
  }

  /** Sends Ctrl-C's signal to the server alone, which gets it from the terminal and once more from npm. */
  interruptServer(): void {
    process.kill(this.server(), "SIGINT");
  }

  /** Lets the server write to no file beyond so many kilobytes from now on. */
  limitFileSize(kilobytes: number): void {
    execFileSync("prlimit", ["--pid", String(this.server()), `--fsize=${kilobytes * 1_024}:`]);
  }

  /** Ends the process, if it still runs, without any chance to clean up. */
  async kill(): Promise<void> {
    if (this.group().length > 0) process.kill(-(this.process.pid as number), "SIGKILL");
    await this.exited;
  }

  /** The first group of a pattern, as soon as it is printed. */
  printed(pattern: RegExp): Promise<string> {
    return this.appears(pattern, this.stdout, this.process.stdout);
  }

  /** The first group of a pattern, as soon as it is written as an error. */
  complained(pattern: RegExp): Promise<string> {
    return this.appears(pattern, this.stderr, this.process.stderr);
  }

  private async appears(pattern: RegExp, chunks: readonly string[], stream: Readable | null): Promise<string> {
    const output = new Promise<string>((resolve) => {
      const look = () => {
        const match = pattern.exec(chunks.join(""));
        if (match?.[1]) resolve(match[1]);
      };
      look();
      stream?.on("data", look);
    });
    const failed = this.exited.then((code) => {
      throw new Error(`npm start ended with ${code}: ${this.stderr.join("")}`);
    });
    return Promise.race([output, failed]);
  }

  private server(): number {
    const server = this.group().find((pid) => pid !== this.process.pid);
    if (!server) throw new Error("npm start has no server running");
    return server;
  }

  /** The process ids of the group, without those that only wait for their exit status to be read. */
  private group(): number[] {
    return execFileSync("ps", ["-eo", "pid=,pgid=,stat="], { encoding: "utf8" })
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(([, group, state]) => group === String(this.process.pid) && !state?.startsWith("Z"))
      .map(([pid]) => Number(pid));
  }
}
