const { default: Sequencer } = require("@jest/test-sequencer");

/** The slowest lanes first, and within one jest's own order: a file of a minute would else run alone at the end where jest has not timed it yet. */
module.exports = class extends Sequencer {
  static order = ["description", "processes", "browser", "stacks", "unit"];

  sort(tests) {
    const rank = ({ context }) => this.constructor.order.indexOf(context.config.displayName.name);
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
};
