import { ApiError } from "../api/api-error";
import { ErrorLink } from "./error-link";

/** What went wrong, where to read about it, and a way to try again. */
export function ErrorNotice({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { message, code } = error instanceof ApiError ? error : { message: String(error), code: undefined };
  return (
    <div class="notice" role="alert">
      <p>
        <strong>{message}</strong>
      </p>
      <p class="notice-actions">
        {onRetry ? (
          <button type="button" onClick={onRetry}>
            Try again
          </button>
        ) : null}
        {code ? (
          <ErrorLink code={code}>
            What <code>{code}</code> means
          </ErrorLink>
        ) : null}
      </p>
    </div>
  );
}
