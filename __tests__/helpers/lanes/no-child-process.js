/** What stands for `node:child_process` in the lane `unit`: packages may load it, and nobody may start a process. */
module.exports = new Proxy(
  {},
  {
    get: (_, name) => () => {
      throw new Error(
        `A test of the lane unit calls ${String(name)}: have it import what does by a specifier that is written there`,
      );
    },
  },
);
