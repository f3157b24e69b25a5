import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { inTransaction, openVectorDatabase } from "../../../local/s3-vectors/vector-database";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();
const damaged = temporaryDirectory();
const temporaryFull = temporaryDirectory();

test("is of one process at a time", () => {
  const database = openVectorDatabase(directory);
  expect(() => openVectorDatabase(directory)).toThrow(
    /is in use by another local deployment: stop that one, or start with another --data-dir/,
  );
  database.close();
  openVectorDatabase(directory).close();
});

test("refuses a file that is no database", () => {
  writeFileSync(join(damaged, "vectors.db"), "no database ".repeat(1_000));
  expect(() => openVectorDatabase(damaged)).toThrow(/cannot be used .*remove it, or start with another --data-dir/);
});

test("does nothing of what fails half way", () => {
  const database = openVectorDatabase(directory);
  const insert = () => database.exec("INSERT INTO buckets VALUES ('name', 0, '{}')");
  expect(() =>
    inTransaction(database, () => {
      insert();
      insert();
    }),
  ).toThrow(/UNIQUE/);
  expect(database.prepare("SELECT count(*) AS count FROM buckets").get()).toEqual({ count: 0 });
  inTransaction(database, insert);
  expect(database.prepare("SELECT count(*) AS count FROM buckets").get()).toEqual({ count: 1 });
  database.close();
});

test("throws what SQLite says of a full disk, after which it has rolled back by itself", () => {
  const database = openVectorDatabase(temporaryFull);
  database.exec("PRAGMA max_page_count = 20");
  const insert = (name: string) => () =>
    database.prepare("INSERT INTO buckets VALUES (?, 0, ?)").run(name, "x".repeat(1_000_000));
  expect(() => inTransaction(database, insert("large"))).toThrow(/database or disk is full/);
  expect(() => inTransaction(database, insert("again"))).toThrow(/database or disk is full/);
  inTransaction(database, () => database.exec("INSERT INTO buckets VALUES ('small', 0, '{}')"));
  database.close();
});
