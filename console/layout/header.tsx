import { formatAddress } from "../address";
import type { ConsoleSession } from "../session";
import type { View } from "../view";

/** What the header shows. */
export interface HeaderProps {
  /** Undefined until it is known. */
  readonly session: ConsoleSession | undefined;
  readonly views: readonly View[];
  /** The name of the view that is shown. */
  readonly current: string;
}

/** Where one is: the views, the stack and its model. */
export function Header({ session, views, current }: HeaderProps) {
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
        <a href="/docs">API</a>
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
