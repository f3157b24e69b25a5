import { useEffect, useState } from "preact/hooks";
import { ConsoleClient } from "./api/console-client";
import { ownJson } from "./api/own-json";
import { ErrorNotice } from "./layout/error-notice";
import { Header } from "./layout/header";
import { Shortcuts } from "./layout/shortcuts";
import { GatewayRequests } from "./requests/gateway-requests";
import { PageRequests } from "./requests/page-requests";
import type { RequestSource } from "./requests/request-source";
import type { ConsoleSession } from "./session";
import { useAddress } from "./use-address";
import { LoadedView } from "./views/loaded-view";
import { views } from "./views/views";

/** What every view is given. */
interface Served {
  readonly session: ConsoleSession;
  readonly api: ConsoleClient;
  readonly requests: RequestSource;
}

/** The console: the header, and below it the view that the address names. */
export function App() {
  const { view: name, parameters } = useAddress();
  const [served, setServed] = useState<Served>();
  const [error, setError] = useState<unknown>();
  const load = () => {
    setError(undefined);
    open().then(setServed, setError);
  };
  useEffect(load, []);
  // All are named until it is known which there are, so that nothing moves where that is all.
  const shown = views.filter(
    ({ needsDocument: document }) => !document || (served?.session.documents.includes(document) ?? true),
  );
  const view = shown.find((one) => one.name === name) ?? views[0];
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById("main")?.focus()}>
        Skip to the content
      </button>
      <Header session={served?.session} views={shown} current={view.name} />
      <main id="main" tabIndex={-1}>
        {error ? <ErrorNotice error={error} onRetry={load} /> : null}
        {served ? <LoadedView key={view.name} view={view} parameters={parameters} {...served} /> : null}
      </main>
      <Shortcuts />
    </>
  );
}

async function open(): Promise<Served> {
  const session = await ownJson<ConsoleSession>("session.json");
  const renew = async () => (await ownJson<ConsoleSession>("session.json")).authorization;
  const { authorization, documents, model } = session;
  if (documents.includes("requests.json")) {
    return { session, api: new ConsoleClient(authorization, renew), requests: new GatewayRequests() };
  }
  const requests = new PageRequests(model.pricePerMillionTokens);
  return { session, api: new ConsoleClient(authorization, renew, undefined, requests.record), requests };
}
