// Preloaded into `npm start` under test: does something at a moment of the server's start, before that goes on. AT_MOMENT is
// JSON: for this process, and for each that takes its place, the moments, each with a signal for it, or a file and its new text.
const fs = require("node:fs");
const Module = require("node:module");
const { Server } = require("node:net");
const { basename } = require("node:path");

// npm has the environment too.
if (process.argv[1]?.endsWith("/local/start.ts")) {
  const [here = {}, ...later] = JSON.parse(process.env.AT_MOMENT ?? "[]");
  process.env.AT_MOMENT = JSON.stringify(later);
  const left = new Map(Object.entries(here));

  const comes = (moment) => {
    const { signal, file, text } = left.get(moment) ?? {};
    left.delete(moment);
    if (file) fs.writeFileSync(file, text);
    if (signal) process.kill(process.pid, signal);
  };

  /** Has it known what each call of a method is. */
  const watchCalls = (object, method, describe) => {
    const { [method]: original } = object;
    object[method] = function (...args) {
      comes(describe(...args));
      return original.apply(this, args);
    };
  };

  watchCalls(Module, "_load", (request) => `load ${request}`);
  watchCalls(Server.prototype, "emit", (event) => event);
  watchCalls(fs, "writeFileSync", (path) => `write ${basename(String(path))}`);
  comes("begin");
}
