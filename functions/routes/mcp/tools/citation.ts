import { isObject } from "../../../../embedding/is-object";

/** What an agent quotes a stored embedding by. */
export interface Citation {
  readonly id: string;
  readonly title: string;
  readonly url: string;
}

/** Where metadata, in this order, may name the document, and where its address. */
const titleKeys = ["title", "heading", "source"] as const;
const urlKeys = ["url", "source"] as const;

/** How an embedding is quoted: as its metadata says, else by its id and by its address in the API. */
export function citationOf(id: string, metadata: unknown, apiUrl: string): Citation {
  const facts = isObject(metadata) ? metadata : {};
  const textOf = (key: string) => (typeof facts[key] === "string" ? facts[key].trim() : "");
  return {
    id,
    title: titleKeys.map(textOf).find(Boolean) ?? id,
    url: urlKeys.map(textOf).find(isWebAddress) ?? `${apiUrl}/embeddings/${encodeURIComponent(id)}`,
  };
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}
