import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { errorStack } from "../../common/caught-error";
import { KeptFile } from "../kept-file";
import type { Thrown } from "./lambda-sandbox.mjs";
import { Sandboxes } from "./sandboxes";

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const maxPayloadBytes = 6 * 1024 * 1024;

/** Arguments of {@link LocalFunction}. */
export interface LocalFunctionArgs {
  readonly name: string;
  readonly arn: string;
  /** The files of the function's archive by their path in it. */
  readonly files: Record<string, string>;
  /** `file.export`, as Lambda takes it. */
  readonly handler: string;
  readonly environment: Record<string, string>;
  readonly memorySizeMb: number;
  readonly timeoutSeconds: number;
  /**
   * How many invocations may run at a time.
   * @default any number
   */
  readonly reservedConcurrency?: number | undefined;
  /** Where the archive is unpacked. */
  readonly directory: string;
  /**
   * What it runs in, with other functions.
   * @default sandboxes of its own
   */
  readonly sandboxes?: Sandboxes | undefined;
}

/** The function failed instead of returning: it threw, ran out of time or memory, or returned too much. */
export class FunctionError extends Error {
  override readonly name = "FunctionError";

  /** The stack is the function's own, where it threw. */
  constructor(
    message: string,
    readonly functionStack: string | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The event is larger than Lambda takes; the function was not invoked. */
export class PayloadTooLargeError extends Error {
  override readonly name = "PayloadTooLargeError";
}

/** As many invocations as the function may have are running; it was not invoked. */
export class ThrottledError extends Error {
  override readonly name = "ThrottledError";
}

/**
 * A Lambda function on this machine: its archive in worker threads, one invocation at a time in each, with the
 * function's own environment, memory limit and timeout.
 */
export class LocalFunction {
  private readonly sandboxes: Sandboxes;
  private readonly file: string;
  private readonly handlerName: string;
  private kept: KeptFile;
  private running = 0;

  constructor(private readonly args: LocalFunctionArgs) {
    this.sandboxes = args.sandboxes ?? new Sandboxes();
    const [module = "", handlerName = ""] = args.handler.split(".");
    this.file = join(args.directory, `${module}.js`);
    this.handlerName = handlerName;
    for (const [path, text] of Object.entries(args.files)) {
      const file = join(args.directory, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    this.kept = this.keptFile();
  }

  /**
   * The function's result. Throws a {@link FunctionError} where it has none, which no other invocation notices, a
   * {@link PayloadTooLargeError} where the event is larger than Lambda takes, and a {@link ThrottledError} where the
   * reserved concurrency is used up: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   * Takes what is given the line of log that the function leaves of a request, by default to write it.
   */
  async invoke(event: unknown, takeLog: (line: string) => void = writeLine): Promise<unknown> {
    const eventBytes = Buffer.byteLength(JSON.stringify(event));
    if (eventBytes > maxPayloadBytes) {
      throw new PayloadTooLargeError(`The event has ${eventBytes} bytes, and Lambda allows ${maxPayloadBytes}`);
    }
    const { reservedConcurrency = Number.POSITIVE_INFINITY } = this.args;
    if (this.running >= reservedConcurrency) {
      throw new ThrottledError(`The function ${this.args.name} runs ${reservedConcurrency} times already`);
    }
    this.running += 1;
    const timeoutMs = this.args.timeoutSeconds * 1000;
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), timeoutMs);
    try {
      this.kept.check();
      const { result, log } = await this.sandboxes.run(
        this.args,
        {
          file: this.file,
          handlerName: this.handlerName,
          event,
          context: {
            awsRequestId: randomUUID(),
            functionName: this.args.name,
            invokedFunctionArn: this.args.arn,
            memoryLimitInMB: String(this.args.memorySizeMb),
          },
          deadlineMs: Date.now() + timeoutMs,
        },
        timeout.signal,
      );
      if (log) takeLog(log);
      const size = Buffer.byteLength(result);
      if (size > maxPayloadBytes) {
        throw new Error(`its result has ${size} bytes, and Lambda allows ${maxPayloadBytes}`);
      }
      return JSON.parse(result);
    } catch (error) {
      throw this.failure(error, timeout.signal);
    } finally {
      this.running -= 1;
      clearTimeout(timer);
    }
  }

  /**
   * Gives the file that holds the handler this code from the next invocation on; those under way finish with what they
   * have. False where it has it already.
   */
  replace(code: string): boolean {
    if (readFileSync(this.file, "utf8") === code) return false;
    // Whoever loads the file has all of one or all of the other.
    const unfinished = `${this.file}.new`;
    writeFileSync(unfinished, code);
    renameSync(unfinished, this.file);
    this.kept = this.keptFile();
    this.sandboxes.renew(this.args);
    return true;
  }

  private keptFile(): KeptFile {
    return new KeptFile(this.file, dirname(this.args.directory));
  }

  close(): Promise<void> {
    return this.sandboxes.end(this.args);
  }

  private failure(error: unknown, timeout: AbortSignal): FunctionError {
    const { said = String(error), stack = errorStack(error) } = error as Partial<Thrown>;
    const reason = timeout.aborted ? `it ran longer than its timeout of ${this.args.timeoutSeconds} s` : said;
    // Of one that was ended from outside, as for its time or memory, the stack is not its own.
    const functionStack = !timeout.aborted && stack.includes(this.args.directory) ? stack : undefined;
    return new FunctionError(`The function ${this.args.name} failed: ${reason}`, functionStack, { cause: error });
  }
}

function writeLine(line: string): void {
  process.stdout.write(line);
}
