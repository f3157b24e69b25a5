import type { RecordedRequest } from "../../requests/recorded-request";
import { timeByPart } from "./time-by-part";

/** What a request spent its time on, as a bar; the numbers are beside it, or in what opens. */
export function TimeBar({ request }: { readonly request: RecordedRequest }) {
  return (
    <span class="time-bar" aria-hidden="true">
      {timeByPart(request).map(({ name, share }) => (
        <span key={name} data-part={name} style={{ width: `${share * 100}%` }} />
      ))}
    </span>
  );
}
