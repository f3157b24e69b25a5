// Preloaded into `npm start` under test: sends the server a signal at a moment of its start, before that goes on.
const fs = require("node:fs");
const Module = require("node:module");
const { Server } = require("node:net");
const { basename } = require("node:path");

const { INTERRUPT_AT, INTERRUPT_BY } = process.env;
let met = false;

/** @param {string} moment what comes next */
function comes(moment) {
  if (met || moment !== INTERRUPT_AT) return;
  met = true;
  process.kill(process.pid, INTERRUPT_BY);
}

/** Has it known what each call of a method is. */
function watchCalls(object, method, describe) {
  const { [method]: original } = object;
  object[method] = function (...args) {
    comes(describe(...args));
    return original.apply(this, args);
  };
}

// npm has the environment too.
if (process.argv[1]?.endsWith("/local/start.ts")) {
  watchCalls(Module, "_load", (request) => `load ${request}`);
  watchCalls(Server.prototype, "emit", (event) => event);
  watchCalls(fs, "writeFileSync", (path) => `write ${basename(String(path))}`);
  comes("begin");
}
