/** The text of the file that follows, such as `text:package/file.css`, put into the bundle. */
declare module "text:*" {
  const text: string;
  export default text;
}

/** The text that the module which follows exports by default, compressed by brotli, as base64, put into the bundle. */
declare module "brotli:*" {
  const base64: string;
  export default base64;
}

/**
 * The path, from the bundle, of a file beside it in the archive: the bytes that the module which follows exports by default,
 * compressed by brotli. For what few requests need: it is read with the first of them, and makes the bundle no larger.
 */
declare module "brotli-file:*" {
  const path: string;
  export default path;
}

/** The console as it is built, as JSON: its files by their paths. */
declare module "console:files" {
  const json: string;
  export default json;
}

/** What reads the documents that are dropped on the console, likewise: ten times as large as all of the page. */
declare module "console:workers" {
  const json: string;
  export default json;
}
