import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { accountId } from "../pulumi/aws-provider";
import type { DistanceMetric } from "./flat-index";
import type { CataloguedBucket, CataloguedIndex, VectorEncryption, VectorIndexArgs } from "./vector-resources";
import { VectorsError } from "./vectors-error";

/** A part of a list of names. */
export interface NameRange {
  readonly prefix?: string | undefined;
  /** The name that it goes on after. */
  readonly after?: string | undefined;
  readonly limit: number;
}

const inRange = "name > ? AND substr(name, 1, length(?)) = ? ORDER BY name LIMIT ?";
const rangeValues = ({ prefix = "", after = "", limit }: NameRange): SQLInputValue[] => [after, prefix, prefix, limit];

/** The vector buckets of a region, and their indexes. */
export class VectorCatalog {
  constructor(
    private readonly database: DatabaseSync,
    private readonly region: string,
  ) {}

  /** The ARN that a bucket of this name has. */
  bucketArn(name: string): string {
    return `arn:aws:s3vectors:${this.region}:${accountId}:bucket/${name}`;
  }

  /** Throws where there is a bucket of this name. */
  createBucket(name: string, encryption: VectorEncryption = { sseType: "AES256" }): CataloguedBucket {
    const existing = this.find("SELECT name FROM buckets WHERE name = ?", name);
    if (existing) throw new VectorsError("ConflictException", "A vector bucket with the specified name already exists");
    this.run("INSERT INTO buckets VALUES (?, ?, ?)", name, Date.now(), JSON.stringify(encryption));
    return this.bucket(name);
  }

  /** Throws where there is none. */
  bucket(name: string): CataloguedBucket {
    const row = this.find("SELECT * FROM buckets WHERE name = ?", name);
    if (!row) throw new VectorsError("NotFoundException", "The specified vector bucket could not be found");
    return this.bucketOf(row);
  }

  buckets(range: NameRange): CataloguedBucket[] {
    return this.all(`SELECT * FROM buckets WHERE ${inRange}`, ...rangeValues(range)).map((row) => this.bucketOf(row));
  }

  /** Does nothing where there is none, as the service; throws where it has indexes. */
  deleteBucket(name: string): void {
    if (this.find("SELECT id FROM indexes WHERE bucket = ?", name)) {
      throw new VectorsError("ConflictException", "The specified vector bucket is not empty");
    }
    this.run("DELETE FROM buckets WHERE name = ?", name);
  }

  /** Throws where the bucket is missing, or has an index of this name. */
  createIndex(args: VectorIndexArgs): CataloguedIndex {
    const { encryption } = this.bucket(args.bucket);
    if (this.find("SELECT id FROM indexes WHERE bucket = ? AND name = ?", args.bucket, args.name)) {
      throw new VectorsError("ConflictException", "An index with the specified name already exists");
    }
    this.run(
      "INSERT INTO indexes VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)",
      args.bucket,
      args.name,
      Date.now(),
      args.dimension,
      args.metric,
      JSON.stringify(args.nonFilterableKeys),
      JSON.stringify(args.encryption ?? encryption),
    );
    return this.index(args.bucket, args.name);
  }

  /** Throws where there is none. */
  index(bucket: string, name: string): CataloguedIndex {
    const row = this.find("SELECT * FROM indexes WHERE bucket = ? AND name = ?", bucket, name);
    if (!row) throw new VectorsError("NotFoundException", "The specified index could not be found");
    return this.indexOf(row);
  }

  /** Throws where the bucket is missing. */
  indexes(bucket: string, range: NameRange): CataloguedIndex[] {
    this.bucket(bucket);
    const rows = this.all(`SELECT * FROM indexes WHERE bucket = ? AND ${inRange}`, bucket, ...rangeValues(range));
    return rows.map((row) => this.indexOf(row));
  }

  /** Deletes the vectors with it. */
  deleteIndex({ id }: CataloguedIndex): void {
    this.run("DELETE FROM indexes WHERE id = ?", id);
  }

  private bucketOf(row: Row): CataloguedBucket {
    const name = String(row["name"]);
    return {
      name,
      arn: this.bucketArn(name),
      createdMs: Number(row["created_ms"]),
      encryption: json(row["encryption"]),
    };
  }

  private indexOf(row: Row): CataloguedIndex {
    const [bucket, name] = [String(row["bucket"]), String(row["name"])];
    return {
      id: Number(row["id"]),
      bucket,
      name,
      arn: `${this.bucketArn(bucket)}/index/${name}`,
      createdMs: Number(row["created_ms"]),
      dimension: Number(row["dimension"]),
      metric: row["metric"] as DistanceMetric,
      nonFilterableKeys: json(row["non_filterable_keys"]),
      encryption: json(row["encryption"]),
    };
  }

  private run(sql: string, ...values: SQLInputValue[]): void {
    this.database.prepare(sql).run(...values);
  }

  private all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.database.prepare(sql).all(...values);
  }

  private find(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.database.prepare(sql).get(...values);
  }
}

type Row = Record<string, unknown>;

function json<T>(text: unknown): T {
  return JSON.parse(String(text)) as T;
}
