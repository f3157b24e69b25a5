/**
 * Jest's transform for packages that Node.js loads outside of its sandbox, once for all files of a worker.
 * @type {import("@jest/transform").SyncTransformer}
 */
module.exports = {
  process: (_text, file) => ({ code: `module.exports = requireOutside(${JSON.stringify(file)});` }),
};
