const { resolve } = require("node:path");

// Runs the program that is its first argument, with those that follow: `node common/run-typescript.cjs PROGRAM [ARGUMENT …]`.
require("./typescript.cjs");
process.argv.splice(1, 2, resolve(process.argv[2]));
require(process.argv[1]);
