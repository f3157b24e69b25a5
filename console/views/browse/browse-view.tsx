import { useEffect, useRef, useState } from "preact/hooks";
import { parseAddress } from "../../address";
import { formatCount } from "../../layout/formats";
import { goTo } from "../../use-address";
import type { ViewProps } from "../../view";
import { browseHref, parseBrowse } from "./browse-address";
import { DeleteAllButton } from "./delete-all-button";
import { IdList } from "./id-list";
import { AddFiles } from "./ingest/add-files";
import { DropTarget } from "./ingest/drop-target";
import { IngestPanel } from "./ingest/ingest-panel";
import { useIngestRun } from "./ingest/ingest-run";
import { PrefixBox } from "./prefix-box";
import { StoreForm } from "./store-form";
import { StoredView } from "./stored-view";
import { type ListedIds, useListed } from "./use-listed";
import { usePreviews } from "./use-previews";

const none = [] as const;

/** What is stored, by its ids: looked at, stored and deleted, by hand or from files. */
export function BrowseView({ api, session, parameters }: ViewProps) {
  const address = parseBrowse(parameters);
  const list = useListed(api, address.prefix);
  const previews = usePreviews(api, list.listed ?? none);
  const [said, setSaid] = useState("");
  /** How often something was stored by hand, or all were deleted, after which what is shown may be another. */
  const [changes, setChanges] = useState(0);
  const run = useIngestRun();
  const step = run?.state?.step;
  const wasStoring = useRef(false);
  useEffect(() => {
    if (step === "ended" && wasStoring.current) {
      list.reload();
      setSaid("");
    }
    wasStoring.current = step === "storing" || step === "reading";
  }, [step]);
  useEffect(() => setSaid(""), [address.prefix]);
  const deleted = (id: string) => {
    list.drop(id);
    setSaid(`Deleted ${id}`);
    // Meanwhile one may have gone on to something else.
    const { view, parameters: now } = parseAddress(location.hash);
    const shown = parseBrowse(now);
    if (view === "browse" && shown.id === id) goTo(browseHref({ ...shown, id: "" }), { replace: true });
  };
  const deletedAll = (count: number) => {
    list.reload();
    setSaid(`Deleted ${count === 1 ? "1 embedding" : `${formatCount(count)} embeddings`}`);
    setChanges((changed) => changed + 1);
  };
  const stored = (id: string, isAwaited: boolean) => {
    list.reload();
    setSaid(`Stored ${id}`);
    setChanges((count) => count + 1);
    if (isAwaited) goTo(browseHref({ ...address, id, search: "" }));
  };
  return (
    <DropTarget onStatus={setSaid}>
      <section class={address.id ? "browse chosen" : "browse"} aria-label="Browse">
        <h1 class="visually-hidden">Browse</h1>
        <div class="browse-bar">
          <PrefixBox
            prefix={address.prefix}
            onPrefix={(prefix) => goTo(browseHref({ ...address, prefix }), { replace: true })}
          />
          <StoreForm api={api} prefix={address.prefix} onStored={stored} />
          <AddFiles />
          {address.prefix && !isEmpty(list) && session.routes.includes("POST /embeddings/delete") ? (
            <DeleteAllButton key={address.prefix} api={api} prefix={address.prefix} onDeleted={deletedAll} />
          ) : null}
        </div>
        <IngestPanel api={api} prefix={address.prefix} />
        <p class="browse-status" role="status">
          {said || statusOf(list, address.prefix)}
        </p>
        {isEmpty(list) ? (
          run ? null : (
            <Empty prefix={address.prefix} />
          )
        ) : (
          <div class="browse-columns">
            <IdList list={list} previews={previews} address={address} />
            {address.id ? (
              <StoredView
                key={`${address.id} ${changes}`}
                api={api}
                session={session}
                address={address}
                onDeleted={deleted}
              />
            ) : (
              <p class="none browse-hint">Choose an id, to see its text, its vector and its metadata.</p>
            )}
          </div>
        )}
      </section>
    </DropTarget>
  );
}

/** An answer without an id need not be the last. */
function isEmpty({ listed, cursor, isLoading }: ListedIds): boolean {
  return listed?.length === 0 && !cursor && !isLoading;
}

function Empty({ prefix }: { readonly prefix: string }) {
  if (prefix) {
    return (
      <p class="none">
        No id begins with <code>{prefix}</code>.
      </p>
    );
  }
  return (
    <section class="first">
      <h2>Nothing is stored yet</h2>
      <p>
        Drop files or folders here: Markdown, HTML, PDF, Word, CSV, JSONL or text. They are read, cut into passages,
        embedded and stored, as <code>npm run ingest</code> does.
      </p>
      <p class="first-own">Or store one text by hand, with the button above.</p>
    </section>
  );
}

function statusOf({ listed, of, cursor, isLoading }: ListedIds, prefix: string): string {
  if (!listed || of !== prefix) return isLoading ? "Loading …" : "";
  if (listed.length === 0) return "";
  const ids = listed.length === 1 ? "1 id" : `${listed.length.toLocaleString("en")} ids`;
  return cursor ? `The first ${ids}` : ids;
}
