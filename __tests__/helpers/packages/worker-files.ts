import { brotli, script, writeArchive } from "./archive";

/** A worker, and bytes that are no text. */
export default writeArchive("worker-files", {
  "/console/workers/ingest-worker.js": script("work()", { etag: 'W/"worker"', isImmutable: false }),
  "/console/workers/cmaps/A.bcmap": {
    contentType: "application/octet-stream",
    etag: 'W/"map"',
    isImmutable: false,
    brotli: brotli(Buffer.of(0xe0, 0x80, 0xff)),
  },
});
