import { CommandProcess, type Ended, type User } from "./command-process";

/** How `npm run ingest` ended. */
export type Ingested = Ended;

/** `npm run ingest` in a process of its own, without npm in between. */
export class IngestProcess extends CommandProcess {
  constructor(args: readonly string[], env?: NodeJS.ProcessEnv, user?: User) {
    super("tools/ingest/ingest.ts", args, env, user);
  }
}
