import { errorCode } from "../common/caught-error";

/** What a process lacks that it needs of this machine. */
export type Shortage = "files" | "disk" | "data";

/** SQLite's codes for a write that found no room. https://www.sqlite.org/rescode.html */
const sqliteFull = 13;
const sqliteIoErrWrite = 778;

const codes: Readonly<Record<string, Shortage>> = {
  EMFILE: "files",
  ENFILE: "files",
  ENOSPC: "disk",
  EDQUOT: "disk",
  EFBIG: "disk",
  ESTALE: "data",
};

/** What an error, or what caused it, says is short; undefined where it says nothing of the kind. */
export function shortageOf(error: unknown): Shortage | undefined {
  if (!(typeof error === "object" && error !== null)) return undefined;
  const { errcode, cause, message = "" } = error as { errcode?: number; cause?: unknown; message?: string };
  if (errcode === sqliteFull || errcode === sqliteIoErrWrite) return "disk";
  // A worker that cannot start says why in its message alone.
  const code = errorCode(error) === "ERR_WORKER_INIT_FAILED" ? /E[A-Z]+$/.exec(message)?.[0] : errorCode(error);
  return codes[code ?? ""] ?? shortageOf(cause);
}

/** The file that an error of the system names, or what caused it; undefined where it names none. */
export function pathOf(error: unknown): string | undefined {
  if (!(typeof error === "object" && error !== null)) return undefined;
  const { path, cause } = error as { path?: unknown; cause?: unknown };
  return typeof path === "string" ? path : pathOf(cause);
}

/** What is said of a shortage: what is short, where, and the fix. */
export function describeShortage(shortage: Shortage, where: string): string {
  switch (shortage) {
    case "disk":
      return `The disk is full, or its quota used up, at ${where}: make room there, or start with another --data-dir`;
    case "data":
      return `The data at ${where} were removed while they are in use: put them back, or stop and start again`;
    case "files":
      return `This process may open no more files, for ${where}: raise its limit (ulimit -n), or send fewer at once`;
  }
}

/** Says in one line what is short, however many requests that fails until it is over. */
export class ShortageReport {
  private readonly met = new Set<string>();

  /** Whether the error is of a shortage, of which it says where, if it has not yet. */
  says(error: unknown, where: string): boolean {
    const shortage = shortageOf(error);
    if (shortage) this.say(shortage, where);
    return shortage !== undefined;
  }

  say(shortage: Shortage, where: string): void {
    const line = describeShortage(shortage, where);
    if (!this.met.has(line)) console.error(`error: ${line}`);
    this.met.add(line);
  }

  /** From now on a shortage is another one. */
  over(): void {
    this.met.clear();
  }
}
