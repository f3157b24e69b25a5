import type { EmbeddingError } from "../../embedding/errors";
import { settle } from "../../embedding/outcome";
import { type CallContext, withEarlierDeadline } from "../aws/call-context";
import { inGroups } from "../aws/map-with-backpressure";
import { fromToken } from "../fields/from-token";
import { deleteExpired } from "../storage/delete-expired";
import { maxVectorsPerGet } from "../storage/get-vectors";
import type { Store } from "../storage/store";
import { expiredPage } from "./expired-page";
import { readPosition, type SweepPosition, writePosition } from "./position";

/** What is kept of a run's time for saying how far it has come, in milliseconds: all attempts of one call. */
const closingTimeMs = 15_000;

/** No page is begun with less than this left, in milliseconds. */
const pageTimeMs = 30_000;

/** How many are read and deleted together: as many vectors as one call gets. */
const idsAtOnce = maxVectorsPerGet;

/** A run ends once so many could not be deleted: what fails for them most likely does for all others. */
const mostErrors = 1_000;

/** What a run has done. */
export interface Swept {
  /** How many embeddings are gone. */
  readonly deleted: number;
  /** Whether it has come to the end. */
  readonly complete: boolean;
  /** Why it has not done more: of each embedding that could not be deleted, and of what it could not go on without. */
  readonly errors: readonly EmbeddingError[];
}

/**
 * Deletes what has expired, page by page from where the last run ended, for as long as there is time, and has the next run go
 * on from there. A page that could not be read is where the next run begins; what could not be deleted is found again by the
 * next run that starts anew.
 */
export async function sweep(store: Store, context: CallContext): Promise<Swept> {
  const { value: from, error } = await settle(() => readPosition(store, context));
  if (!from) return { deleted: 0, complete: false, errors: [error] };
  const { position, deleted, errors } = await withEarlierDeadline(context, closingTimeMs, (pageContext) =>
    sweepFrom(from, store, pageContext),
  );
  const { error: lost } = await settle(() => writePosition(position, store, context));
  return { deleted, complete: position === undefined, errors: lost ? [...errors, lost] : errors };
}

/** Sweeps from a position, and returns the one to go on from; undefined at the end. */
async function sweepFrom(from: SweepPosition, store: Store, context: CallContext) {
  let position: SweepPosition | undefined = from;
  let deleted = 0;
  const errors: EmbeddingError[] = [];
  while (position && errors.length < mostErrors && context.remainingTimeMs() > pageTimeMs) {
    const at: SweepPosition = position;
    // What the last run has kept of the index's, that may have forgotten since; a part of it is as much as is walked anew.
    const token = at === from && at.segment !== undefined ? at.at : undefined;
    const page = await settle(() =>
      fromToken(
        token,
        () => sweepPage(at, store, context),
        () => sweepPage({ segment: at.segment }, store, context),
      ),
    );
    deleted += page.value?.deleted ?? 0;
    // What there was no more time for is no failure.
    if (context.signal.aborted) break;
    errors.push(...(page.error ? [page.error] : page.value.errors));
    if (page.error) break;
    position = page.value.next;
  }
  return { position, deleted, errors };
}

async function sweepPage(at: SweepPosition, store: Store, context: CallContext) {
  const asOf = new Date();
  const { ids, next } = await expiredPage(at, asOf, store, context);
  let deleted = 0;
  const errors: EmbeddingError[] = [];
  for (const some of inGroups(ids, idsAtOnce)) {
    const outcomes = await deleteExpired(some, asOf, store, context);
    deleted += outcomes.filter(({ value }) => value).length;
    errors.push(...outcomes.flatMap(({ error }) => error ?? []));
  }
  return { deleted, errors, next };
}
