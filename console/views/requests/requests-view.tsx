import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { ErrorNotice } from "../../layout/error-notice";
import { goTo } from "../../use-address";
import type { ViewProps } from "../../view";
import { filterRequests } from "./filter-requests";
import { moveAmongRequests } from "./move-among-requests";
import { RequestDetailPane } from "./request-detail-pane";
import { RequestFilters } from "./request-filters";
import { RequestRow } from "./request-row";
import { parseRequests, type RequestsAddress, requestsHref } from "./requests-address";
import { useRequests } from "./use-requests";

/** What the API was asked and what it answered, as it comes. */
export function RequestsView({ api, session, requests: source, parameters }: ViewProps) {
  const address = parseRequests(parameters);
  const { requests: known, error, retry } = useRequests(source);
  /** The last one that is shown; undefined to follow what comes. */
  const [pausedAt, setPausedAt] = useState<number>();
  const list = useRef<HTMLOListElement>(null);
  const show = (change: Partial<RequestsAddress>) => goTo(requestsHref({ ...address, ...change }), { replace: true });
  const close = () => {
    show({ id: undefined });
    list.current?.querySelector<HTMLElement>(`[data-request="${address.id}"]`)?.focus();
  };
  useLayoutEffect(() => setPausedAt(undefined), [source]);
  const shown = known?.filter(({ id }) => pausedAt === undefined || id <= pausedAt);
  const listed = filterRequests(shown ?? [], address, session.routes);
  const isOpen = address.id !== undefined;
  return (
    <section class="requests" aria-label="Requests" data-open={isOpen} onKeyDown={moveAmongRequests(close)}>
      <h1 class="visually-hidden">Requests</h1>
      <RequestFilters
        address={address}
        session={session}
        requests={known ?? []}
        newCount={(known?.length ?? 0) - (shown?.length ?? 0)}
        isPaused={pausedAt !== undefined}
        onPause={(pauses) => setPausedAt(pauses ? (known?.[0]?.id ?? 0) : undefined)}
        onChange={show}
      />
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      <div class="requests-panes">
        <div class="requests-pane">
          <p class="requests-status" role="status">
            {known ? `${countOf(listed.length, known.length)} · ${source.description}` : error ? "" : "Loading …"}
          </p>
          <p class="request-head" aria-hidden="true">
            <span>Answered</span>
            <span>Status</span>
            <span>Request</span>
            <span>Time</span>
            <span />
            <span>Tokens</span>
            <span>On AWS</span>
          </p>
          {known && listed.length === 0 ? <NoRequests hasSome={known.length > 0} /> : null}
          <ol class="request-list" ref={list} aria-label="Requests">
            {listed.map((request) => (
              <li key={request.id}>
                <RequestRow
                  request={request}
                  href={requestsHref({ ...address, id: request.id })}
                  isCurrent={request.id === address.id}
                />
              </li>
            ))}
          </ol>
        </div>
        {address.id === undefined ? null : (
          <RequestDetailPane
            key={address.id}
            id={address.id}
            api={api}
            session={session}
            source={source}
            onClose={close}
          />
        )}
      </div>
    </section>
  );
}

function countOf(listed: number, known: number): string {
  const count = listed === known ? String(known) : `${listed} of ${known}`;
  return known === 1 ? `${count} request` : `${count} requests`;
}

function NoRequests({ hasSome }: { readonly hasSome: boolean }) {
  return (
    <p class="none">
      {hasSome
        ? "No request is as the filters say."
        : "Nobody has asked the API anything yet: search something, or call it."}
    </p>
  );
}
