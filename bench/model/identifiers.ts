import { candidateCounts } from "../../functions/routes/search/mode";
import { table } from "../../local/table";
import { CommandError } from "../../tools/command/command-error";
import type { CollectionText } from "./collection-text";
import { documentation } from "./documentation";
import { finderByVectors } from "./finder-by-vectors";
import { localEncoders } from "./local-encoders";
import { orders } from "./orders";

/** How many passages the identifiers are of, and the most that they are searched for in. */
const [least, most] = [1_000, 20_000];
const queries = 300;

/** How many results a search is judged by; the last is how many `hybrid` orders. */
const firsts = [1, 3, 10, candidateCounts.default];

/** Prints how often each local model, or one, finds the one of so many passages that has a name, an option or a code. */
export async function benchIdentifiers(passages = `${least}`, model?: string): Promise<void> {
  const count = Number(passages);
  if (!(Number.isInteger(count) && least <= count && count <= most)) {
    throw new CommandError(`${passages} is no number of passages: give one from ${least} to ${most}`);
  }
  const benched = localEncoders().filter(({ name }) => model === undefined || name === model);
  if (benched.length === 0) throw new CommandError(`${model} is no local model: there are sentences and words`);
  // Whatever the number, the same identifiers are asked for.
  const known = await documentation(most);
  const asked = identifiersOf(known);
  const texts = known.slice(0, count);
  const rows: string[][] = [];
  for (const { name, encoder, close } of benched) {
    const find = await finderByVectors(texts, encoder);
    const found = await Promise.all(asked.map(async (query) => ({ ...query, texts: await find(query.identifier) })));
    await close();
    for (const [mode, order] of Object.entries(orders)) {
      const searches = found.map(({ identifier, id, texts }) => ({ id, ...order(identifier, texts) }));
      const share = (first: number) =>
        mean(searches, ({ id, ordered }) => Number(ordered.slice(0, first).some((text) => text.id === id)));
      const queries = mean(searches, ({ queries }) => queries).toFixed(3);
      rows.push([name, mode, ...firsts.map((first) => `${(100 * share(first)).toFixed(1)} %`), queries]);
    }
  }
  console.log(`${asked.length} names, options and codes, each in one of ${texts.length} passages`);
  const headings = firsts.map((first) => (first === 1 ? "the first" : `of the first ${first}`));
  console.log(table([["model", "search", ...headings, "queries of the index"], ...rows]));
  console.log(carried(texts));
}

/** What vectors of texts carry for the sake of rare terms. */
function carried(texts: readonly CollectionText[]): string {
  const metadata = mean(texts, ({ metadataBytes }) => metadataBytes);
  const terms = mean(texts, ({ filterableBytes }) => filterableBytes) - metadata;
  const full = texts.filter(({ termsLeftOut }) => termsLeftOut > 0).length;
  return `A vector carries ${metadata.toFixed(0)} bytes of metadata, and ${terms.toFixed(0)} of rare terms; ${full} have no room for some`;
}

function mean<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0) / items.length;
}

/** Names, options and codes in the code of the first texts that occur in one of all texts, evenly from all of them. */
function identifiersOf(
  texts: readonly CollectionText[],
): readonly { readonly identifier: string; readonly id: number }[] {
  const codes = texts
    .slice(0, least)
    .flatMap(({ text }) => Array.from(text.matchAll(/`([^`\s]{4,60})`/g), ([, code = ""]) => code));
  const single = [...new Set(codes.filter(isIdentifier))].flatMap((identifier) => {
    const [one, another] = texts.filter(({ text }) => text.includes(identifier));
    return one && !another ? [{ identifier, id: one.id }] : [];
  });
  return Array.from(
    { length: Math.min(queries, single.length) },
    (_, index) => single[Math.floor((index * single.length) / queries)] ?? [],
  ).flat();
}

/** Whether code is a name, and none that is a word of English as well. */
function isIdentifier(code: string): boolean {
  return (
    /^[-@$.\w/:#]+(\(\))?$/.test(code) && (/[a-z][A-Z]|\w[-_.:/]\w|\d/.test(code) || /^--?\w|^[A-Z_]+$/.test(code))
  );
}
