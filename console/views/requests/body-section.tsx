import { CopyButton } from "../../layout/copy-button";
import { formatBytes } from "../../layout/formats";
import { HeaderList } from "../../layout/header-list";
import { JsonView } from "../../layout/json-view";
import type { RecordedBody } from "../../requests/recorded-request";

/** What {@link BodySection} shows. */
export interface BodySectionProps {
  readonly title: string;
  readonly body: RecordedBody | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What was sent or answered: the body, of which what is long is folded, and the headers, folded too. */
export function BodySection({ title, body, headers = {} }: BodySectionProps) {
  const pairs = Object.entries(headers);
  if (!body && pairs.length === 0) return null;
  return (
    <section class="body-section" aria-label={title}>
      <header>
        <h3>{title}</h3>
        <span class="detail-quiet">{body ? formatBytes(body.bytes) : "no body"}</span>
        {body?.text === undefined ? null : <CopyButton text={() => body.text ?? ""}>Copy</CopyButton>}
      </header>
      {body?.isCut ? (
        <p class="detail-quiet">
          Only the beginning is kept: {formatBytes(new TextEncoder().encode(body.text).length)} of what was sent.
        </p>
      ) : null}
      {body?.hasSecrets ? <p class="detail-quiet">What is secret in it was left out.</p> : null}
      {body?.problem ? <p class="detail-quiet">{body.problem}</p> : null}
      {body?.text === undefined ? null : <JsonView text={body.text} />}
      <HeaderList headers={pairs} />
    </section>
  );
}
