import { appendFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Checkpoint } from "../../../tools/reindex/checkpoint";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();
const work = {
  bucket: "embeddings",
  index: "arn",
  model: "model",
  reembed: false,
  assumedModel: undefined,
  truncate: "none" as const,
  localData: undefined,
};
const open = (
  options: { restart?: boolean; readOnly?: boolean; reembed?: boolean; assumedModel?: string; truncate?: "end" } = {},
) => {
  const { restart = false, readOnly = false, ...others } = options;
  return Checkpoint.open({ directory, work: { ...work, ...others }, restart, readOnly });
};
const step = (lastKey: string) => ({
  lastKey,
  count: 2,
  reembedded: 1,
  inputTokens: 3,
  trusted: 1,
  problems: [["b", "is corrupt"] as [string, string]],
  leftOut: [["a", ["metadata.x, which is null"]] as [string, string[]]],
  expired: ["c"],
});
const path = () => join(directory, readdirSync(directory)[0] ?? "");

test("remembers steps until all is done, without a line that was cut off", () => {
  open().add(step("a"));
  appendFileSync(path(), '{"lastKey":"b');
  const again = open();
  expect(again.steps).toEqual([step("a")]);
  again.add(step("c"));
  expect(open().steps).toEqual([step("a"), step("c")]);
  expect(open({ reembed: true, readOnly: true }).steps).toEqual([]);
  expect(open({ assumedModel: "model", readOnly: true }).steps).toEqual([]);
  expect(open({ truncate: "end", readOnly: true }).steps).toEqual([]);
  open({ readOnly: true }).add(step("d"));
  expect(open({ readOnly: true, restart: true }).steps).toEqual([]);
  expect(open().steps).toHaveLength(2);
  expect(open({ restart: true }).steps).toEqual([]);
  open().remove();
  expect(readdirSync(directory)).toEqual([]);
});

test("goes on from steps of before anything could expire", () => {
  const { expired: _, ...before } = step("a");
  open();
  appendFileSync(path(), `${JSON.stringify(before)}\n`);
  expect(open().steps).toEqual([{ ...step("a"), expired: [] }]);
  open().remove();
});

test("leaves alone what another run of the same work has done to its end", () => {
  const [first, second] = [open(), open()];
  first.remove();
  second.add(step("a"));
  expect(open().steps).toEqual([]);
  second.remove();
});

test("names a checkpoint that cannot be read", () => {
  open();
  writeFileSync(path(), "{}\n");
  expect(() => open()).toThrow(/^The checkpoint .* cannot be read: add --restart to begin anew$/);
});

test("goes on from what was written before there were run files", () => {
  const startedAt = "2026-11-01T10:00:00.000Z";
  const header = '{"bucket":"embeddings","index":"arn","model":"model","reembed":false,"startedAt":';
  writeFileSync(
    join(directory, "14842d5f652d860b.jsonl"),
    `${header}"${startedAt}"}\n${JSON.stringify(step("a"))}\n{"lastKey":"b`,
  );
  const checkpoint = open();
  expect([checkpoint.startedAt, checkpoint.steps]).toEqual([new Date(startedAt), [step("a")]]);
});
