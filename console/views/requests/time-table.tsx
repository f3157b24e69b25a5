import { formatCount, formatMs, formatUsd } from "../../layout/formats";
import type { RecordedCalls, RequestCost, RequestDetail } from "../../requests/recorded-request";
import { costOf } from "./cost-of";
import { TimeBar } from "./time-bar";
import { type TimePart, timeByPart } from "./time-by-part";

const partNames = { model: "Model", rerank: "Reranker", storage: "Storage", index: "Index", rest: "The rest" } as const;

/** Where the time and the money of a request went, part by part. */
export function TimeTable({ detail }: { readonly detail: RequestDetail }) {
  const { durationMs, tokens, cost } = detail;
  const parts = timeByPart(detail);
  return (
    <div class="time-table">
      <TimeBar request={detail} />
      <table>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Time</th>
            {cost ? <th scope="col">On AWS</th> : null}
          </tr>
        </thead>
        <tbody>
          {parts.map(({ name, ms, calls }) => (
            <tr key={name}>
              <th scope="row">
                <i data-part={name} aria-hidden="true" /> {partNames[name]}
              </th>
              <td>{calls ? describeCalls(calls) : formatMs(ms)}</td>
              {cost ? <td>{partCost(cost, name)}</td> : null}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All</th>
            <td>
              {formatMs(durationMs)}
              {tokens === undefined ? "" : ` · ${formatCount(tokens)} tokens`}
            </td>
            {cost ? <td>{formatUsd(costOf(cost))}</td> : null}
          </tr>
        </tfoot>
      </table>
      {cost ? (
        <p class="detail-quiet">
          By list prices, beside what is free: a million such requests cost {formatUsd(costOf(cost) * 1e6)}.
        </p>
      ) : null}
    </div>
  );
}

function describeCalls({ latency_ms: meanMs, calls, attempts }: RecordedCalls): string {
  const times = calls > 1 ? `${formatCount(calls)} × ` : "";
  return `${times}${formatMs(meanMs)}${attempts > calls ? `, ${formatCount(attempts)} attempts` : ""}`;
}

function partCost(cost: RequestCost, name: TimePart["name"]): string {
  const usd = cost[name === "rest" ? "request" : name];
  return usd === undefined ? "" : formatUsd(usd);
}
