/** The value of an environment variable of the function; throws while the function starts where it is missing. */
export function environmentVariable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set: set it in the function's configuration`);
  return value;
}
