import { boldWords } from "../../../tools/search/bold-words";

const bold = (word: string) => `*${word}*`;

test.each([
  ["graceful shutdown", "Shutdowns are Graceful.", "*Shutdowns* are *Graceful*."],
  ["how to close a server", "to close servers: a subserver", "to *close* *servers*: a subserver"],
  ["does it run", "it runs in a runtime", "it *runs* in a runtime"],
  ["C++ (std::vector) $1", "std::vector of C++", "*std::vector* of *C++*"],
  ["größe", "Die GRÖSSE der Größe", "Die GRÖSSE der *Größe*"],
  ["关闭服务器", "如何关闭服务器？", "如何*关闭**服务**器*？"],
  ["of a", "of a text", "*of* *a* text"],
  ["What does the key cost?", "the key, what it does and the cost", "the *key*, what it does and the *cost*"],
  ["", "a text", "a text"],
])("of %j in %j", (query, text, expected) => {
  expect(boldWords(text, query, bold)).toBe(expected);
});
