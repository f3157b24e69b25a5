import { isAnswerOf } from "./filter-requests";

/** How a request was answered: the status, in a colour of its kind. */
export function StatusBadge({ status }: { readonly status: number }) {
  const kind = isAnswerOf({ status }, "2xx") ? "fine" : isAnswerOf({ status }, "4xx") ? "refused" : "failed";
  return (
    <span class="status-badge" data-kind={status >= 300 && status < 400 ? "fine" : kind}>
      {status || "none"}
    </span>
  );
}
