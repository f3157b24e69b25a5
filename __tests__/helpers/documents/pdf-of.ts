import { createHash } from "node:crypto";

/** What a PDF holds beside its text. */
interface PdfArgs {
  readonly title?: string;
  /** @default a font of Latin letters, of which the byte 1 is the ligature of f and i */
  readonly font?: string;
  /**
   * The password that it is encrypted with, which may be empty.
   * @default it is not encrypted
   */
  readonly password?: string;
}

const latin =
  "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [1 /fi] >> >>";

/** Lines of text, a byte a character in the encoding of the font; or operators of PDF, which say where text is. */
type PdfPage = readonly string[] | string;

/** A PDF with these pages, each of 612 to 792 points. */
export function pdfOf(pages: readonly PdfPage[], { title = "", font = latin, password }: PdfArgs = {}): Buffer {
  const encryption = password === undefined ? undefined : encryptionBy(password);
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${5 + 2 * index} 0 R`).join(" ")}] >>`,
    font,
    title === "" ? "<< >>" : `<< /Title (${title}) >>`,
    ...pages.flatMap((page, index) => {
      const contents = 6 + 2 * index;
      const text = Buffer.from(typeof page === "string" ? page : operatorsOf(page));
      const stream = (encryption?.encrypt(text, contents) ?? text).toString("latin1");
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F 3 0 R >> >> /Contents ${contents} 0 R >>`,
        `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
      ];
    }),
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join("")}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 4 0 R ${encryption?.entries ?? ""} >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + table + trailer, "latin1");
}

function operatorsOf(lines: readonly string[]): string {
  const strings = lines.map((line) => `<${Buffer.from(line, "latin1").toString("hex")}> Tj T*`);
  return `BT /F 12 Tf 72 720 Td 14 TL ${strings.join(" ")} ET`;
}

const padding = Buffer.from("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A", "hex");

/** The oldest encryption of PDF, which all readers know: section 7.6 of ISO 32000-1, revision 2. */
function encryptionBy(password: string) {
  const padded = Buffer.concat([Buffer.from(password, "latin1"), padding]).subarray(0, 32);
  const owner = rc4(md5(padded).subarray(0, 5), padded);
  const permissions = Buffer.alloc(4, 0xff);
  const key = md5(padded, owner, permissions, Buffer.from("id")).subarray(0, 5);
  const hex = (bytes: Buffer) => `<${bytes.toString("hex")}>`;
  return {
    entries: `/ID [<6964> <6964>] /Encrypt << /Filter /Standard /V 1 /R 2 /O ${hex(owner)} /U ${hex(rc4(key, padding))} /P -1 >>`,
    encrypt: (bytes: Buffer, object: number) => rc4(md5(key, Buffer.from([object, 0, 0, 0, 0])).subarray(0, 10), bytes),
  };
}

function md5(...parts: readonly Buffer[]): Buffer {
  return createHash("md5").update(Buffer.concat(parts)).digest();
}

/** No library of Node.js has it any more. */
function rc4(key: Buffer, bytes: Buffer): Buffer {
  const state = Array.from({ length: 256 }, (_, index) => index);
  const at = (index: number) => state[index & 255] ?? 0;
  const swap = (a: number, b: number) => {
    [state[a & 255], state[b & 255]] = [at(b), at(a)];
  };
  let j = 0;
  for (let i = 0; i < 256; i++) {
    j += at(i) + (key[i % key.length] ?? 0);
    swap(i, j);
  }
  j = 0;
  return Buffer.from(
    bytes.map((byte, index) => {
      const i = index + 1;
      j += at(i);
      swap(i, j);
      return byte ^ at(at(i) + at(j));
    }),
  );
}
