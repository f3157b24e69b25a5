/** A file of a site, beside what is in it. */
export interface SiteFile {
  readonly contentType: string;
  /** Weak, for the bytes depend on how they are compressed. */
  readonly etag: string;
  /** Whether its name is another once what is in it is. */
  readonly isImmutable: boolean;
}

/** Nothing but what this server serves, and no other page around it. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The headers of all that the console is made of, whoever serves it. */
export const siteHeaders = {
  "content-security-policy": contentSecurityPolicy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
} as const;

/** How long a browser may show a file without asking whether it is still the same. */
export function cacheControl({ isImmutable }: Pick<SiteFile, "isImmutable">): string {
  return isImmutable ? "public, max-age=31536000, immutable" : "no-cache";
}
