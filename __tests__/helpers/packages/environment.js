const vm = require("node:vm");
const { TestEnvironment } = require("jest-environment-node");

const { createContext } = vm;

/** Node.js' environment, with what loads packages outside of jest's sandbox. */
module.exports = class extends TestEnvironment {
  constructor(...args) {
    // Its globals are as those of a program: jest's own go through a proxy, each time that one is looked up.
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(...args);
    } finally {
      vm.createContext = createContext;
    }
  }

  async setup() {
    await super.setup();
    this.global.requireOutside = require;
  }
};
