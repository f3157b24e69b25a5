const Module = require("node:module");
const { join } = require("node:path");

// Has the process that requires it first run this project's TypeScript, and keeps what is compiled of all that it loads.
Module.enableCompileCache(join(__dirname, "../node_modules/.cache/node"));

// tsx would also look for ES module syntax in each file of a package, half of the time that loading takes; Node.js has no need.
const { ".js": ofNode } = Module._extensions;
require("tsx/cjs");
Module._extensions[".js"] = ofNode;

// Which tsx switches on for packages as well, each of whose maps would be read.
Module.setSourceMapsSupport(true, { nodeModules: false });
