import { useEffect, useState } from "preact/hooks";
import { CredentialForm } from "./credential/credential-form";
import { ErrorNotice } from "./layout/error-notice";
import { Header } from "./layout/header";
import { Shortcuts } from "./layout/shortcuts";
import { isPasted, openConsole, type PastedSession, type Served } from "./open-console";
import type { ConsoleSession } from "./session";
import { useAddress } from "./use-address";
import type { View } from "./view";
import { LoadedView } from "./views/loaded-view";
import { views } from "./views/views";

/** A key or token that is waited for. */
interface Asked {
  readonly session: PastedSession;
  readonly isAnother: boolean;
  readonly onGiven: (token: string) => void;
}

/** The console: the header, and below it the view that the address names. */
export function App() {
  const { view: name, parameters } = useAddress();
  const [served, setServed] = useState<Served>();
  const [asked, setAsked] = useState<Asked>();
  const [error, setError] = useState<unknown>();
  const load = () => {
    setError(undefined);
    openConsole((session, isAnother) => new Promise((onGiven) => setAsked({ session, isAnother, onGiven }))).then(
      setServed,
      setError,
    );
  };
  useEffect(load, []);
  const shown = served ? views.filter((one) => isServed(one, served.session)) : [];
  const view = shown.find((one) => one.name === name) ?? shown[0];
  const give = (token: string) => {
    setAsked(undefined);
    asked?.onGiven(token);
  };
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById("main")?.focus()}>
        Skip to the content
      </button>
      <Header
        session={served?.session ?? asked?.session}
        views={shown}
        current={view?.name}
        onForget={served && isPasted(served.session) ? () => location.reload() : undefined}
      />
      <main id="main" tabIndex={-1}>
        {error ? <ErrorNotice error={error} onRetry={load} /> : null}
        {asked ? <CredentialForm {...asked} onGiven={give} /> : null}
        {served && view ? (
          // Which keeps what is in it while a key is asked for again.
          <div class="served" hidden={asked !== undefined}>
            <LoadedView key={view.name} view={view} parameters={parameters} {...served} />
          </div>
        ) : null}
      </main>
      <Shortcuts />
    </>
  );
}

/** Whether there is what a view needs. */
function isServed({ needsRoute, needsDocument }: View, { routes, documents }: ConsoleSession): boolean {
  const hasRoute = needsRoute === undefined || routes.includes(needsRoute);
  return hasRoute && (needsDocument === undefined || documents.includes(needsDocument));
}
