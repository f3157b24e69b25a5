import files from "console:workers";

/** The workers of the console as they are built, for the archive. */
export default files;
