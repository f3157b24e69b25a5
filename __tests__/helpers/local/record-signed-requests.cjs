// Preloaded into a process: appends each signed request that its servers get to the file RECORD_SIGNED_REQUESTS, with the
// JSON in its body where it has some.
const { appendFileSync } = require("node:fs");
const { Server } = require("node:http");

const { emit } = Server.prototype;
Server.prototype.emit = function (event, request, ...others) {
  const [, accessKeyId] = (event === "request" && /Credential=([^/]+)\//.exec(request.headers.authorization)) || [];
  if (accessKeyId) {
    const { method, url } = request;
    const chunks = [];
    const emitOfRequest = request.emit;
    // A listener would start the stream before its server does.
    request.emit = function (name, ...values) {
      if (name === "data") chunks.push(values[0]);
      if (name === "end") {
        const body =
          request.headers["content-type"] === "application/json" ? JSON.parse(Buffer.concat(chunks)) : undefined;
        appendFileSync(process.env.RECORD_SIGNED_REQUESTS, `${JSON.stringify({ accessKeyId, method, url, body })}\n`);
      }
      return emitOfRequest.call(this, name, ...values);
    };
  }
  return emit.call(this, event, request, ...others);
};
