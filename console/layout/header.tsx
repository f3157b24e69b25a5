import { formatAddress } from "../address";
import type { ConsoleSession } from "../session";
import type { View } from "../view";

/** What the header shows. */
export interface HeaderProps {
  /** Undefined until it is known. */
  readonly session: ConsoleSession | undefined;
  readonly views: readonly View[];
  /** The name of the view that is shown; undefined for none. */
  readonly current: string | undefined;
  /** Forgets the key or token that a person gave; undefined where none did. */
  readonly onForget: (() => void) | undefined;
}

/** Where one is: the views, the stack and its model. */
export function Header({ session, views, current, onForget }: HeaderProps) {
  return (
    <header class="header">
      <a class="brand" href="#/" aria-label="Embeddings">
        <img src="/console/icon.svg" alt="" width="20" height="20" />
        <span>Embeddings</span>
      </a>
      <nav aria-label="Views">
        {views.map(({ name, title }) => (
          <a key={name} href={formatAddress(name, {})} aria-current={name === current ? "page" : undefined}>
            {title}
          </a>
        ))}
      </nav>
      <div class="header-facts">
        {session ? (
          <span class="fact" title={session.model.description}>
            <span class="fact-stack">
              {session.project}/{session.stack}
            </span>
            <span class="fact-model">{session.model.name}</span>
          </span>
        ) : null}
        {session?.routes.includes("GET /docs") ? <a href="/docs">API</a> : null}
        {onForget ? (
          <button
            type="button"
            aria-label={`Forget the ${session?.auth === "jwt" ? "token" : "key"}`}
            onClick={onForget}
          >
            Forget
          </button>
        ) : null}
        <button
          type="button"
          class="icon-button"
          data-shortcuts
          aria-label="Keyboard shortcuts"
          title="Keyboard shortcuts (?)"
        >
          ?
        </button>
      </div>
    </header>
  );
}
