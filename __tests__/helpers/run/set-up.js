const { mkdtempSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/** Makes the folder of what all files of a run share, for `runDirectory`. */
module.exports = () => {
  process.env.TEST_RUN_DIRECTORY = mkdtempSync(join(tmpdir(), "embeddings-run-"));
};
