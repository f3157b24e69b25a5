import { rmSync } from "node:fs";
import { join } from "node:path";
import { batchAnswer } from "../../helpers/api/batch-answers";
import { writeFiles } from "../../helpers/documents/write-files";
import type { EmbeddingsApi } from "../../helpers/tools/embeddings-api";
import { ingestSetting } from "../../helpers/tools/ingest-setting";

const setting = ingestSetting();
const { corpus, ingest, sentIds } = setting;
let directory: string;
let api: EmbeddingsApi;
let url: string;
beforeEach(() => {
  ({ directory, api, url } = setting);
});

describe("what a store has", () => {
  const docs = (files: Record<string, string>) => writeFiles(join(directory, "docs"), files);
  const paragraphs = (count: number) =>
    Array.from({ length: count }, (_, index) => `# Part ${index}\n\n${"word ".repeat(300)}`).join("\n\n");
  const removeDoc = (name: string) => rmSync(join(directory, "docs", name));
  const guide = (...args: string[]) => ingest("docs", "--prefix", "g:", ...args);
  const gone = (count: number, why = "--prune deletes them") =>
    `Gone     ${count} ${count === 1 ? "passage" : "passages"} stored and no longer in these files: ${why}\n`;

  test("is asked for before anything is skipped: what it lacks is sent, whatever the memory says", async () => {
    corpus(250);
    await ingest("corpus.jsonl");
    api.requests.length = 0;
    for (const id of ["p3", "p200"]) api.stored.delete(id);
    expect((await ingest("corpus.jsonl")).stdout).toContain("Stored   2 passages\nSkipped  248,");
    expect(sentIds()).toEqual(["p3", "p200"]);
    // Others, and an empty one behind the same address.
    api.stored.clear();
    expect((await ingest("corpus.jsonl")).stdout).toContain("Stored   250 passages\nSkipped  0\n");
  });

  test("is remembered of each store by itself, which many addresses may have", async () => {
    corpus(3);
    await ingest("corpus.jsonl");
    api.storeId = "another";
    expect((await ingest("corpus.jsonl")).stdout).toContain("Stored   3 passages\nSkipped  0\n");
    api.storeId = "store";
    expect((await ingest("corpus.jsonl", "--url", url.replace("127.0.0.1", "localhost"))).stdout).toContain(
      "Stored   0 passages\nSkipped  3,",
    );
  });

  test("is read below the prefix, page by page, and once", async () => {
    for (let number = 0; number < 2_500; number++) api.stored.add(`g:${number}`);
    for (let number = 0; number < 2_500; number++) api.stored.add(`other${number}`);
    docs({ "a.md": "Text" });
    expect((await guide()).code).toBe(0);
    expect(api.aside.map(({ path }) => path)).toEqual([
      "/embeddings?prefix=g%3A&limit=1000",
      "/embeddings?prefix=g%3A&limit=1000&cursor=1000",
      "/embeddings?prefix=g%3A&limit=1000&cursor=2000",
    ]);
  });

  test("is embedded and stored only where it has changed, unless all is to be anew", async () => {
    corpus(2);
    const asked = () => JSON.parse(api.requests.at(-1)?.body ?? "").if_changed;
    await ingest("corpus.jsonl");
    expect(asked()).toBe(true);
    await ingest("corpus.jsonl", "--restart");
    expect(asked()).toBe(undefined);
  });

  test("is counted where the files no longer have it, and deleted by --prune after that was said", async () => {
    docs({ "a.md": paragraphs(5), "b.md": "Text", "c.md": "Text" });
    await guide();
    docs({ "a.md": paragraphs(3) });
    removeDoc("b.md");
    const before = [...api.stored];
    expect((await guide()).stdout).toContain(gone(3));
    expect((await guide("--dry-run", "--prune")).stdout).toContain("Gone     3, which --prune deletes\n");
    expect([...api.stored]).toEqual(before);
    const { code, stdout, stderr } = await guide("--prune");
    expect([code, stdout]).toEqual([0, expect.stringContaining("Pruned   3, no longer in these files\n")]);
    expect(stderr).toContain("To prune: 3 passages no longer in these files\n");
    expect([...api.stored].toSorted()).toEqual(["g:a.md:1", "g:a.md:2", "g:a.md:3", "g:c.md:1"]);
    expect((await guide("--prune")).stdout).not.toMatch(/Pruned|Gone/);
    // What comes back is stored again.
    docs({ "b.md": "Text" });
    expect((await guide()).stdout).toContain("Stored   1 passage\nSkipped  4,");
  });

  describe("where the memory of it is lost", () => {
    const all = ["g:a.md:1", "g:deep:b.md:1", "g:deep:c.md:1", "other:1"];
    const unknown = (count: number) =>
      `Unknown  ${count} below the prefix are not in these files, and of no run that is remembered: --prune-prefix deletes them\n`;

    beforeEach(async () => {
      api.stored.add("other:1");
      docs({ "a.md": "Text", "deep/b.md": "Text", "deep/c.md": "Text" });
      await guide();
      rmSync(join(directory, "journal"), { recursive: true });
    });

    test.each([["docs/a.md"], ["docs/deep/b.md"], ["docs/deep"]])(
      "is not pruned of what %s does not name, which the summary counts",
      async (path) => {
        const { stdout } = await ingest(path, "--prefix", "g:", "--prune");
        expect(stdout).toMatch(/^Unknown {2}\d below the prefix are not in these files/m);
        expect(stdout).not.toMatch(/Pruned|Gone/);
        expect([...api.stored]).toEqual(expect.arrayContaining(all));
      },
    );

    test("is pruned by --prune-prefix, which says that the files are all of it, and for scripts how many", async () => {
      removeDoc("deep/b.md");
      expect((await guide("--prune")).stdout).toContain(unknown(1));
      expect((await guide("--dry-run", "--prune-prefix")).stdout).toContain(
        "Gone     1, which --prune-prefix deletes\n",
      );
      expect([...api.stored].toSorted()).toEqual(all);
      const { stdout } = await guide("--prune-prefix", "--json");
      expect(JSON.parse(stdout)).toMatchObject({ stored: 0, gone: 1, pruned: 1, unknown: 0 });
      expect([...api.stored].toSorted()).toEqual(["g:a.md:1", "g:deep:c.md:1", "other:1"]);
    });

    test("is pruned of what is deleted after a run that found the rest as it was", async () => {
      await guide();
      removeDoc("deep/b.md");
      expect((await guide("--prune")).stdout).toContain("Pruned   1, no longer in these files\n");
      expect([...api.stored].toSorted()).toEqual(["g:a.md:1", "g:deep:c.md:1", "other:1"]);
    });
  });

  test("is not counted where a prefix is what another begins with", async () => {
    docs({ "a.md": "Text" });
    api.stored.add("guide:a.md:1");
    expect((await ingest("docs", "--prefix", "g", "--prune")).stdout).not.toMatch(/Pruned|Gone|Unknown/);
    expect([...api.stored]).toEqual(["guide:a.md:1", "ga.md:1"]);
  });

  test("is pruned by --prune-prefix of what other runs stored below it, too", async () => {
    docs({ "a.md": "Text" });
    writeFiles(join(directory, "more"), { "b.md": "Text" });
    await ingest("more", "--prefix", "g:");
    expect((await guide("--prune")).stdout).not.toMatch(/Pruned|Gone|Unknown/);
    expect((await guide("--prune-prefix")).stdout).toContain("Pruned   1, no longer in these files\n");
    expect([...api.stored]).toEqual(["g:a.md:1"]);
  });

  test("is pruned also where all is stored anew, or was not taken", async () => {
    docs({ "a.md": "Text", "b.md": "Text", "c.md": "Text" });
    await guide();
    docs({ "c.md": "Another" });
    api.answer = (request) => batchAnswer(request, () => [422, "text_too_long"]);
    expect((await guide()).code).toBe(1);
    api.answer = batchAnswer;
    removeDoc("b.md");
    removeDoc("c.md");
    expect((await guide("--restart", "--prune")).stdout).toContain("Pruned   2, no longer in these files\n");
    expect([...api.stored]).toEqual(["g:a.md:1"]);
  });

  test.each([
    ["of others, where there is no prefix", ["docs"]],
    ["of other files below the same prefix", ["docs/b.md", "--prefix", "g:"]],
    ["that patterns leave out", ["docs", "--prefix", "g:", "--exclude", "b.md"]],
    ["that patterns do not name", ["docs", "--prefix", "g:", "--include", "a.md"]],
  ])("is not pruned %s", async (_what, args) => {
    api.stored.add("other");
    docs({ "a.md": "Text", "b.md": paragraphs(2) });
    await guide();
    const before = [...api.stored];
    expect(await ingest(...args, "--prune")).toMatchObject({
      code: 0,
      stdout: expect.not.stringMatching(/Gone|Pruned/),
    });
    expect([...api.stored]).toEqual(expect.arrayContaining(before));
  });

  test("is pruned without a prefix where a run over the same files stored it", async () => {
    api.stored.add("other");
    docs({ "a.md": "Text", "b.md": paragraphs(2) });
    await ingest("docs");
    removeDoc("b.md");
    expect((await ingest("docs", "--prune")).stdout).toContain("Pruned   2,");
    expect([...api.stored]).toEqual(["other", "a.md:1"]);
  });

  test("is not pruned while something cannot be read", async () => {
    docs({ "a.md": "Text", "b.md": "Text", "c.md": "Text" });
    await guide();
    removeDoc("c.md");
    writeFiles(join(directory, "docs"), { "b.md": Buffer.from([0x63, 0x61, 0x66, 0xe9]) });
    const { code, stdout } = await guide("--prune");
    expect([code, stdout]).toEqual([
      1,
      expect.stringContaining(gone(2, "none is pruned while something cannot be read")),
    ]);
    expect(api.stored.size).toBe(3);
  });

  test("is not pruned where there is no text at all, which says how much stays", async () => {
    docs({ "a.md": paragraphs(2) });
    await guide();
    removeDoc("a.md");
    const before = [...api.stored];
    expect(await guide("--prune")).toMatchObject({
      code: 1,
      stderr:
        "error: There is no text to ingest in these files. What is stored of them stays, 2 passages: npm run delete deletes that\n",
    });
    expect([...api.stored]).toEqual(before);
  });

  test("is not pruned of what the API does not take any more", async () => {
    docs({ "a.md": "Text", "b.md": "Text" });
    await guide();
    docs({ "b.md": "Another text" });
    api.answer = (request) => batchAnswer(request, () => [422, "text_too_long"]);
    expect(await guide("--prune")).toMatchObject({ code: 1, stdout: expect.not.stringMatching(/Gone|Pruned/) });
    expect([...api.stored]).toEqual(["g:a.md:1", "g:b.md:1"]);
  });

  test("is read again where a file, its cutting or the store has changed, and not where nothing has", async () => {
    docs({ "a.md": paragraphs(3), "b.md": "Text" });
    await guide();
    const sent = async (...args: string[]) => {
      api.requests.length = 0;
      const { stdout } = await guide(...args);
      return [sentIds(), /Skipped {2}(\d+)/.exec(stdout)?.[1]];
    };
    expect(await sent()).toEqual([[], "4"]);
    docs({ "b.md": "Another" });
    expect(await sent()).toEqual([["g:b.md:1"], "3"]);
    api.stored.delete("g:a.md:2");
    expect(await sent()).toEqual([["g:a.md:2"], "3"]);
    expect(await sent("--passage-tokens", "800")).toEqual([["g:a.md:1", "g:a.md:2"], "1"]);
    expect(await sent("--passage-tokens", "800")).toEqual([[], "3"]);
    // As it was before the last run, whose passages are those that are stored.
    expect(await sent()).toEqual([["g:a.md:1", "g:a.md:2"], "2"]);
  });

  test("takes one request to find that a folder of 1,000 files is unchanged", async () => {
    docs(Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`${index}.md`, `# ${index}\n\nText`])));
    expect((await guide()).stdout).toContain("Stored   1,000 passages\n");
    api.requests.length = 0;
    api.aside.length = 0;
    expect((await guide()).stdout).toContain("Stored   0 passages\nSkipped  1,000,");
    expect([api.requests.length, api.aside.length]).toEqual([0, 1]);
  });
});
