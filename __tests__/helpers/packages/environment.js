const { setFlagsFromString } = require("node:v8");
const vm = require("node:vm");
const { TestEnvironment } = require("jest-environment-node");

const { createContext } = vm;

// Each file loads its code anew: what V8 spends on making the best of it, a tenth of all, it seldom gets back.
setFlagsFromString("--no-turbofan");

/**
 * Node.js' environment, with what loads packages outside of jest's sandbox. Its global object is a plain one: jest's own is
 * a proxy, through which each use of a global such as `Promise` or `Error` goes, a fifth of the time of many files.
 */
module.exports = class extends TestEnvironment {
  timers = new Set();

  constructor(...args) {
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(...args);
    } finally {
      vm.createContext = createContext;
    }
    for (const name of ["setTimeout", "setInterval"]) {
      this.global[name] = new Proxy(this.global[name], {
        apply: (set, self, args) => {
          const timer = set.apply(self, args);
          this.timers.add(timer);
          return timer;
        },
      });
    }
  }

  async setup() {
    await super.setup();
    this.global.requireOutside = require;
  }

  /** What still waits, such as gRPC's half an hour for a connection that nobody uses, would keep all that a file has loaded. */
  async teardown() {
    for (const timer of this.timers) clearTimeout(timer);
    await super.teardown();
  }
};
