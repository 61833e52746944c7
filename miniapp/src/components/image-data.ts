/** An SVG as a data address, for an image or a mask; only the characters that end an address early are escaped. */
export function svgAddress(svg: string): string {
  const escaped = svg.replace(/"/g, "'").replace(/[%#<>{}]/g, (char) => encodeURIComponent(char))
  return `data:image/svg+xml,${escaped}`
}
