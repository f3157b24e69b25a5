import { ErrorNotice } from "../../layout/error-notice";
import { goTo } from "../../use-address";
import type { ViewProps } from "../../view";
import type { PlayOperation } from "./description";
import { operationsIn } from "./description";
import { Method, OperationView } from "./operation-view";
import { playHref } from "./play-values";
import { useDescription } from "./use-description";

/** What tries each route of the API, by a form that comes from the API's own description. */
export function PlayView({ api, session, parameters }: ViewProps) {
  const { description, error, retry } = useDescription(api);
  const operations = description ? operationsIn(description, session.routes) : [];
  const operation = operations.find(({ id }) => id === parameters.get("op")) ?? operations[0];
  return (
    <section class="play" aria-label="Play">
      <h1 class="visually-hidden">Play</h1>
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      {description || error ? null : (
        <p class="none" role="status">
          Reading the API’s description …
        </p>
      )}
      {description && operation ? (
        <>
          <OperationList operations={operations} current={operation} />
          <OperationView
            key={operation.id}
            api={api}
            session={session}
            operation={operation}
            schemas={description.components.schemas}
            address={parameters}
          />
        </>
      ) : null}
    </section>
  );
}

interface OperationListProps {
  readonly operations: readonly PlayOperation[];
  readonly current: PlayOperation;
}

/** The operations: a list, or, where there is no room, a box to choose from. */
function OperationList({ operations, current }: OperationListProps) {
  const groups = Map.groupBy(operations, ({ tag }) => tag);
  return (
    <>
      <nav class="play-list" aria-label="Routes">
        {[...groups].map(([tag, all]) => (
          <div key={tag}>
            <h2>{tag}</h2>
            <ul>
              {all.map((operation) => (
                <li key={operation.id}>
                  <a href={playHref(operation)} aria-current={operation === current ? "page" : undefined}>
                    <Method method={operation.method} /> <span>{operation.path}</span>
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <label class="play-choice">
        <span>Route</span>
        <select
          value={current.id}
          onChange={({ currentTarget }) => {
            const chosen = operations.find(({ id }) => id === currentTarget.value);
            if (chosen) goTo(playHref(chosen));
          }}
        >
          {[...groups].map(([tag, all]) => (
            <optgroup key={tag} label={tag}>
              {all.map(({ id, method, path }) => (
                <option key={id} value={id}>
                  {method} {path}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
    </>
  );
}
