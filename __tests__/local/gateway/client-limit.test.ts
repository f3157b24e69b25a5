import { EventEmitter } from "node:events";
import type { Server } from "node:http";
import type { Socket } from "node:net";
import { ClientLimit } from "../../../local/gateway/client-limit";

const tooMany = { status: 503, reason: "out of files", headers: { "retry-after": "1", connection: "close" } };
const noFile = Object.assign(new Error("no file"), { code: "EMFILE" });
const said = jest.spyOn(console, "error").mockImplementation(() => {});
beforeEach(() => said.mockClear());

test("refuses requests while there are more clients than it may have, which it says once until all are gone", () => {
  const server = new EventEmitter();
  const limit = new ClientLimit(server as Server, 1);
  const connect = () => {
    const socket = new EventEmitter() as Socket;
    server.emit("connection", socket);
    return socket;
  };
  const first = connect();
  const second = connect();
  for (let time = 0; time < 2; time++) expect(() => limit.admit(second)).toThrow(expect.objectContaining(tooMany));
  limit.admit(first);
  second.emit("close");
  const third = connect();
  expect(() => limit.admit(third)).toThrow(expect.objectContaining(tooMany));
  third.emit("close");
  expect(said).toHaveBeenCalledTimes(1);
  first.emit("close");
  limit.admit(connect());
  const last = connect();
  expect(() => limit.admit(last)).toThrow(expect.objectContaining(tooMany));
  expect(said).toHaveBeenCalledTimes(2);
});

test("says once that data were removed, whatever clients come and go, and ends no connection for it", () => {
  const server = new EventEmitter();
  const limit = new ClientLimit(server as Server, 1);
  const removed = new Error("failed", { cause: Object.assign(new Error("gone"), { code: "ESTALE", path: "/data" }) });
  for (let time = 0; time < 2; time++) {
    const socket = new EventEmitter();
    server.emit("connection", socket);
    expect(limit.refusalOf(removed)).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
    expect(limit.refusalOf(removed)?.headers).not.toHaveProperty("connection");
    socket.emit("close");
  }
  expect(said.mock.calls).toEqual([[expect.stringMatching(/^error: The data at \/data were removed/)]]);
});

test("refuses a request that failed by a shortage, and no other", () => {
  const limit = new ClientLimit(new EventEmitter() as Server, 1);
  expect(limit.refusalOf(new Error("failed", { cause: noFile }))).toMatchObject(tooMany);
  expect(limit.refusalOf(new Error("failed"))).toBeUndefined();
  expect(said).toHaveBeenCalledTimes(1);
});
