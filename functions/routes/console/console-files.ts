import files from "console:files";

/** The console as it is built, for the archive. */
export default files;
