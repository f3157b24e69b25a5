/** What is read of the API's OpenAPI document. */
interface AuthorizedDocument {
  readonly info: { readonly description: string };
  readonly components: { readonly securitySchemes: Readonly<Record<string, unknown>> };
}

/**
 * The API's description with the one way to authorize that a deployment has, of those that a page can: then its dialog asks
 * for that alone. It runs in the page, which has its text: it uses nothing from outside of it.
 */
export function fitAuthorization<Document extends AuthorizedDocument>(document: Document, auth: string | undefined) {
  const ways = new Map<string | undefined, { readonly scheme?: string; readonly note?: string }>([
    ["keys", { scheme: "key" }],
    ["jwt", { scheme: "jwt" }],
    [
      "iam",
      {
        note: "**This deployment takes signed requests (SigV4), which this page cannot send**: `curl --aws-sigv4` can.",
      },
    ],
    ["none", { note: "This deployment takes requests of everyone." }],
  ]);
  const way = ways.get(auth);
  if (!way) return document;
  const { scheme, note } = way;
  const { securitySchemes, ...others } = document.components;
  const fitting = Object.entries(securitySchemes).filter(([name]) => name === scheme);
  return {
    ...document,
    info: {
      ...document.info,
      description: note ? `${document.info.description}\n\n${note}` : document.info.description,
    },
    security: fitting.map(([name]) => ({ [name]: [] })),
    // Where there is none at all, the page has no button for it.
    components: { ...others, ...(scheme ? { securitySchemes: Object.fromEntries(fitting) } : {}) },
  };
}
