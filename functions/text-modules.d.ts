/** The text of a package's file, by the bundler's prefix `text:`. */
declare module "text:*" {
  const text: string;
  export default text;
}
