import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parse, stringify } from "yaml";
import type { ServiceAuth } from "./client";

const projectDirectory = join(__dirname, "..");

/** Arguments of {@link LocalService.start}. */
export interface LocalServiceArgs {
  readonly auth: ServiceAuth;
  /** An empty folder, for its stack files and what it stores. */
  readonly directory: string;
  /** Keys of the stack's configuration beside those of the tests' stack. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** What `npm start` says once it serves. */
interface ServingLine {
  readonly message: "serving";
  readonly url: string;
  readonly key?: string;
  readonly token?: string;
  readonly access_key_id?: string;
  readonly secret_access_key?: string;
}

/** What it says of a request that the API answers by itself. */
interface RefusedLine {
  readonly message: "refused";
  readonly status: number;
}

/** `npm start` with a stack of its own, at any free port. */
export class LocalService {
  /** How many requests the API has answered with 429 by itself. */
  throttled = 0;

  private constructor(
    readonly auth: ServiceAuth,
    private readonly process: ChildProcess,
    private readonly line: ServingLine,
  ) {}

  /** Starts it, and returns when it serves. Throws where it ends instead, with what it printed. */
  static async start({ auth, directory, config }: LocalServiceArgs): Promise<LocalService> {
    const stacksDirectory = join(directory, "stacks");
    cpSync(join(projectDirectory, "__tests__", "stacks"), stacksDirectory, { recursive: true });
    const file = join(stacksDirectory, "Pulumi.dev.yaml");
    const stack = parse(readFileSync(file, "utf8")) as { readonly config: object };
    writeFileSync(file, stringify({ config: { ...stack.config, ...config } }));
    const started = spawn("npm", ["start", "--silent", "--", "--auth", auth, "--json"], {
      cwd: projectDirectory,
      env: {
        // What clients are tried with need mean nothing, and is embedded in no time.
        LOCAL_MODEL: "words",
        ...process.env,
        PORT: "0",
        LOCAL_STACKS_DIR: stacksDirectory,
        LOCAL_DATA_DIR: join(directory, "data"),
        // For a key pair of its own.
        AWS_ACCESS_KEY_ID: "",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    return new Promise((resolve, reject) => {
      let service: LocalService | undefined;
      let complaints = "";
      started.stderr.on("data", (chunk) => {
        complaints += String(chunk);
      });
      started.once("close", (code) => reject(new Error(`npm start --auth ${auth} ended with ${code}: ${complaints}`)));
      createInterface({ input: started.stdout }).on("line", (text) => {
        const line = JSON.parse(text) as ServingLine | RefusedLine | { readonly message: "request" };
        if (line.message === "serving") {
          service = new LocalService(auth, started, line);
          resolve(service);
        } else if (service && line.message === "refused" && line.status === 429) service.throttled += 1;
      });
    });
  }

  /** The base URL of OpenAI's clients. */
  get baseUrl(): string {
    return `${this.line.url}/v1`;
  }

  /** What a client sends as its key; any text where the service asks for none. */
  get apiKey(): string {
    return this.line.key ?? this.line.token ?? "unused";
  }

  /** What tells a client's program all that it needs. */
  get environment(): Readonly<Record<string, string>> {
    const { access_key_id: keyId, secret_access_key: secret } = this.line;
    return {
      CLIENT_BASE_URL: this.baseUrl,
      CLIENT_API_KEY: this.apiKey,
      CLIENT_AUTH: this.auth,
      ...(keyId && secret
        ? { AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: "", AWS_REGION: "us-east-1" }
        : {}),
    };
  }

  /** Ends it, and returns when it has ended. */
  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.process.once("close", resolve));
    this.process.kill();
    await ended;
  }
}
