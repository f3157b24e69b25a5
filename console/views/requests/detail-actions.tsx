import { useState } from "preact/hooks";
import { ApiError } from "../../api/api-error";
import type { ConsoleClient, ConsoleRequest } from "../../api/console-client";
import { CopyAs } from "../../layout/copy-as";
import type { RequestDetail } from "../../requests/recorded-request";
import type { ConsoleSession } from "../../session";
import { repeatableRequest } from "./repeatable-request";

/** What {@link DetailActions} acts upon. */
export interface DetailActionsProps {
  readonly detail: RequestDetail;
  readonly api: ConsoleClient;
  readonly session: ConsoleSession;
}

/** Sends a request again, as the console is authorized, or copies it. */
export function DetailActions({ detail, api, session }: DetailActionsProps) {
  const [said, setSaid] = useState("");
  const [isSending, setSending] = useState(false);
  const repeated = repeatableRequest(detail);
  if ("problem" in repeated) return <p class="detail-quiet">It cannot be sent again. {repeated.problem}</p>;
  const repeat = async (request: ConsoleRequest) => {
    setSending(true);
    setSaid("Sending …");
    setSaid(await outcomeOf(api, request));
    setSending(false);
  };
  return (
    <div class="detail-actions">
      <button type="button" disabled={isSending} onClick={() => repeat(repeated.request)}>
        Repeat
      </button>
      <CopyAs request={repeated.request} session={session} />
      <p class="detail-quiet" role="status">
        {said}
      </p>
    </div>
  );
}

async function outcomeOf(api: ConsoleClient, request: ConsoleRequest): Promise<string> {
  try {
    await api.send<unknown>(request);
    return "Sent again: the answer is in the list.";
  } catch (error) {
    return `Sent again: ${error instanceof ApiError ? error.message : String(error)}`;
  }
}
