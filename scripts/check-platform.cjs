// Run by the machine's own Node.js, also an old one, and before anything is installed: it needs no package.

const { existsSync } = require("node:fs");
const { join } = require("node:path");
const { engines } = require("../package.json");

/** Alpine's C library is musl, of which a report knows nothing: https://nodejs.org/api/report.html */
const hasGlibc = process.platform !== "linux" || process.report.getReport().header.glibcVersionRuntime !== undefined;
const oldest = Number(/\d+/.exec(engines.node)[0]);
const isInstallation = process.env.npm_lifecycle_event === "preinstall";

if (!hasGlibc) {
  console.error(
    "The C library of this system is not glibc (Alpine's is musl), which the Node.js of the npm scripts, the package " +
      '"node", is built for: use a system with glibc, such as Debian, or the image node:24-slim.',
  );
  process.exitCode = 1;
} else if (!isInstallation && !existsSync(join(__dirname, "../node_modules/node"))) {
  console.error("The packages of this project are not installed: run npm ci first.");
  process.exitCode = 1;
} else if (isInstallation && Number.parseInt(process.versions.node, 10) < oldest) {
  // Not fatal: the scripts run on the package's Node.js, so that only what npm installs may be in want of a later one.
  console.error(`warning: this project is for Node.js ${oldest} or later, and this is ${process.versions.node}.`);
}
