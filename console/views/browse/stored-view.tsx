import { useEffect, useRef } from "preact/hooks";
import { formatAddress } from "../../address";
import { CopyAs } from "../../layout/copy-as";
import { CopyButton } from "../../layout/copy-button";
import { ErrorNotice } from "../../layout/error-notice";
import type { ViewProps } from "../../view";
import { type BrowseAddress, browseHref } from "./browse-address";
import { DeleteButton } from "./delete-button";
import { Facts } from "./facts";
import { metadataText, storedFacts } from "./stored-facts";
import { type BrowsedEmbedding, requestOf, useStored } from "./use-stored";
import { VectorStrip } from "./vector-strip";

/** Arguments of {@link StoredView}. */
export interface StoredViewProps extends Pick<ViewProps, "api" | "session"> {
  readonly address: BrowseAddress;
  readonly onDeleted: (id: string) => void;
}

/** One embedding: its text, its vector, what is known of it, and what one can do with it. */
export function StoredView({ api, session, address, onDeleted }: StoredViewProps) {
  const { id, search } = address;
  const { stored, isLoading, error, retry } = useStored(api, id);
  const heading = useRef<HTMLHeadingElement>(null);
  // Where there is one column it stands in place of the list.
  useEffect(() => heading.current?.scrollIntoView({ block: "nearest" }), [id]);
  return (
    <article class="stored" aria-label={id} aria-busy={isLoading}>
      <p class="stored-back">
        <a class="stored-all" href={browseHref({ ...address, id: "" })}>
          ← All ids
        </a>
        {search ? <a href={`#/search?${search}`}>← Back to the search</a> : null}
      </p>
      <h2 ref={heading} class="stored-id" tabIndex={-1}>
        {id}
      </h2>
      <div class="stored-actions">
        {session.routes.includes("POST /embeddings/search") ? (
          <a href={formatAddress("search", { like: id })}>More like this</a>
        ) : null}
        <CopyButton text={() => id}>Copy the id</CopyButton>
        <CopyAs request={requestOf(id)} session={session} />
        {error ? null : <DeleteButton api={api} id={id} onDeleted={() => onDeleted(id)} />}
      </div>
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      {stored?.id === id ? <Contents stored={stored} /> : null}
      {isLoading && stored?.id !== id ? <p class="none">Loading …</p> : null}
    </article>
  );
}

function Contents({ stored }: { readonly stored: BrowsedEmbedding }) {
  const { text, embedding, metadata } = stored;
  const entries = Object.entries(metadata ?? {});
  return (
    <>
      <h3>Text</h3>
      {typeof text === "string" ? (
        <p class="stored-text">{text}</p>
      ) : (
        <p class="card-none">No text is stored with this embedding.</p>
      )}
      <h3>Vector</h3>
      {Array.isArray(embedding) && embedding.length > 0 ? (
        <VectorStrip vector={embedding} />
      ) : (
        <p class="card-none">It has no vector.</p>
      )}
      <h3>Metadata</h3>
      {entries.length > 0 ? (
        <Facts rows={entries.map(([key, value]) => [key, metadataText(value)] as const)} />
      ) : (
        <p class="card-none">It has none.</p>
      )}
      <h3>How it was stored</h3>
      <Facts rows={storedFacts(stored)} />
    </>
  );
}
