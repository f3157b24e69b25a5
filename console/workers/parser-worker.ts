import { ParserAnswers } from "../../documents/apart/parser-answers";
import type { ParserRequest } from "../../documents/apart/parser-messages";
import { ByteSource } from "../../documents/files/byte-source";
import { DroppedFile } from "./dropped-file";
import type { FileOfWorker } from "./worker-parser";

// The program of the worker that a `WorkerParser` starts.

const answers = new ParserAnswers<FileOfWorker>(
  ({ path, name, fallbackEncoding, blob }) => new ByteSource(new DroppedFile(path, blob), name, fallbackEncoding),
);

addEventListener("message", async ({ data }: MessageEvent<ParserRequest<FileOfWorker>>) => {
  postMessage(await answers.to(data));
});
