import { renameSync, writeFileSync } from 'node:fs'

/** Writes a file that is there in full or not at all, whenever the launcher is killed; with a mode, from its first byte on. */
export function writeWhole(file: string, text: string, mode?: number) {
  writeFileSync(`${file}.new`, text, { mode })
  renameSync(`${file}.new`, file)
}
