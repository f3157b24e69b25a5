/** Words of questions, and between others, that are in every text. */
const common = new Set(
  (
    "about and any are because been but can could did does for from get had has have her his how into its may more not off " +
    "one our out should some such than that the their them then there these they this those use was were what when where " +
    "which while who whom whose why will with would you your"
  ).split(" "),
);

/** Whether a word tells something of a text: those of one or two letters, as articles are, and the commonest do not. */
export function isTelling(word: string): boolean {
  return (word.length > 2 && !common.has(word.toLowerCase())) || !/^\p{Script=Latin}+$/u.test(word);
}
