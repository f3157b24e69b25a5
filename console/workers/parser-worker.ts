import { ParserAnswers } from "../../documents/apart/parser-answers";
import type { ParserRequest } from "../../documents/apart/parser-messages";
import { ByteSource } from "../../documents/files/byte-source";
import { DroppedFile } from "./dropped-file";
import type { FileOfWorker } from "./worker-parser";

// The program of the worker that a `WorkerParser` starts.

const answers = new ParserAnswers<FileOfWorker>(
  ({ path, name, fallbackEncoding, blob }) => new ByteSource(new DroppedFile(path, blob), name, fallbackEncoding),
);

// By a port of its own: the parser of PDF sends messages as a worker itself.
addEventListener(
  "message",
  ({ ports: [port] }) => {
    port?.addEventListener("message", async ({ data }: MessageEvent<ParserRequest<FileOfWorker>>) => {
      port.postMessage(await answers.to(data));
    });
    port?.start();
  },
  { once: true },
);
