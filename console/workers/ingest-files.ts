import { Parsers } from "../../documents/apart/parsers";
import { FileFinder } from "../../documents/files/file-finder";
import type { LeaveOut } from "../../documents/left-out";
import type { Passage } from "../../documents/passage";
import { passagesOf } from "../../documents/passages-of";
import { estimateTokens } from "../../embedding/models/estimate-tokens";
import { defaultEmbeddingModelId, embeddingModels } from "../../embedding/models/index";
import { CommandError } from "../../tools/command/command-error";
import { counted } from "../../tools/command/number";
import { cutFor } from "../../tools/ingest/cut-for";
import { LeftOutReport } from "../../tools/ingest/left-out-report";
import { survey } from "../../tools/ingest/survey";
import { DroppedTree } from "./dropped-tree";
import type { IngestRequest, IngestState } from "./ingest-messages";
import { type SendFoundArgs, sendFound } from "./send-found";
import { WorkerParser } from "./worker-parser";

/** Arguments of {@link ingestFiles}. */
export interface IngestFilesArgs extends Pick<SendFoundArgs, "api" | "signal"> {
  /** Is told how far it is, as often as that changes. */
  readonly say: (state: Partial<IngestState>) => void;
}

/** Whose tokens the passages are measured in, as by the command where no other is named. */
const model = embeddingModels[defaultEmbeddingModelId];

/**
 * Does with files of a browser what `npm run ingest` does: finds, reads and cuts them by the same rules, embeds and stores
 * them through the API. Throws a `CommandError`, or the reason of the signal.
 */
export async function ingestFiles(request: IngestRequest, { api, say, signal }: IngestFilesArgs): Promise<void> {
  const { dropped, prefix, include, exclude, encoding } = request;
  const warnings: string[] = [];
  const warn = (line: string) => {
    warnings.push(line.replace(/^warning: /, ""));
    say({ warnings: [...warnings] });
  };
  const report = new LeftOutReport({ warn });
  const tree = new DroppedTree(dropped.entries);
  const parsers = new Parsers(() => new WorkerParser((path) => tree.file(path).blob));
  const finder = new FileFinder(tree, { include, exclude, encoding, leaveOut: report.add });
  for (const root of dropped.roots) await finder.find(root);
  const passages = (args: { readonly leaveOut: LeaveOut }) =>
    passagesOf(finder.files, { prefix, cut: cutFor(model), parsers, signal, ...args });
  const found = await survey(
    { passages },
    {
      store: undefined,
      estimate: (text) => estimateTokens(text, model),
      leaveOut: report.add,
      readingLine: {
        show: ({ location }: Pick<Passage, "location">, before: number) =>
          say({ line: `Reading ${location}, ${counted(before + 1, "passage")} so far` }),
      },
      signal,
    },
  );
  if (found.total === 0) {
    say({ summary: { rows: [], leftOut: report.kinds, failures: [] } });
    throw new CommandError("There is no text to ingest in these files");
  }
  await sendFound({ passages, found, report, api, say, signal });
}
