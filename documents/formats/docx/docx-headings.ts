/** A style of paragraphs, as far as headings need it. */
interface Style {
  readonly name: string;
  readonly basedOn: string;
  /** 0 to 8, or 9 where it is none. */
  readonly outlineLevel: string;
}

/**
 * What mammoth takes to make headings of the paragraphs whose style is one by its outline, or by the style that it is
 * based on, as templates of companies have them; it knows those that Word brings.
 */
export function headingStyles(stylesXml: string): readonly string[] {
  const styles = new Map(
    Array.from(
      stylesXml.matchAll(/<w:style\b[^>]*\bw:styleId="([^"]*)"[^>]*>([\s\S]*?)<\/w:style>/g),
      ([, id, xml]) => [
        id,
        { name: valueIn("name", xml), basedOn: valueIn("basedOn", xml), outlineLevel: valueIn("outlineLvl", xml) },
      ],
    ),
  );
  return Array.from(styles.values()).flatMap((style) => {
    const level = levelOf(style, styles);
    if (level === undefined || nameLevel(style) !== undefined || /[&\\']/.test(style.name)) return [];
    return [`p[style-name='${style.name}'] => h${level}:fresh`];
  });
}

/** 1 to 6; undefined where a style is none of a heading. */
function levelOf(style: Style, styles: ReadonlyMap<string | undefined, Style>): number | undefined {
  // None is based on so many, but for those that are based on themselves.
  let current: Style | undefined = style;
  for (let depth = 0; current && depth < 10; depth++) {
    const level: number | undefined =
      current.outlineLevel === "" ? nameLevel(current) : Number(current.outlineLevel) + 1;
    if (level !== undefined) return level <= 6 ? level : undefined;
    current = styles.get(current.basedOn);
  }
  return undefined;
}

function nameLevel({ name }: Style): number | undefined {
  const [, level] = /^heading ([1-6])$/i.exec(name) ?? [];
  return level === undefined ? undefined : Number(level);
}

function valueIn(element: string, xml = ""): string {
  return new RegExp(`<w:${element}\\b[^>]*\\bw:val="([^"]*)"`).exec(xml)?.[1] ?? "";
}
