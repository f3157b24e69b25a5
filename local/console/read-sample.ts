import { join } from "node:path";
import type { Sample, SamplePassage } from "../../console/sample";
import { findFiles } from "../../documents/files/find-files";
import { readPassages } from "../../documents/read-passages";
import { countTokens } from "../../embedding/models/count-tokens";

/** What ids of the sample begin with, so that all of it is found, and deleted, at once. */
const prefix = "sample:";

/** What a passage has at most, in tokens as they are estimated: short ones show best what was found. */
const maxTokens = 200;

const charactersPerToken = 4;

/** What one looks up and does not ask for: tables, most of it, which take long to embed. */
const reference = [
  "decisions/**",
  ...["README", "api", "architecture", "configuration", "dependencies", "errors", "outputs", "performance"].map(
    (page) => `${page}.md`,
  ),
  "github-actions.md",
  "move-from-*.md",
];

/** The project's own pages, as passages, and what to ask of them. */
export async function readSample(docsDirectory = join(__dirname, "../../docs")): Promise<Sample> {
  const leaveOut = () => {};
  const files = await findFiles([docsDirectory], { exclude: reference, leaveOut });
  const passages: SamplePassage[] = [];
  const cut = { maxTokens, estimate: (text: string) => countTokens(text, charactersPerToken) };
  for await (const { id, text, metadata = {} } of readPassages(files, { prefix, cut, leaveOut })) {
    passages.push({ embedding_id: id, text, metadata: metadata as SamplePassage["metadata"] });
  }
  return {
    passages,
    questions: [
      "What does it cost while nobody uses it?",
      "Does it run on my laptop without AWS?",
      "How do I take a customer's key away?",
    ],
  };
}
