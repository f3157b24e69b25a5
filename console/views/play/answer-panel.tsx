import { useEffect, useRef } from "preact/hooks";
import { CopyButton } from "../../layout/copy-button";
import { ErrorNotice } from "../../layout/error-notice";
import { formatBytes, formatMs } from "../../layout/formats";
import { HeaderList } from "../../layout/header-list";
import { JsonView } from "../../layout/json-view";
import type { AnswerState, PlayAnswer } from "./use-answer";

/** What became of a request; before there is one, the answer that the description has. */
export function AnswerPanel({ isSending, answer, error, example }: AnswerState & { readonly example: unknown }) {
  const panel = useRef<HTMLElement>(null);
  // Where there is no room beside the form, it is below.
  useEffect(() => {
    if (answer || error) panel.current?.scrollIntoView({ block: "nearest" });
  }, [answer, error]);
  return (
    <section ref={panel} class="play-answer" aria-label="Answer" aria-busy={isSending}>
      <p class="play-status" role="status">
        {statusOf({ isSending, ...(answer ? { answer } : {}) })}
        {answer && !isSending ? <CopyButton text={() => answer.text}>Copy</CopyButton> : null}
      </p>
      {error ? <ErrorNotice error={error} /> : null}
      {answer ? <Answer answer={answer} /> : <Example example={error ? undefined : example} />}
    </section>
  );
}

function statusOf({ isSending, answer }: AnswerState) {
  if (isSending) return <span>Waiting for the answer …</span>;
  if (!answer) return null;
  const { status, statusText, durationMs, text } = answer;
  return (
    <span>
      <strong class={status < 400 ? "play-fine" : "play-failed"}>
        {status} {statusText}
      </strong>{" "}
      in {formatMs(durationMs)} · {formatBytes(new TextEncoder().encode(text).length)}
    </span>
  );
}

function Answer({ answer: { problem, text, headers } }: { readonly answer: PlayAnswer }) {
  return (
    <>
      {problem ? <ErrorNotice error={problem} /> : null}
      {text ? <JsonView text={text} /> : <p class="play-none">The answer has no body.</p>}
      <HeaderList headers={headers} />
    </>
  );
}

function Example({ example }: { readonly example: unknown }) {
  if (example === undefined) return <p class="play-none">Send the request, and its answer is shown here.</p>;
  return (
    <>
      <h3>An answer, for example</h3>
      <JsonView text={JSON.stringify(example)} />
    </>
  );
}
