const { constants, createContext, runInContext } = require("node:vm");
const { TestEnvironment } = require("jest-environment-node");

// What jest-environment-node makes for its own global object.
const requireOfJest = require("node:module").createRequire(require.resolve("jest-environment-node"));
const { ModernFakeTimers } = requireOfJest("@jest/fake-timers");
const { ModuleMocker } = requireOfJest("jest-mock");

/** What the sandbox has of Node.js itself although each global object has its own. */
const shared = ["Buffer", "ArrayBuffer", "Uint8Array"];

/**
 * Node.js' environment, with what loads packages outside of jest's sandbox. Its global object is a plain one: jest's own is
 * a proxy, through which each use of a global such as `Promise` or `Error` goes, a fifth of the time of a run of a stack.
 */
module.exports = class extends TestEnvironment {
  timers = new Set();

  constructor(config, context) {
    super(config, context);
    const proxied = this.global;
    this.context = createContext(constants.DONT_CONTEXTIFY);
    this.global = runInContext("globalThis", this.context);
    for (const name of Reflect.ownKeys(proxied)) {
      if (shared.includes(name) || !Object.hasOwn(this.global, name)) this.takeOver(proxied, name);
    }
    this.global.global = this.global;
    this.global.Error.stackTraceLimit = proxied.Error.stackTraceLimit;
    for (const name of ["setTimeout", "setInterval"]) {
      this.global[name] = new Proxy(this.global[name], {
        apply: (set, self, args) => {
          const timer = set.apply(self, args);
          this.timers.add(timer);
          return timer;
        },
      });
    }
    this.moduleMocker = new ModuleMocker(this.global);
    this.fakeTimersModern = new ModernFakeTimers({ config: config.projectConfig, global: this.global });
  }

  /** Gives the global object what another has, and lets a test set it, also where the other looks it up first. */
  takeOver(other, name) {
    const { global } = this;
    const { get, enumerable, ...rest } = Object.getOwnPropertyDescriptor(other, name);
    const set = (value) =>
      Object.defineProperty(global, name, { value, enumerable, configurable: true, writable: true });
    Object.defineProperty(global, name, { ...rest, enumerable, ...(get ? { get, set } : {}) });
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
