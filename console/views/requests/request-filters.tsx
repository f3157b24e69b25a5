import type { RecordedRequest } from "../../requests/recorded-request";
import type { ConsoleSession } from "../../session";
import { answerKinds, type RequestsAddress } from "./requests-address";
import { routeOf } from "./route-of";

/** What {@link RequestFilters} shows. */
export interface RequestFiltersProps {
  readonly address: RequestsAddress;
  readonly session: ConsoleSession;
  /** All that are known. */
  readonly requests: readonly RecordedRequest[];
  /** How many have come since the list was paused. */
  readonly newCount: number;
  readonly isPaused: boolean;
  readonly onPause: (pauses: boolean) => void;
  readonly onChange: (change: Partial<RequestsAddress>) => void;
}

const answerKindNames = {
  "2xx": "2xx, answered",
  "4xx": "4xx, the caller’s fault",
  "5xx": "5xx, failed",
  refused: "Refused by the gateway",
} as const;

/** What of the list is shown, and whether it goes on. */
export function RequestFilters(props: RequestFiltersProps) {
  const { address, session, requests, newCount, isPaused, onPause, onChange } = props;
  const taken = new Set(requests.map(({ method, path }) => routeOf(method, path, session.routes) ?? "none"));
  const routes = [
    ...new Set([...session.routes.filter((route) => taken.has(route)), ...(taken.has("none") ? ["none"] : [])]),
  ];
  if (address.route && !routes.includes(address.route)) routes.push(address.route);
  const background = requests.filter(({ isBackground }) => isBackground).length;
  return (
    <div class="toolbar requests-toolbar">
      <label>
        Route{" "}
        <select value={address.route} onChange={({ currentTarget }) => onChange({ route: currentTarget.value })}>
          <option value="">All</option>
          {routes.map((route) => (
            <option key={route} value={route}>
              {route === "none" ? "None of the API’s" : route}
            </option>
          ))}
        </select>
      </label>
      <label>
        Status{" "}
        <select
          value={address.kind}
          onChange={({ currentTarget }) =>
            onChange({ kind: answerKinds.find((kind) => kind === currentTarget.value) ?? "" })
          }
        >
          <option value="">All</option>
          {answerKinds.map((kind) => (
            <option key={kind} value={kind}>
              {answerKindNames[kind]}
            </option>
          ))}
        </select>
      </label>
      {background > 0 || address.showsBackground ? (
        <label class="check">
          <input
            type="checkbox"
            checked={address.showsBackground}
            onChange={({ currentTarget }) => onChange({ showsBackground: currentTarget.checked })}
          />{" "}
          The console’s own ({background})
        </label>
      ) : null}
      <span class="requests-legend" aria-hidden="true">
        {(["model", "storage", "index", "rest"] as const).map((part) => (
          <span key={part}>
            <i data-part={part} /> {part}
          </span>
        ))}
      </span>
      <button type="button" aria-pressed={isPaused} onClick={() => onPause(!isPaused)}>
        {isPaused ? `Continue${newCount > 0 ? ` (${newCount} new)` : ""}` : "Pause"}
      </button>
    </div>
  );
}
