import type { ComponentChildren } from "preact";

/** A link to what `docs/errors.md` says of a code, to whose row browsers go that know how: https://wicg.github.io/scroll-to-text-fragment/ */
export function ErrorLink({ code, children }: { readonly code: string; readonly children: ComponentChildren }) {
  return (
    <a href={`/console/errors.md#:~:text=${encodeURIComponent(`| \`${code}\` |`)}`} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
