import type { ApiClient } from "../api/api-client";
import { storedPages } from "../stored/list-stored";
import { type WaitForServiceArgs, waitForService } from "./wait-for-service";

/** What a service has of a prefix, and where. */
export interface StoreContents {
  /** Names where the service stores: bucket, index and model. */
  readonly id: string;
  readonly embeddingIds: ReadonlySet<string>;
}

/** Arguments of {@link readStore}. */
export interface ReadStoreArgs extends WaitForServiceArgs {
  readonly url: string;
  readonly prefix: string;
}

/** Asks a service for the ids that begin with a prefix. Throws a `CommandError` where it cannot tell, or `Interrupted`. */
export async function readStore(
  client: Pick<ApiClient, "send">,
  { url, prefix, ...waiting }: ReadStoreArgs,
): Promise<StoreContents> {
  const patient: Pick<ApiClient, "request"> = { request: (request) => waitForService(client, request, waiting) };
  const embeddingIds = new Set<string>();
  // A service of an older version names none, and is known by where it is.
  let id = url;
  for await (const { embeddings, store_id: storeId } of storedPages(patient, { prefix, limit: undefined })) {
    if (storeId !== undefined) id = storeId;
    for (const embedding of embeddings) embeddingIds.add(embedding.id);
  }
  return { id, embeddingIds };
}
