/** https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4 */
const maxCharacters = 253;

/** What a domain name must be, and what one is told that is not: the first that does not hold. */
const rules: readonly (readonly [holds: (name: string) => boolean, problem: (name: string) => string])[] = [
  [
    (name) => !/[:/?#@\s]/.test(name),
    (name) => `must be the name alone, without scheme, port and path${suggested(hostIn(name))}`,
  ],
  [(name) => !name.includes("*"), () => "must be one name: no API answers at a wildcard, which certificates may have"],
  [(name) => !name.endsWith("."), (name) => `must not end with a dot${suggested(name.replace(/\.+$/, ""))}`],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII.
  [(name) => /^[\x00-\x7f]*$/.test(name), (name) => `must be in ASCII (Punycode)${suggested(hostIn(name))}`],
  [(name) => name === name.toLowerCase(), (name) => `must be in lower case${suggested(name.toLowerCase())}`],
  [
    ({ length }) => length <= maxCharacters,
    ({ length }) => `must have at most ${maxCharacters} characters, not ${length}`,
  ],
  [
    (name) => /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+(?!\d+$)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/.test(name),
    () =>
      "must be a name such as embeddings.example.com: labels of up to 63 letters, digits and inner hyphens, with dots between",
  ],
];

/** Why an API cannot have a domain name, and what to set instead; undefined where it can. */
export function domainNameProblem(name: string): string | undefined {
  return rules.find(([holds]) => !holds(name))?.[1](name);
}

function hostIn(address: string): string {
  return URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `https://${address}`)?.hostname ?? "";
}

function suggested(name: string): string {
  return rules.every(([holds]) => holds(name)) ? `: set it to ${name}` : "";
}
