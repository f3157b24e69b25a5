/** What the configuration has of a key. */
export interface ConfiguredKey {
  readonly sha256: readonly string[];
  /** @default all that is not public */
  readonly routes?: readonly string[];
  /** @default never */
  readonly expires?: string;
}

/** The lines of a stack file, below `config`, that have a key. */
export function stackLines(name: string, { sha256, routes, expires }: ConfiguredKey): string {
  return [
    "  apiKeys:",
    `    ${JSON.stringify(name)}:`,
    "      sha256:",
    ...sha256.map((hash) => `        - "${hash}"`),
    ...(routes ? [`      routes: [${routes.join(", ")}]`] : []),
    ...(expires ? [`      expires: "${expires}"`] : []),
  ].join("\n");
}
