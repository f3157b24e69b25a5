import { localS3 } from "../../../local/s3/s3.mjs";

/** Serves the local S3 with a bucket until it is killed, with its objects in a folder, and prints its URL. */
const [directory = "", bucket = ""] = process.argv.slice(2);
const app = await localS3(directory, [bucket]);
console.log(await app.listen({ port: 0, host: "127.0.0.1" }));
