// Preloaded into a process: names below example.com lead to this machine.
const dns = require("node:dns");

const { lookup } = dns;
dns.lookup = (hostname, ...rest) => lookup(/(^|\.)example\.com$/.test(hostname) ? "localhost" : hostname, ...rest);
