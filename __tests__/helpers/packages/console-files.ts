import { brotli, script, writeArchive } from "./archive";

/** A page and a script of it. */
export default writeArchive("console-files", {
  "/": {
    contentType: "text/html; charset=utf-8",
    etag: 'W/"page"',
    isImmutable: false,
    brotli: brotli("<!doctype html>"),
  },
  "/console/main-A1.js": script("run()", { etag: 'W/"script"', isImmutable: true }),
});
