import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "../../../clients/client";
import { clients } from "../../../clients/clients";
import { code } from "../markdown";

const clientsDirectory = join(__dirname, "../../../clients");

/** What each language's programs end with, and what GitHub calls it. */
const languages = { node: { ending: "ts", name: "js" }, python: { ending: "py", name: "python" } } as const;

/** A section for each client: the lines by which it embeds, and what it does without being told. */
function clientSections(): string {
  return clients.map((client) => `## ${client.title}\n\n${describeClient(client)}`).join("\n\n");
}

function describeClient({ language, package: name, program, example = program, auths, sends, cannot }: Client): string {
  return [
    `${code(name)} sends ${sends}. Tried with ${auths.map((auth) => code(`auth: ${auth}`)).join(", ")}.`,
    ...(cannot ? [cannot] : []),
    exampleOf(language, example),
  ].join("\n\n");
}

/** What a program has of its own, which nobody needs who has an address and a key: its connection, and its types. */
const own = /^import .* from "\.\/.*";\n|: (EmbedRequest|typeof fetch)\b/gm;

/** The part of a client's program that is an example, as a block. */
function exampleOf(language: Client["language"], program: string): string {
  const { ending, name } = languages[language];
  const file = join(clientsDirectory, language, `${program}.${ending}`);
  const [, lines] =
    /^(?:\/\/ #|# )region example\n([\s\S]*?)^(?:\/\/ #|# )endregion$/m.exec(readFileSync(file, "utf8")) ?? [];
  if (lines === undefined) throw new Error(`${file} has no region "example"`);
  return `\`\`\`${name}\n${lines.replace(own, "").trimEnd()}\n\`\`\``;
}

/** The programs of the clients, and what signs requests for them. */
export const clientTables = {
  "client-programs": clientSections,
  "signed-fetch": () => exampleOf("node", "signed-fetch"),
  sign: () => exampleOf("python", "sign"),
};
