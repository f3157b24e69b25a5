import type { ApiClient } from "../api/api-client";
import { connect } from "../api/connection";
import { FileMemory } from "./file-memory";
import type { Input } from "./input";
import { Journal } from "./journal";
import type { IngestOptions } from "./options";
import { Outage } from "./outage";
import { readStore } from "./read-store";

/** The store that passages are sent to, and what is known of it. */
export interface KnownStore {
  readonly client: ApiClient;
  readonly outage: Outage;
  /** The ids that it has below the prefix. */
  readonly embeddingIds: ReadonlySet<string>;
  readonly journal: Journal;
  readonly memory: FileMemory;
}

/** Arguments of {@link openStore}. */
export interface OpenStoreArgs {
  readonly options: IngestOptions;
  readonly input: Pick<Input, "source" | "cutting">;
  /** The folder that journals are in. */
  readonly directory: string;
  /** Says what it waits for. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Asks a service what it has, and finds what is remembered of it. Throws a `CommandError`, or `Interrupted`. */
export async function openStore(
  url: string,
  { options, input: { source, cutting }, directory, say, signal }: OpenStoreArgs,
): Promise<KnownStore> {
  const { prefix, restart, "dry-run": readOnly } = options;
  const outage = new Outage();
  const client = connect({ ...options, url });
  const contents = await readStore(client, { url, prefix, outage, say, signal });
  const journal = Journal.open({ directory, store: contents, prefix, source, restart, readOnly });
  const memory = new FileMemory({ journal, prefix, cutting });
  return { client, outage, embeddingIds: contents.embeddingIds, journal, memory };
}
