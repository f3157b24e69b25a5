// Preloaded into a process under test: appends the address of every socket it listens on to a file.
const { appendFileSync } = require("node:fs");
const { Server } = require("node:net");

const { emit } = Server.prototype;
Server.prototype.emit = function (event, ...rest) {
  if (event === "listening") appendFileSync(process.env.RECORD_LISTENING, `${JSON.stringify(this.address())}\n`);
  return emit.call(this, event, ...rest);
};
