import Module, { createRequire } from "node:module";

/**
 * Has a package that another one requires when it is loaded wait until something of it is used, in this process and from now
 * on. It is for one that is CommonJS and exports an object.
 */
export function loadWhenUsed(name: string, by: string): void {
  const requireOf = createRequire(require.resolve(by));
  const file = requireOf.resolve(name);
  if (requireOf.cache[file]) return;
  let loaded: object | undefined;
  const load = () => {
    if (!loaded) {
      delete requireOf.cache[file];
      loaded = requireOf(file) as object;
    }
    return loaded;
  };
  const exports = new Proxy(
    {},
    {
      // By which whoever imports all of it takes this for all of it, and copies nothing.
      get: (_, key) => (key === "__esModule" ? true : Reflect.get(load(), key)),
      has: (_, key) => key in load(),
    },
  );
  requireOf.cache[file] = Object.assign(new Module(file), { filename: file, loaded: true, exports });
}
