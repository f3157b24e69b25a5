import { useEffect, useRef } from "preact/hooks";
import { ErrorNotice } from "../../layout/error-notice";
import { type BrowseAddress, browseHref } from "./browse-address";
import { moveAmongIds } from "./move-among-ids";
import type { ListedIds } from "./use-listed";
import type { Previews } from "./use-previews";

/** What the list shows. */
export interface IdListProps {
  readonly list: ListedIds;
  readonly previews: Previews;
  readonly address: BrowseAddress;
}

/** The ids below a prefix, each with the beginning of its text; more of them come as one scrolls, or by a button. */
export function IdList({ list, previews, address }: IdListProps) {
  const { listed, cursor, isLoading, error, more } = list;
  const end = useRef<HTMLDivElement>(null);
  const canGoOn = Boolean(cursor) && !isLoading && !error;
  useEffect(() => {
    if (!canGoOn || !end.current) return undefined;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && more(), { rootMargin: "200px" });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [canGoOn, cursor]);
  return (
    <section class="ids" aria-label="Ids" aria-busy={isLoading} onKeyDown={moveAmongIds}>
      <ul>
        {listed?.map(({ id }) => (
          <li key={id}>
            <a href={browseHref({ ...address, id })} aria-current={id === address.id ? "true" : undefined}>
              <span class="ids-id">{id}</span>
              <span class="ids-text">{previews.get(id)}</span>
            </a>
          </li>
        ))}
      </ul>
      {error ? <ErrorNotice error={error} onRetry={more} /> : null}
      <div ref={end} class="ids-end">
        {canGoOn ? (
          <button type="button" onClick={more}>
            More
          </button>
        ) : null}
        {isLoading ? <p class="ids-loading">Loading …</p> : null}
      </div>
    </section>
  );
}
