// Preloaded into a process: appends each signed request that its servers get to the file RECORD_SIGNED_REQUESTS.
const { appendFileSync } = require("node:fs");
const { Server } = require("node:http");

const { emit } = Server.prototype;
Server.prototype.emit = function (event, request, ...others) {
  const [, accessKeyId] = (event === "request" && /Credential=([^/]+)\//.exec(request.headers.authorization)) || [];
  if (accessKeyId) {
    const { method, url } = request;
    appendFileSync(process.env.RECORD_SIGNED_REQUESTS, `${JSON.stringify({ accessKeyId, method, url })}\n`);
  }
  return emit.call(this, event, request, ...others);
};
