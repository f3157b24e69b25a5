import { useEffect, useRef } from "preact/hooks";
import type { ConsoleClient } from "../../api/console-client";
import { ErrorNotice } from "../../layout/error-notice";
import type { RequestDetail } from "../../requests/recorded-request";
import type { RequestSource } from "../../requests/request-source";
import type { ConsoleSession } from "../../session";
import { BodySection } from "./body-section";
import { DetailActions } from "./detail-actions";
import { StatusBadge } from "./status-badge";
import { TimeTable } from "./time-table";
import { useDetail } from "./use-detail";

/** What {@link RequestDetailPane} shows. */
export interface RequestDetailPaneProps {
  readonly id: number;
  readonly api: ConsoleClient;
  readonly session: ConsoleSession;
  readonly source: RequestSource;
  readonly onClose: () => void;
}

/** All of one request, beside the list. */
export function RequestDetailPane({ id, api, session, source, onClose }: RequestDetailPaneProps) {
  const { isLoading, detail, error, retry } = useDetail(source, id);
  const pane = useRef<HTMLElement>(null);
  // Where it takes the place of the list, its end may be what is in sight.
  useEffect(() => pane.current?.scrollIntoView({ block: "nearest" }), [id]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section class="request-detail" aria-label={`Request ${id}`} aria-busy={isLoading} tabIndex={0} ref={pane}>
      <p class="detail-close">
        <button type="button" onClick={onClose}>
          <span class="detail-back">← All requests</span>
          <span class="detail-x">Close</span>
        </button>
      </p>
      {isLoading ? <p class="detail-quiet">Loading …</p> : null}
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      {detail === null ? <p class="detail-quiet">This request is kept no more: later ones took its place.</p> : null}
      {detail ? <Detail detail={detail} api={api} session={session} /> : null}
    </section>
  );
}

interface DetailProps extends Pick<RequestDetailPaneProps, "api" | "session"> {
  readonly detail: RequestDetail;
}

function Detail({ detail, api, session }: DetailProps) {
  const { method, path, status, answeredAtMs, reason, code, isForgotten, requestHeaders, answerHeaders } = detail;
  return (
    <>
      <h2 class="detail-title">
        <StatusBadge status={status} />{" "}
        <code>
          <span class="request-method">{method}</span> {path}
        </code>
      </h2>
      <p class="detail-quiet">
        Answered{" "}
        <time dateTime={new Date(answeredAtMs).toISOString()}>{new Date(answeredAtMs).toLocaleString("en-GB")}</time>
      </p>
      {reason ? (
        <p class="detail-reason">
          <strong>Not answered by a function:</strong> {reason}
        </p>
      ) : null}
      {code ? (
        <p class="detail-reason">
          <strong>{code}</strong>{" "}
          <a href="/console/errors.md" target="_blank" rel="noreferrer">
            What it means
          </a>
        </p>
      ) : null}
      <DetailActions detail={detail} api={api} session={session} />
      <TimeTable detail={detail} />
      {isForgotten ? (
        <p class="detail-quiet">
          What was sent and answered made room for later requests, which took all that is kept.
        </p>
      ) : null}
      <BodySection title="Request" body={detail.requestBody} headers={requestHeaders} />
      <BodySection title="Answer" body={detail.answerBody} headers={answerHeaders} />
      {detail.log ? (
        <BodySection
          title="Line of log"
          body={{ text: detail.log.trim(), bytes: detail.log.length, isCut: false, hasSecrets: false }}
        />
      ) : null}
    </>
  );
}
