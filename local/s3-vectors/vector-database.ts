import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { dataDirectoryError } from "../data-directory-error";

const schema = `
  CREATE TABLE IF NOT EXISTS buckets (
    name TEXT PRIMARY KEY, created_ms INTEGER NOT NULL, encryption TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS indexes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bucket TEXT NOT NULL REFERENCES buckets, name TEXT NOT NULL, created_ms INTEGER NOT NULL,
    dimension INTEGER NOT NULL, metric TEXT NOT NULL, non_filterable_keys TEXT NOT NULL, encryption TEXT NOT NULL,
    UNIQUE (bucket, name)
  );
  CREATE TABLE IF NOT EXISTS vectors (
    index_id INTEGER NOT NULL REFERENCES indexes ON DELETE CASCADE, key TEXT NOT NULL,
    key_hash INTEGER NOT NULL, data BLOB NOT NULL, metadata TEXT NOT NULL,
    UNIQUE (index_id, key)
  );
`;

/** The name of the database's file. */
export const databaseFile = "vectors.db";

/**
 * Opens the SQLite database of the vectors in `directory`, for this process alone. Throws a `RunError` where it cannot
 * be used.
 */
export function openVectorDatabase(directory: string): DatabaseSync {
  try {
    const database = new DatabaseSync(join(directory, databaseFile), { enableForeignKeyConstraints: true });
    // A second process would not see what this one keeps in memory. What is committed survives the end of the process.
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    database.exec(`BEGIN EXCLUSIVE; ${schema} COMMIT`);
    return database;
  } catch (error) {
    throw dataDirectoryError(directory, error);
  }
}

/** Does all of some work on the database, or nothing of it. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    // After some errors, such as that of a full disk, SQLite has rolled back by itself.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
