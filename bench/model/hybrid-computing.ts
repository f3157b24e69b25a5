import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rankHybrid } from "../../embedding/ranking/rank-hybrid";
import { candidateCounts } from "../../functions/routes/search/mode";
import { projectDirectory } from "../../local/pulumi/stacks";
import type { Measurement } from "../measurement";
import { pairedRatios } from "../statistics";

const rounds = 50;
/** As a passage of some 300 tokens has. */
const characters = 1_500;

/** With words that are common and rare, an identifier, and what must occur. */
const queries = {
  words: "which permissions does the role that deploys need for the index",
  "words and an identifier": "what does modelThrottlingRateLimit do with POST /embeddings/batch",
};

/** How long the candidates of a search are ordered by their words, and what part of it any reading of them takes. */
export function benchHybridComputing(): Measurement[] {
  const texts = passages(candidateCounts.default, characters);
  const candidates = texts.map((text) => ({ text }));
  const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
  const segmented = () => texts.reduce((sum, text) => sum + [...segmenter.segment(text)].length, 0);
  return Object.entries(queries).flatMap(([name, query]): Measurement[] => {
    const taken = { ordering: [] as number[], segmenting: [] as number[] };
    for (let round = -5; round < rounds; round++) {
      const [ordering, segmenting] = [time(() => rankHybrid(query, candidates)), time(segmented)];
      if (round < 0) continue;
      taken.ordering.push(ordering);
      taken.segmenting.push(segmenting);
    }
    const what = `hybrid: ${texts.length} texts of ${characters} characters, ${name}`;
    return [
      { what, measure: "ms", samples: taken.ordering, atMost: 60 },
      { what, measure: "ordering / Intl.Segmenter alone", samples: pairedRatios(taken.ordering, taken.segmenting) },
    ];
  });
}

/** Different parts of the documentation, as long as that. */
export function passages(count: number, length: number): string[] {
  const docs = join(projectDirectory, "docs");
  const pages = readdirSync(docs).filter((name) => name.endsWith(".md"));
  const text = pages.map((name) => readFileSync(join(docs, name), "utf8")).join("\n");
  // Further on than a whole number of passages, so that none comes again.
  const step = Math.max(1, Math.floor((text.length - length) / count));
  return Array.from({ length: count }, (_, index) => text.slice(index * step, index * step + length));
}

function time(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}
