import type { Passage } from "../../documents/passage";

/** How many words of a passage are searched for. */
const maxWords = 6;

/** The command that finds a passage again, to type as it is: by its heading or its first words, where it was sent. */
export function searchFor(
  { text, metadata }: Passage,
  { url, auth }: { readonly url: string | undefined; readonly auth: string },
): string {
  const { heading } = metadata ?? {};
  const about = typeof heading === "string" ? heading : text;
  const words = about.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  // A text may begin with its title, once more as its first heading.
  const query = [...new Set(words)].slice(0, maxWords).join(" ");
  return [
    // As its help says it, where there is no word to search for, as in a row of symbols.
    `npm run search -- "${query || "TEXT"}"`,
    ...(url === undefined ? [] : [`--url ${/^[\w.:/%@+=-]+$/.test(url) ? url : `'${url}'`}`]),
    ...(auth === "none" ? [] : [`--auth ${auth}`]),
  ].join(" ");
}
