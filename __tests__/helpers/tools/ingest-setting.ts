import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { batchAnswer, idsOf } from "../api/batch-answers";
import { temporaryDirectory } from "../temporary-directory";
import { EmbeddingsApi } from "./embeddings-api";
import { type Ingested, IngestProcess } from "./ingest-process";

/** Before each test of a file an empty folder, with an API that stores what is sent, to run `npm run ingest` in. */
export function ingestSetting() {
  const root = temporaryDirectory();
  let number = 0;
  const environmentIn = (folder: string) => ({
    INGEST_DIR: join(setting.directory, "journal"),
    EMBEDDINGS_API_URL: setting.url,
    INIT_CWD: folder,
  });
  const setting = {
    directory: "",
    api: new EmbeddingsApi(),
    url: "",

    /** A file with so many passages, of which some have another text. */
    corpus(count: number, texts: Record<string, string> = {}): string {
      const path = join(setting.directory, "corpus.jsonl");
      const lines = Array.from({ length: count }, (_, index) => {
        const id = `p${index}`;
        return JSON.stringify({ id, text: texts[id] ?? `text of ${id}` });
      });
      writeFileSync(path, lines.join("\n"));
      return path;
    },

    startIn: (folder: string, ...args: string[]): IngestProcess => new IngestProcess(args, environmentIn(folder)),

    start: (...args: string[]): IngestProcess => setting.startIn(setting.directory, ...args),

    ingest: (...args: string[]): Promise<Ingested> => setting.start(...args).ended(),

    ingestUnprivileged: (...args: string[]): Promise<Ingested> =>
      new IngestProcess(args, environmentIn(setting.directory), { isUnprivileged: true }).ended(),

    sentIds: (): string[] => setting.api.requests.flatMap(idsOf),

    /** Stops the API before it answers the nth request; resolves when that has come. */
    holdRequest(nth: number) {
      const { api } = setting;
      const release = Promise.withResolvers<void>();
      const reached = Promise.withResolvers<void>();
      api.delay = async () => {
        if (api.requests.length !== nth) return;
        reached.resolve();
        await release.promise;
      };
      return { reached: reached.promise, release: release.resolve };
    },
  };
  beforeEach(async () => {
    number += 1;
    setting.directory = join(root, String(number));
    mkdirSync(setting.directory);
    setting.api = new EmbeddingsApi();
    setting.api.answer = batchAnswer;
    setting.url = await setting.api.listen();
  });
  afterEach(() => setting.api.close());
  return setting;
}
