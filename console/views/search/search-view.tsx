import { CopyAs } from "../../layout/copy-as";
import { CopyButton } from "../../layout/copy-button";
import { ErrorNotice } from "../../layout/error-notice";
import { goTo } from "../../use-address";
import type { ViewProps } from "../../view";
import { Filters } from "./filters";
import { FirstVisit } from "./first-visit";
import { moveAmongResults } from "./move-among-results";
import { requestOfSearch } from "./request-of-search";
import { ResultCard } from "./result-card";
import { type FilterValue, parseSearch, type SearchAddress, searchHref, tops } from "./search-address";
import { SearchBox } from "./search-box";
import { useSearch } from "./use-search";

/** What finds stored texts by their meaning, as one types. */
export function SearchView({ api, session, parameters }: ViewProps) {
  const address = parseSearch(parameters);
  const { isLoading, found, error, retry } = useSearch(api, address);
  const show = (change: Partial<SearchAddress>, replace = false) =>
    goTo(searchHref({ ...address, ...change }), { replace });
  const filter = (key: string, value: FilterValue) => {
    const { [key]: current, ...others } = address.where;
    show({ where: current === value ? others : { ...others, [key]: value } });
  };
  if (!session.routes.includes("POST /embeddings/search")) {
    return <p class="notice">This deployment has no vector index, and so no search.</p>;
  }
  const request = requestOfSearch(address);
  const results = found?.response.results ?? [];
  return (
    <section class="search" aria-label="Search" onKeyDown={moveAmongResults}>
      <h1 class="visually-hidden">Search</h1>
      <SearchBox
        query={address.query}
        placeholder={address.like ? `Like ${address.like}` : "Ask a question, or describe what you look for"}
        isLoading={isLoading}
        onSearch={(query, isFinal) => show({ query, like: query ? "" : address.like }, !isFinal)}
      />
      <div class="toolbar">
        <p class="toolbar-status" role="status">
          {request ? statusOf(isLoading, found) : ""}
        </p>
        {request ? (
          <>
            <label>
              Results{" "}
              <select value={address.top} onChange={({ currentTarget }) => show({ top: Number(currentTarget.value) })}>
                {tops.map((top) => (
                  <option key={top} value={top}>
                    {top}
                  </option>
                ))}
              </select>
            </label>
            <CopyAs request={request} session={session} />
            <CopyButton text={() => location.href}>Copy link</CopyButton>
          </>
        ) : null}
      </div>
      <Filters address={address} onChange={show} />
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      {found && results.length === 0 && !isLoading ? (
        <p class="none">
          Nothing was found. {Object.keys(address.where).length > 0 ? "Take a filter away." : "Nothing is stored yet?"}
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
            />
          </li>
        ))}
      </ol>
      <FirstVisit api={api} session={session} isQuiet={Boolean(request)} />
    </section>
  );
}

function statusOf(isLoading: boolean, found: ReturnType<typeof useSearch>["found"]): string {
  if (!found) return isLoading ? "Searching …" : "";
  const { results, input_token_count: tokens } = found.response;
  const count = results.length === 1 ? "1 result" : `${results.length} results`;
  return `${count} in ${Math.round(found.durationMs)} ms${tokens ? ` · ${tokens} tokens` : ""}`;
}
