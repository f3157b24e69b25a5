import { join } from "node:path";
import { findFiles } from "../../documents/files/find-files";
import { readPassages } from "../../documents/read-passages";
import { estimateTokens } from "../../embedding/models/estimate-tokens";
import { defaultEmbeddingModelId, embeddingModels } from "../../embedding/models/index";
import { table } from "../../local/table";
import { type CollectionText, finderByVectors } from "./finder-by-vectors";
import { localEncoders } from "./local-encoders";
import { orders } from "./orders";

/** Packages whose documentation names many things. */
const packages = ["fastify", "pino", "undici", "ajv", "semver", "fast-check"];
const passages = 1_000;
const queries = 300;

/** Prints how often each local model finds the one passage that has a name, an option or a code. */
export async function benchIdentifiers(): Promise<void> {
  const texts = await documentation();
  const asked = identifiersOf(texts);
  const rows: string[][] = [];
  for (const { name, encoder, close } of localEncoders()) {
    const find = await finderByVectors(texts, encoder);
    const found = await Promise.all(asked.map(async (query) => ({ ...query, texts: await find(query.identifier) })));
    await close();
    for (const [mode, { order }] of Object.entries(orders)) {
      const within = (first: number) => {
        const hits = found.filter(({ identifier, id, texts }) =>
          order(identifier, texts)
            .slice(0, first)
            .some((text) => text.id === id),
        );
        return `${((100 * hits.length) / found.length).toFixed(1)} %`;
      };
      rows.push([name, mode, within(1), within(3), within(200)]);
    }
  }
  console.log(`${asked.length} names, options and codes, each in one of ${texts.length} passages`);
  console.log(table([["model", "search", "the first", "of the first 3", "of the first 200"], ...rows]));
}

/** Passages of the documentation of installed packages, cut as `npm run ingest` does. */
async function documentation(): Promise<CollectionText[]> {
  const leaveOut = () => undefined;
  const modules = join(__dirname, "../../node_modules");
  const files = await findFiles(
    packages.map((name) => join(modules, name)),
    { leaveOut, include: ["*.md"] },
  );
  const model = embeddingModels[defaultEmbeddingModelId];
  const cut = { maxTokens: 400, estimate: (text: string) => estimateTokens(text, model) };
  const texts = new Set<string>();
  for await (const { text } of readPassages(files, { prefix: "", cut, leaveOut })) {
    texts.add(text);
    if (texts.size === passages) break;
  }
  return Array.from(texts, (text, id) => ({ id, text }));
}

/** Names, options and codes in code that occur in one text each, evenly from all of them. */
function identifiersOf(texts: readonly CollectionText[]): { readonly identifier: string; readonly id: number }[] {
  const found = new Map<string, Set<number>>();
  for (const { text } of texts) {
    for (const [, code = ""] of text.matchAll(/`([^`\s]{4,60})`/g)) {
      if (isIdentifier(code))
        found.set(code, new Set(texts.filter((other) => other.text.includes(code)).map((other) => other.id)));
    }
  }
  const single = [...found].flatMap(([identifier, ids]) =>
    ids.size === 1 ? [...ids].map((id) => ({ identifier, id })) : [],
  );
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
