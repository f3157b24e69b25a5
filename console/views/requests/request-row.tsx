import { formatMs, formatUsd } from "../../layout/formats";
import type { RecordedRequest } from "../../requests/recorded-request";
import { costOf } from "./cost-of";
import { StatusBadge } from "./status-badge";
import { TimeBar } from "./time-bar";

/** What a row shows. */
export interface RequestRowProps {
  readonly request: RecordedRequest;
  readonly href: string;
  readonly isCurrent: boolean;
}

/** A request in the list, which opens it. */
export function RequestRow({ request, href, isCurrent }: RequestRowProps) {
  const { id, answeredAtMs, method, path, status, durationMs, reason, code, tokens, cost } = request;
  return (
    <a class="request-row" href={href} data-request={id} aria-current={isCurrent ? "true" : undefined}>
      <time dateTime={new Date(answeredAtMs).toISOString()}>{clock(answeredAtMs)}</time>
      <StatusBadge status={status} />
      <span class="request-path">
        <span class="request-method">{method}</span> {path}
        {code || reason ? <small>{reason ?? code}</small> : null}
      </span>
      <span class="request-ms">{formatMs(durationMs)}</span>
      <TimeBar request={request} />
      <span class="request-tokens">
        {tokens === undefined ? "" : `${tokens}`}
        {tokens === undefined ? null : <span class="request-unit"> tokens</span>}
      </span>
      <span class="request-usd">{cost ? formatUsd(costOf(cost)) : ""}</span>
    </a>
  );
}

/** Hours, minutes and seconds here. */
function clock(ms: number): string {
  return new Date(ms).toLocaleTimeString("en-GB");
}
