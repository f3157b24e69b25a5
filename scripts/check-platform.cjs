// Run by the machine's own Node.js, also an old one, before what is installed: it needs no package.

const { engines } = require("../package.json");

/** Alpine's C library is musl, of which a report knows nothing: https://nodejs.org/api/report.html */
const hasGlibc = process.platform !== "linux" || process.report.getReport().header.glibcVersionRuntime !== undefined;
const oldest = Number(/\d+/.exec(engines.node)[0]);

if (!hasGlibc) {
  console.error(
    "The C library of this system is not glibc (Alpine's is musl), which the Node.js of the npm scripts, the package " +
      '"node", is built for: use a system with glibc, such as Debian, or the image node:24-slim.',
  );
  process.exitCode = 1;
} else if (Number.parseInt(process.versions.node, 10) < oldest) {
  // Not fatal: the scripts run on the package's Node.js.
  console.error(`Node.js ${oldest} or later is needed, and this is ${process.versions.node}.`);
}
