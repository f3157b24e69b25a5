/** What `npm run bench` measures by itself, by name: what it prints, and what may follow the name. */
export const benchParts = {
  cost: { prints: "What the stacks cost" },
  memory: { prints: "What memory large files take" },
  model: { prints: "How many passages a second each local model embeds" },
  quality: {
    operands: "DIR",
    prints: "How well each finds what people judged relevant, in a folder of SMART's format such as Cranfield's",
  },
  identifiers: {
    operands: "[PASSAGES [MODEL]]",
    prints: "How well it finds names, options and codes, by `mode`, in 1,000 passages or as many as are named",
  },
  keys: { prints: "How much longer a request with a key takes" },
  rates: { prints: "What part of a limit `npm run ingest` reaches" },
  search: { prints: "How long each mode of a search takes, and what memory, where texts are long" },
  "second-run": { prints: "How long `npm run ingest` takes where nothing has changed" },
} as const satisfies Readonly<Record<string, { readonly operands?: string; readonly prints: string }>>;

export type BenchPart = keyof typeof benchParts;
