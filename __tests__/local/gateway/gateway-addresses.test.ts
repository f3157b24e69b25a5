import { hostRefusal } from "../../../local/gateway/gateway-addresses";

const addresses = {
  domainName: "embeddings.example.com",
  defaultHost: "local.execute-api.us-east-1.amazonaws.com",
  defaultEndpoint: true,
};
const off = { ...addresses, defaultEndpoint: false };
const statusOf = (host: string | undefined, at = addresses) => hostRefusal(host, at)?.status ?? 200;

test.each(["embeddings.example.com", "embeddings.example.com:3000", "Embeddings.Example.COM"])(
  "answers at its domain name, as %s",
  (host) => {
    expect([statusOf(host), statusOf(host, off)]).toEqual([200, 200]);
  },
);

test("answers at the address of AWS, and 404 once that is off", () => {
  const { defaultHost } = addresses;
  expect([statusOf(defaultHost), statusOf(`${defaultHost}:443`)]).toEqual([200, 200]);
  expect(hostRefusal(defaultHost, off)).toMatchObject({
    status: 404,
    message: "Not Found",
    reason: "the default endpoint is off, and the API answers at embeddings.example.com",
  });
});

test.each([
  "other.example.com",
  "example.com",
  "x.embeddings.example.com",
  "embeddings.example.com.evil.example",
  "d-local.execute-api.us-east-1.amazonaws.com",
  "abc.execute-api.us-east-1.amazonaws.com:443",
])("answers 403 at %s, which does not lead to it", (host) => {
  expect(hostRefusal(host, addresses)).toMatchObject({
    status: 403,
    message: "Forbidden",
    reason: `no API answers at ${host.replace(/:.*/, "")}: this one does at embeddings.example.com`,
  });
});

test.each([
  "localhost:3000",
  "127.0.0.1:3000",
  "[::1]:3000",
  "192.168.1.20",
  "embeddings",
  "embeddings:3000",
  "host.docker.internal:3000",
  "laptop.local",
  "api.localhost:3000",
  undefined,
])("answers at %s, an address of the machine that it runs on", (host) => {
  expect([statusOf(host), statusOf(host, off)]).toEqual([200, 200]);
});
