import type { FunctionAnswer, Invocation } from "./lambda-sandbox.mjs";
import { Sandbox, type SandboxArgs } from "./sandbox";

/** How long a sandbox is kept for its function alone since it was used, in milliseconds: to start one takes as much as ten requests. */
const keptMs = 1_000;

/** Arguments of {@link Sandboxes}. */
export interface SandboxesArgs {
  /**
   * The most at a time: each takes some 40 MB and a dozen open files.
   * @default 8
   */
  readonly max?: number;
  /** The time in milliseconds. */
  readonly now?: () => number;
}

/** An invocation that waits for a sandbox. */
interface Waiting {
  readonly owner: SandboxArgs;
  readonly start: (sandbox: Sandbox) => void;
}

/**
 * The sandboxes of all functions, one invocation at a time in each. Where there are as many as there may be, a function
 * without one gets it in the place of the one that has been idle longest, and any other waits for one of its own, or for
 * one that nobody has used lately.
 */
export class Sandboxes {
  private readonly max: number;
  private readonly now: () => number;
  private readonly all = new Set<Sandbox>();
  /** Since when they are idle, the longest first. */
  private readonly idle = new Map<Sandbox, number>();
  /** Those that end with their invocation. */
  private readonly outdated = new WeakSet<Sandbox>();
  private readonly waiting = new Set<Waiting>();

  constructor({ max = 8, now = () => performance.now() }: SandboxesArgs = {}) {
    this.max = max;
    this.now = now;
  }

  /** What an invocation returned. Throws where it threw, or the signal ends it. */
  async run(owner: SandboxArgs, invocation: Invocation, signal: AbortSignal): Promise<FunctionAnswer> {
    const sandbox = this.take(owner) ?? (await this.wait(owner, signal));
    try {
      return await sandbox.run(invocation, signal);
    } finally {
      this.giveBack(sandbox);
    }
  }

  /** Lets no further invocation of a function have a sandbox that there is now. */
  renew(owner: SandboxArgs): void {
    for (const sandbox of this.of(owner)) {
      if (this.idle.has(sandbox)) void this.remove(sandbox);
      else this.outdated.add(sandbox);
    }
  }

  /** Ends the sandboxes of a function, whatever they are doing. */
  async end(owner: SandboxArgs): Promise<void> {
    await Promise.all(this.of(owner).map((sandbox) => this.remove(sandbox)));
  }

  private of(owner: SandboxArgs): Sandbox[] {
    return [...this.all].filter((sandbox) => sandbox.owner === owner);
  }

  /** A sandbox for a function; undefined where it has to wait. */
  private take(owner: SandboxArgs): Sandbox | undefined {
    const sandbox = [...this.idle.keys()].findLast((one) => one.owner === owner) ?? this.make(owner);
    if (sandbox) this.idle.delete(sandbox);
    return sandbox;
  }

  private make(owner: SandboxArgs): Sandbox | undefined {
    if (this.all.size >= this.max) {
      const [longestIdle, since = 0] = this.idle.entries().next().value ?? [];
      const mayEnd = this.now() - since > keptMs || this.of(owner).length === 0;
      if (!longestIdle || !mayEnd) return undefined;
      void this.remove(longestIdle);
    }
    const sandbox = new Sandbox(owner);
    this.all.add(sandbox);
    return sandbox;
  }

  private wait(owner: SandboxArgs, signal: AbortSignal): Promise<Sandbox> {
    return new Promise((start, fail) => {
      const waiting = { owner, start };
      this.waiting.add(waiting);
      signal.addEventListener("abort", () => {
        this.waiting.delete(waiting);
        fail(signal.reason);
      });
    });
  }

  private giveBack(sandbox: Sandbox): void {
    if (!this.all.has(sandbox)) return;
    if (this.outdated.has(sandbox)) void this.remove(sandbox);
    else this.idle.set(sandbox, this.now());
    for (const waiting of this.waiting) {
      const free = this.take(waiting.owner);
      if (!free) continue;
      this.waiting.delete(waiting);
      waiting.start(free);
      break;
    }
  }

  private remove(sandbox: Sandbox): Promise<void> {
    this.all.delete(sandbox);
    this.idle.delete(sandbox);
    return sandbox.end();
  }
}
