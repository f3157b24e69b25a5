import type { ConsoleRequest } from "../api/console-client";
import type { ConsoleSession } from "../session";
import { CopyButton } from "./copy-button";
import { requestCode } from "./request-code";

/** Buttons that copy a request, one for each language. */
export function CopyAs({ request, session }: { readonly request: ConsoleRequest; readonly session: ConsoleSession }) {
  const target = { origin: location.origin, auth: session.auth, region: session.region };
  return (
    <fieldset class="copy-as segments">
      <legend class="visually-hidden">Copy as</legend>
      <span class="copy-as-label" aria-hidden="true">
        Copy as
      </span>
      {Object.entries(requestCode).map(([language, write]) => (
        <CopyButton key={language} text={() => write(request, target)}>
          {language}
        </CopyButton>
      ))}
    </fieldset>
  );
}
