// Of the command itself, not of npm, which hands its options on.
if (process.argv[1]?.endsWith("ingest.ts")) {
  process.once("exit", () => console.log(`peak memory: ${process.resourceUsage().maxRSS} KB`));
}
