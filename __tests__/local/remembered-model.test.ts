import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ModelChoice } from "../../local/model-choice";
import { rememberModel } from "../../local/remembered-model";
import { temporaryDirectory } from "../helpers/temporary-directory";

const parent = temporaryDirectory();
let count = 0;
let directory: string;
beforeEach(() => {
  directory = join(parent, String(count++));
  mkdirSync(directory);
});

const words: ModelChoice = { type: "words" };
const server: ModelChoice = { type: "server", url: "http://localhost:11434/v1", name: "nomic", key: "secret" };
const remember = (choice: ModelChoice, isFull: boolean) =>
  rememberModel(directory, { choice, holdsObjects: async () => isFull });

test("lets the same model go on, also where its server is elsewhere", async () => {
  await remember(server, false);
  await remember({ ...server, url: "http://127.0.0.1:8080/v1" }, true);
});

test("names the two ways out where another model made what is stored", async () => {
  await remember(words, false);
  await expect(remember({ type: "sentences" }, true)).rejects.toThrow(
    `The data directory ${directory} has vectors of the model words, which those of sentences do not compare with: ` +
      "start with --model words, or begin with another --data-dir",
  );
  // Nothing has changed.
  await remember(words, true);
});

test("names a server and its model, and never its key", async () => {
  await remember(server, false);
  await expect(remember(words, true)).rejects.toThrow(
    /start with --model http:\/\/localhost:11434\/v1 --model-name nomic, /,
  );
  expect(readFileSync(join(directory, "model.json"), "utf8")).not.toContain("secret");
});

test("takes another model where nothing is stored yet", async () => {
  await remember(words, false);
  await remember({ type: "sentences" }, false);
  await remember({ type: "sentences" }, true);
});

test.each([undefined, "", "{"])("tells vectors of an earlier release by the note %j", async (note) => {
  if (note !== undefined) writeFileSync(join(directory, "model.json"), note);
  await expect(remember(words, true)).rejects.toThrow(
    /of the local model of an earlier release, .*: remove it, or begin with another --data-dir$/,
  );
});
