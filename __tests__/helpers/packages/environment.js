const { TestEnvironment } = require("jest-environment-node");

/** Node.js' environment, with what loads packages outside of jest's sandbox. */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.requireOutside = require;
  }
};
