import { join } from "node:path";
import { findFiles } from "../../documents/files/find-files";
import { readPassages } from "../../documents/read-passages";
import { estimateTokens } from "../../embedding/models/estimate-tokens";
import { defaultEmbeddingModelId, embeddingModels } from "../../embedding/models/index";
import { type CollectionText, collectionText } from "./collection-text";

const modules = join(__dirname, "../../node_modules");
/** Packages whose documentation names many things. */
const packages = ["fastify", "pino", "undici", "ajv", "semver", "fast-check"].map((name) => join(modules, name));

/**
 * So many passages of what is installed, cut as `npm run ingest` does: first of the documentation of those packages, then of
 * that of all others, then of the declarations of types, whose comments are documentation too.
 */
export async function documentation(count: number): Promise<CollectionText[]> {
  const texts = new Map<string, CollectionText>();
  for await (const { text, metadata } of allPassages()) {
    if (texts.has(text)) continue;
    texts.set(text, collectionText(texts.size, text, metadata));
    if (texts.size === count) break;
  }
  return [...texts.values()];
}

async function* allPassages() {
  yield* passagesBelow(packages, "*.md");
  yield* passagesBelow([modules], "*.md");
  yield* passagesBelow([modules], "*.d.ts");
}

async function* passagesBelow(folders: readonly string[], glob: string) {
  const leaveOut = () => undefined;
  const model = embeddingModels[defaultEmbeddingModelId];
  const cut = { maxTokens: 400, estimate: (text: string) => estimateTokens(text, model) };
  yield* readPassages(await findFiles(folders, { leaveOut, include: [glob] }), { prefix: "", cut, leaveOut });
}
