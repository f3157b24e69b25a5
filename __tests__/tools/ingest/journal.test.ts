import { appendFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Passage } from "../../../documents/passage";
import { CommandError } from "../../../tools/command/command-error";
import { Journal } from "../../../tools/ingest/journal";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const root = temporaryDirectory();
let directory: string;
let count = 0;
beforeEach(() => {
  count += 1;
  directory = join(root, `new/${count}`);
});

/** A store that has whatever it is asked for. */
const storeOf = (id: string, embeddingIds: { has(id: string): boolean } = { has: () => true }) => ({
  id,
  embeddingIds: embeddingIds as ReadonlySet<string>,
});
const open = async ({
  store = "a",
  ...args
}: {
  store?: string;
  prefix?: string;
  source?: string;
  restart?: boolean;
} = {}) => Journal.open({ directory, store: storeOf(store), prefix: "", source: "s", restart: false, ...args });
const passage = (id: string, text = "text", metadata?: Passage["metadata"]): Passage => ({
  id,
  text,
  location: "here:1",
  ...(metadata ? { metadata } : {}),
});
/** What a new process finds in the journal. */
async function reopened(...passages: Passage[]): Promise<boolean[]> {
  const journal = await open();
  const held = passages.map((one) => journal.holds(one));
  journal.close();
  return held;
}

test("remembers what was confirmed, and nothing else", async () => {
  const journal = await open();
  expect(journal.holds(passage("a"))).toBe(false);
  journal.confirm([passage("a"), passage("b", "text", { page: 7, lang: "en" })]);
  expect(journal.holds(passage("a"))).toBe(true);
  journal.close();
  expect(
    await reopened(
      passage("a"),
      passage("b", "text", { lang: "en", page: 7 }),
      passage("a", "other"),
      passage("a", "text", { page: 7 }),
      passage("b"),
      passage("c"),
    ),
  ).toEqual([true, true, false, false, false, false]);
});

test("forgets what is to be replaced, also where the process ends before it is", async () => {
  const journal = await open();
  journal.confirm([passage("a"), passage("b")]);
  journal.forget([passage("a", "new"), passage("c")]);
  expect(journal.holds(passage("a"))).toBe(false);
  expect(await reopened(passage("a"), passage("a", "new"), passage("b"))).toEqual([false, false, true]);
  journal.confirm([passage("a", "new")]);
  expect(await reopened(passage("a"), passage("a", "new"))).toEqual([false, true]);
});

test("does not count a line that was cut off anywhere, and reads the lines after it", async () => {
  const journal = await open();
  journal.confirm([passage("a")]);
  const { length } = readFileSync(journal.path);
  journal.confirm([passage("b")]);
  const whole = readFileSync(journal.path);
  for (let size = length; size < whole.length - 1; size++) {
    writeFileSync(journal.path, whole);
    truncateSync(journal.path, size);
    expect(await reopened(passage("a"), passage("b"))).toEqual([true, false]);
    const next = await open();
    next.confirm([passage("c")]);
    next.close();
    expect(await reopened(passage("a"), passage("b"), passage("c"))).toEqual([true, false, true]);
  }
});

test("leaves lines alone that it cannot read", async () => {
  const journal = await open();
  journal.confirm([passage("a")]);
  appendFileSync(journal.path, '\0\0\0\n["a"]\n["a",7]\n["","x"]\n{}\n');
  expect(await reopened(passage("a"))).toEqual([true]);
});

test("is one for each store and prefix", async () => {
  const journal = await open();
  journal.confirm([passage("a")]);
  expect((await open({ store: "b" })).holds(passage("a"))).toBe(false);
  expect((await open({ prefix: "p:" })).holds(passage("a"))).toBe(false);
  expect((await open()).holds(passage("a"))).toBe(true);
  expect(readFileSync(journal.path, "utf8")).toContain('{"store":"a","prefix":""}\n');
});

test("begins anew where that is asked for, and still knows whose all is", async () => {
  (await open()).confirm([passage("a"), passage("b")]);
  const anew = await open({ restart: true });
  expect([anew.holds(passage("a")), anew.isOwn("a")]).toEqual([false, true]);
  anew.confirm([passage("a")]);
  expect(await reopened(passage("a"), passage("b"))).toEqual([true, false]);
  expect((await open({ source: "other" })).isOwn("b")).toBe(false);
});

test("knows whose passages are that were to be replaced, and not any more once they are deleted", async () => {
  const journal = await open();
  journal.confirm([passage("a"), passage("b"), passage("c")]);
  journal.forget([passage("a", "new")]);
  journal.remove(["b"]);
  journal.close();
  const next = await open();
  expect(["a", "b", "c"].map((id) => [next.holds(passage(id)), next.isOwn(id)])).toEqual([
    [false, true],
    [false, undefined],
    [true, true],
  ]);
});

test.each(["folder", "journal"])("says so where the %s cannot be written", async (what) => {
  if (what === "folder") {
    mkdirSync(join(directory, ".."), { recursive: true });
    writeFileSync(directory, "a file");
  } else {
    const { path } = await open();
    directory = path;
  }
  await expect(open()).rejects.toThrow(CommandError);
  await expect(open()).rejects.toThrow(
    /^The journal .*\.jsonl cannot be written \(.*\): set INGEST_DIR to a folder that can$/,
  );
});

test("says so where it cannot be written any more", async () => {
  const journal = await open();
  journal.close();
  expect(() => journal.confirm([passage("a")])).toThrow(CommandError);
});

test("forgets what the store lacks", async () => {
  const journal = await open();
  journal.confirm([passage("a"), passage("b")]);
  journal.close();
  const less = Journal.open({
    directory,
    store: storeOf("a", new Set(["b"])),
    prefix: "",
    source: "s",
    restart: false,
  });
  expect([less.holds(passage("a")), less.isOwn("a"), less.holds(passage("b"))]).toEqual([false, undefined, true]);
});

test("knows which passages are of this source, of another, and of none that is known", async () => {
  const one = await open({ source: "one" });
  one.confirm([passage("a"), passage("b"), passage("c")]);
  one.close();
  const other = await open({ source: "other" });
  other.confirm([passage("d")]);
  other.adopt("b");
  other.adopt("e");
  other.remove(["c"]);
  expect(["a", "b", "c", "d", "e"].map((id) => other.isOwn(id))).toEqual([false, true, undefined, true, undefined]);
  other.close();
  const again = await open({ source: "one" });
  expect(["a", "b", "c", "d"].map((id) => again.isOwn(id))).toEqual([true, false, undefined, false]);
  expect(again.holds(passage("b"))).toBe(true);
});
