import { useRef } from "preact/hooks";
import type { SearchResult } from "../../../functions/routes/search/response";
import { CopyAs } from "../../layout/copy-as";
import { CopyButton } from "../../layout/copy-button";
import { ErrorNotice } from "../../layout/error-notice";
import { goTo } from "../../use-address";
import type { ViewProps } from "../../view";
import { browseHref } from "../browse/browse-address";
import { type FilterValue, isSameCondition } from "./condition";
import { Filters } from "./filters";
import { FirstVisit } from "./first-visit";
import { moveAmongResults } from "./move-among-results";
import { requestOfSearch } from "./request-of-search";
import { ResultCard } from "./result-card";
import { parseSearch, type SearchAddress, searchHref } from "./search-address";
import { SearchBox } from "./search-box";
import { SearchOptions } from "./search-options";
import { SearchVariety } from "./search-variety";
import { useSearch } from "./use-search";

/** What finds stored texts by their meaning, as one types. */
export function SearchView({ api, session, parameters }: ViewProps) {
  const address = parseSearch(parameters);
  const { isLoading, found, error, retry } = useSearch(api, address);
  const view = useRef<HTMLElement>(null);
  const show = (change: Partial<SearchAddress>, replace = false) =>
    goTo(searchHref({ ...address, ...change }), { replace });
  const filter = (key: string, value: FilterValue) => {
    const condition = { key, operator: "$eq", value } as const;
    const others = address.where.filter((one) => !(one.key === key && one.operator === "$eq"));
    const isChosen = address.where.some((one) => isSameCondition(one, condition));
    show({ where: isChosen ? others : [...others, condition] });
  };
  if (!session.routes.includes("POST /embeddings/search")) {
    return <p class="notice">This deployment has no vector index, and so no search.</p>;
  }
  const request = requestOfSearch(address);
  const results = found?.response.results ?? [];
  return (
    <section ref={view} class="search" aria-label="Search" onKeyDown={moveAmongResults}>
      <h1 class="visually-hidden">Search</h1>
      <SearchBox
        query={address.query}
        placeholder={address.like ? `Like ${address.like}` : "Ask a question, or describe what you look for"}
        isLoading={isLoading}
        onSearch={(query, isFinal) =>
          show(
            {
              query,
              like: query ? "" : address.like,
              // Each stop of who types would be paid for.
              isReranked: address.isReranked && query === address.query,
            },
            !isFinal,
          )
        }
      />
      <div class="toolbar">
        <p class="toolbar-status" role="status">
          {request ? statusOf(isLoading, found) : ""}
        </p>
        {request ? (
          <SearchOptions address={address} mode={found?.response.mode} reranker={session.reranker} onChange={show} />
        ) : null}
      </div>
      {request ? (
        <div class="toolbar">
          <Filters address={address} keys={keysOf(results)} onChange={show} />
          <SearchVariety address={address} keys={keysOf(results)} onChange={show} />
          <span class="toolbar-copy">
            <CopyAs request={request} session={session} />
            <CopyButton text={() => location.href}>Copy link</CopyButton>
          </span>
        </div>
      ) : null}
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      {found?.response.rerank?.problem ? (
        <p class="notice" role="status">
          Not reranked: {found.response.rerank.problem.detail}
        </p>
      ) : null}
      {found && results.length === 0 && !isLoading ? (
        <p class="none">
          Nothing was found. {isRestricted(address) ? "Take a filter away." : "Nothing is stored yet?"}
        </p>
      ) : null}
      <ol class="cards" aria-label="Results" aria-busy={isLoading}>
        {results.map((result) => (
          <li key={result.id}>
            <ResultCard
              result={result}
              query={found?.of.query ?? ""}
              session={session}
              where={address.where}
              onFilter={filter}
              likeHref={searchHref({ ...address, query: "", like: result.id })}
              browseHref={browseHref({ id: result.id, search: searchHref(address).split("?")[1] ?? "" })}
            />
          </li>
        ))}
      </ol>
      <FirstVisit api={api} session={session} isQuiet={Boolean(request)} onLoaded={() => focusBox(view.current)} />
    </section>
  );
}

/** So that one can type the first question, unless one has gone elsewhere: the button that had the focus is gone. */
function focusBox(view: HTMLElement | null): void {
  if (document.activeElement === document.body) view?.querySelector<HTMLInputElement>("input[type=search]")?.focus();
}

function isRestricted({ where, least }: SearchAddress): boolean {
  return where.length > 0 || least !== undefined;
}

function keysOf(results: readonly SearchResult[]): string[] {
  return [...new Set(results.flatMap(({ metadata = {} }) => Object.keys(metadata)))].toSorted();
}

function statusOf(isLoading: boolean, found: ReturnType<typeof useSearch>["found"]): string {
  if (!found) return isLoading ? "Searching …" : "";
  const { results, input_token_count: tokens, rerank } = found.response;
  const count = results.length === 1 ? "1 result" : `${results.length} results`;
  const facts = [...(tokens ? [`${tokens} tokens`] : []), ...(rerank?.applied ? ["reranked"] : [])];
  return [`${count} in ${Math.round(found.durationMs)} ms`, ...facts].join(" · ");
}
