import { useEffect, useRef, useState } from "preact/hooks";
import type { ListedEmbedding } from "../../../functions/routes/list/response";
import type { GetResponse } from "../../../functions/routes/retrieve/get-response";
import type { ConsoleClient } from "../../api/console-client";

/** How much of a text is previewed, in characters. */
const previewCharacters = 160;

/** What a list shows beside an id. */
export type Previews = ReadonlyMap<string, string>;

/** The beginnings of what is listed, by their ids, as they come: the ids are shown before, and without them where they do not come. */
export function usePreviews(api: ConsoleClient, listed: readonly ListedEmbedding[]): Previews {
  const [previews, setPreviews] = useState<Previews>(new Map());
  /** What is listed anew may be another. */
  const asked = useRef(new WeakSet<ListedEmbedding>());
  const requests = useRef(new AbortController());
  useEffect(() => () => requests.current.abort(), []);
  const read = async (ids: readonly string[]) => {
    const request = { method: "POST", path: "/embeddings/get", body: { ids, include: ["text"] } } as const;
    const { embeddings } = await api.send<GetResponse>(request, requests.current.signal);
    setPreviews((known) => new Map([...known, ...embeddings.map((one) => [one.id, previewOf(one)] as const)]));
  };
  useEffect(() => {
    const fresh = listed.filter((one) => !asked.current.has(one));
    for (const one of fresh) asked.current.add(one);
    // Whatever is wrong, is told where one looks at an embedding.
    if (fresh.length > 0) read(fresh.map(({ id }) => id)).catch(() => {});
  }, [listed]);
  return previews;
}

function previewOf({ text, problem }: GetResponse["embeddings"][number]): string {
  if (text === undefined) return problem?.detail ?? "no text";
  return text.slice(0, previewCharacters).replace(/\s+/g, " ").trim();
}
