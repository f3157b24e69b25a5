/** An argument as it is typed in a shell: in quotes where it would not be taken as it is. */
export function shellQuoted(argument: string): string {
  return /^[\w.:/%@+=,-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
