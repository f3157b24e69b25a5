import { useEffect, useRef, useState } from "preact/hooks";
import { errorMessageOf } from "../api/api-error";
import type { ConsoleSession } from "../session";
import { credentialNames, credentialProblem, type PastedAuth } from "./credential-problem";

/** Arguments of {@link CredentialForm}. */
export interface CredentialFormProps {
  readonly session: ConsoleSession & { readonly auth: PastedAuth };
  /** Whether one that was taken until now no longer is. */
  readonly isAnother: boolean;
  /** Is given one that the API takes. */
  readonly onGiven: (token: string) => void;
}

/** Where a person pastes what the API authorizes by. */
export function CredentialForm({ session, isAnother, onGiven }: CredentialFormProps) {
  const name = credentialNames[session.auth];
  const input = useRef<HTMLInputElement>(null);
  const [isChecking, setChecking] = useState(false);
  const [problem, setProblem] = useState(
    isAnother ? `The API no longer takes the ${name} that was pasted.` : undefined,
  );
  useEffect(() => input.current?.focus(), []);
  const check = async () => {
    // As it is often copied.
    const token = (input.current?.value ?? "").trim().replace(/^(authorization: *)?bearer +/i, "");
    if (!token) return setProblem(`Paste a ${name} first.`);
    if (!/^[\x21-\x7e]+$/.test(token)) return setProblem(`A ${name} has no spaces, and none but ASCII characters.`);
    setChecking(true);
    const found = await credentialProblem(session, token).catch(errorMessageOf);
    setChecking(false);
    if (!found) return onGiven(token);
    setProblem(found);
    input.current?.select();
  };
  return (
    <form
      class="credential"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isChecking) check();
      }}
    >
      <h1>Open with a {name}</h1>
      <p>
        The console calls <code>{location.host}</code> as you. The {name} stays in this page’s memory alone: it is
        stored nowhere, and gone when you reload or leave.
      </p>
      <label for="credential">{name === "key" ? "Key" : "Token"}</label>
      <input
        ref={input}
        id="credential"
        // Of a password, browsers would offer to keep it.
        type="text"
        class="credential-input"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-invalid={Boolean(problem)}
        aria-describedby="credential-problem"
      />
      <p id="credential-problem" class="credential-problem" role="alert">
        {problem}
      </p>
      <button type="submit" class="primary" aria-disabled={isChecking}>
        {isChecking ? "Asking the API …" : "Open"}
      </button>
    </form>
  );
}
