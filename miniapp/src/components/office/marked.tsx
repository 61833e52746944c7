import { markWords } from '@minyi/shared/cases/search/rules.ts'
import { Text } from '@tarojs/components'
import './marked.css'

/** A text in which the searched words stand out, by ground and weight. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return <>{text}</>
  let at = 0
  return (
    <>
      {markWords(text, words).map((piece) => {
        at += piece.text.length
        return piece.found ? (
          <Text key={at} className="marked">
            {piece.text}
          </Text>
        ) : (
          piece.text
        )
      })}
    </>
  )
}
