import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { docxOf, paragraphOf } from "../../helpers/documents/docx-of";
import { pdfOf } from "../../helpers/documents/pdf-of";
import { writeFiles } from "../../helpers/documents/write-files";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const projectDirectory = join(__dirname, "../../..");
const directory = temporaryDirectory();
const recorder = pathToFileURL(join(__dirname, "../../helpers/documents/record-modules.mjs")).href;

/** What reads formats. */
const libraries =
  /^(csv-parse|fflate|hast-util-(from-html|to-text)|mammoth|mdast-util-(from-markdown|mdx)|micromark|pdfjs-dist|smol-toml|unpdf|yaml)$/;

const markdown = ["hast-util-from-html", "hast-util-to-text", "mdast-util-from-markdown", "micromark"];

// It is each time another file that is read, by the command and the process that it parses in.
test.each<[name: string, content: string | Uint8Array, loaded: readonly string[]]>([
  ["a.txt", "One", []],
  ["a.jsonl", '{"id":"a","text":"One"}', []],
  ["a.csv", "a,b\n1,2\n", ["csv-parse"]],
  ["a.html", "<p>One", ["hast-util-from-html", "hast-util-to-text"]],
  ["a.md", "# One", markdown],
  ["b.md", "---\ntitle: One\n---\nTwo", [...markdown, "yaml"]],
  ["c.md", '+++\ntitle = "One"\n+++\nTwo', [...markdown, "smol-toml"]],
  ["a.mdx", "<A>One</A>", [...markdown, "mdast-util-mdx"].toSorted()],
  ["a.pdf", pdfOf([["One"]]), ["unpdf"]],
  ["a.docx", docxOf(paragraphOf("One")), ["fflate", "hast-util-from-html", "hast-util-to-text", "mammoth"]],
])("loads what reads %s, and nothing of other formats", (name, content, loaded) => {
  writeFiles(directory, { [name]: content });
  const record = join(directory, `${name}.modules`);
  const command = ["common/run-typescript.cjs", "tools/ingest/ingest.ts", join(directory, name), "--dry-run"];
  const said = execFileSync(process.execPath, command, {
    cwd: projectDirectory,
    encoding: "utf8",
    env: {
      ...process.env,
      NODE_OPTIONS: `--import=${recorder}`,
      LOADED_MODULES: record,
      EMBEDDINGS_API_URL: "",
      INGEST_DIR: join(directory, "memory"),
    },
  });
  expect(said).toContain("Sent     1 passage\n");
  const modules = readFileSync(record, "utf8").matchAll(
    /\/node_modules\/((?:@[^/]+\/)?[^/\n]+)(?!.*\/node_modules\/)/g,
  );
  const found = [...new Set([...modules].map(([, module = ""]) => module))];
  expect(found.filter((module) => libraries.test(module)).toSorted()).toEqual(loaded);
});
