import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { compiledCommand } from "./compiled-command";

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Who starts a command. */
export interface User {
  /**
   * Whether it may not read what its files refuse to, as root may.
   * @default it may, where root runs the tests
   */
  readonly isUnprivileged?: boolean;
}

/** What starts a program without root's capabilities to read what may not be read. */
const unprivileged = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"];

/** A command of `tools/` in a process of its own, without npm in between. */
export class CommandProcess {
  private readonly process: ChildProcess;
  private readonly stdout: string[] = [];
  private readonly stderr: string[] = [];
  private readonly exited: Promise<number | null>;

  constructor(
    source: `tools/${string}.ts`,
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
    { isUnprivileged = false }: User = {},
  ) {
    const before = isUnprivileged && process.geteuid?.() === 0 ? unprivileged : [];
    const [program = "", ...others] = [...before, process.execPath, compiledCommand(source), ...args];
    this.process = spawn(program, others, {
      cwd: join(__dirname, "../../.."),
      env: { ...process.env, EMBEDDINGS_API_URL: "", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process.stdout?.on("data", (chunk) => this.stdout.push(String(chunk)));
    this.process.stderr?.on("data", (chunk) => this.stderr.push(String(chunk)));
    this.exited = new Promise((resolve) => this.process.once("close", resolve));
  }

  kill(signal: "SIGINT" | "SIGKILL"): void {
    this.process.kill(signal);
  }

  /** Reads no more of what it prints, as `head` does once it has enough. */
  stopReading(): void {
    this.process.stdout?.destroy();
  }

  /** Waits until it has said something on standard error. */
  async said(text: string): Promise<void> {
    await new Promise<void>((resolve) => {
      const look = () => {
        if (this.stderr.join("").includes(text)) resolve();
      };
      look();
      this.process.stderr?.on("data", look);
      this.exited.then(() => resolve());
    });
  }

  /** Waits until it has ended. */
  async ended(): Promise<Ended> {
    return { code: await this.exited, stdout: this.stdout.join(""), stderr: this.stderr.join("") };
  }
}
