import { importsOf } from "./imports";

const sources = { "a/b.ts": "", "a/index.ts": "", "c/d.mts": "", "index.ts": "" };
const importsIn = (text: string) => importsOf({ ...sources, "a/x.ts": text }, ["a/x.ts"]);

test.each([
  ['import b from "./b"', "a/b.ts", "project", "value"],
  ['import "./b"', "a/b.ts", "project", "value"],
  ['import * as b from "../a/b"', "a/b.ts", "project", "value"],
  ['import { type A, b } from "./b"', "a/b.ts", "project", "value"],
  ['import {} from "./b"', "a/b.ts", "project", "value"],
  ['import { type A, type B } from "./b"', "a/b.ts", "project", "type"],
  ['import type { A } from "./b"', "a/b.ts", "project", "type"],
  ['export * from "./b"', "a/b.ts", "project", "value"],
  ['export type { A } from "./b"', "a/b.ts", "project", "type"],
  ['import b = require("./b")', "a/b.ts", "project", "value"],
  ['import type b = require("./b")', "a/b.ts", "project", "type"],
  ['const b = require("./b")', "a/b.ts", "project", "value"],
  ['const file = require.resolve("./b")', "a/b.ts", "project", "value"],
  ['const b = await import("./b")', "a/b.ts", "project", "value"],
  ['type B = typeof import("./b")', "a/b.ts", "project", "type"],
  ["const b = await import(`./b`)", "a/b.ts", "project", "value"],
  ['const row = { callbackFactory: () => require("./b").handler }', "a/b.ts", "project", "text"],
  ['import d from "../c/d.mjs"', "c/d.mts", "project", "value"],
  ['import b from "./b.js"', "a/b.ts", "project", "value"],
  ['import a from "."', "a/index.ts", "project", "value"],
  ['import all from ".."', "index.ts", "project", "value"],
  ['import data from "../data.json"', "data.json", "project", "value"],
  ['import page from "brotli:./b"', "a/b.ts", "project", "value"],
  ['import table from "brotli-file:./b"', "a/b.ts", "project", "value"],
  ['import css from "text:swagger-ui-dist/swagger-ui.css"', "swagger-ui-dist/swagger-ui.css", "package", "value"],
  ['import * as z from "zod/mini"', "zod/mini", "package", "value"],
  ['import type { S3Client } from "@aws-sdk/client-s3/dist"', "@aws-sdk/client-s3/dist", "package", "type"],
  ['import { join } from "node:path/posix"', "node:path/posix", "node", "value"],
])("reads %s", (text, target, of, kind) => {
  expect(importsIn(text)).toEqual([{ file: "a/x.ts", target, of, kind }]);
});

test.each(['// import "./b"', `const text = 'import "./b"'`, "const b = load('./b')", "/** {@link require('./b')} */"])(
  "takes no text for an import: %s",
  (text) => {
    expect(importsIn(text)).toEqual([]);
  },
);
