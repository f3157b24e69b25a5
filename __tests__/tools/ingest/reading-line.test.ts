import { PassThrough } from "node:stream";
import { ReadingLine } from "../../../tools/ingest/reading-line";

function terminal({ isTTY }: { readonly isTTY: boolean }) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 60 });
  return { stream, text: () => String(stream.read() ?? "") };
}

/** What clears a line, and what puts the cursor at its start. */
const [cleared, start] = ["\u001b[2K", "\u001b[1G"];

test("says what is read on a terminal, in one line, and leaves none behind", () => {
  const { stream, text } = terminal({ isTTY: true });
  const line = new ReadingLine(stream);
  line.show({ location: "docs/a.md:7" }, 0);
  expect(text()).toContain("Reading docs/a.md:7, 1 passage so far");
  line.show({ location: "docs/\u001bb.md:9" }, 1_233);
  line.clear();
  const rest = text();
  expect(rest).toContain("Reading docs/\\u001bb.md:9, 1,234 passages so far");
  expect(rest).not.toContain("\n");
  expect(rest.slice(rest.lastIndexOf("so far"))).toContain(start + cleared);

  line.show({ location: "docs/c.md:1" }, 2_000);
  expect(text()).toContain("Reading docs/c.md:1, 2,001 passages so far");
  line.clear();
});

test("draws nothing where there is no terminal", () => {
  const { stream, text } = terminal({ isTTY: false });
  const line = new ReadingLine(stream);
  line.show({ location: "docs/a.md:7" }, 0);
  line.clear();
  expect(text()).toBe("");
});
