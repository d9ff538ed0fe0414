/** What the plots and charts have in common. */

/** A picture: its words for those who do not see it, its style, and what is drawn. */
export interface Drawing {
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly style: string;
  readonly body: string;
}

/** Writes it with a ground of its own, for the page around it may be light where the system is dark. */
export function svgOf({ title, description, width, height, style, body }: Drawing): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">${escaped(title)}</title>
<desc id="desc">${escaped(description)}</desc>
<style>.ground{fill:#fff}@media(prefers-color-scheme:dark){.ground{fill:#0d1117}}
${style}</style>
<rect class="ground" width="${width}" height="${height}"/>
${body}
</svg>
`;
}

/** A coordinate, as exact as a screen is. */
export function coordinate(length: number): string {
  return String(Math.round(length * 10) / 10);
}

/** A text as XML has it. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
