import { isH5 } from './platform'

/** Prints what the page marks as paper (`print-paper`), through the browser's own dialogue. */
export function printPage(): void {
  if (isH5) window.print()
}
