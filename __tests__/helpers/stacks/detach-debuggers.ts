import { Session } from "node:inspector";

/**
 * Detaches, after the tests of a file, the debuggers that Pulumi attaches to the process to serialize functions. It leaves
 * them there, each with all that it has loaded, and slows down the files that follow.
 */
export function detachDebuggers(): void {
  const attached = new Set<Session>();
  const { connect } = Session.prototype;
  beforeAll(() => {
    Session.prototype.connect = function (this: Session) {
      attached.add(this);
      connect.call(this);
    };
  });
  afterAll(() => {
    Session.prototype.connect = connect;
    for (const session of attached) session.disconnect();
  });
}
