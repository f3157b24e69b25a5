/**
 * Jest's transform for packages that are ES modules only, which its sandbox cannot load: Node.js does, outside of it.
 * @type {import("@jest/transform").SyncTransformer}
 */
module.exports = {
  process: (_text, file) => ({ code: `module.exports = requireOutside(${JSON.stringify(file)});` }),
};
