// Loaded first by a process whose modules a test wants to know: a line of the file LOADED_MODULES for each that it loads.
import { appendFileSync } from "node:fs";
import Module, { registerHooks } from "node:module";

const record = (name) => appendFileSync(process.env.LOADED_MODULES, `${name}\n`);

registerHooks({
  load(url, context, next) {
    record(url);
    return next(url, context);
  },
});
// A require() of a CommonJS module passes by the hooks of loaders that were registered before.
Module._cache = new Proxy(Module._cache, {
  set(cache, name, module) {
    record(name);
    cache[name] = module;
    return true;
  },
});
