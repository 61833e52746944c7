/**
 * A figure that cannot be computed from the rows and the definition given. The message is one Chinese sentence for a person; `row` is
 * the index from 0 of the row at fault, where one row is.
 */
export class EstimateFault extends Error {
  readonly row: number | undefined

  constructor(message: string, row?: number) {
    super(message)
    this.name = 'EstimateFault'
    this.row = row
  }
}
