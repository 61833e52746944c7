/** Something a person has to put right; `message` is the one sentence that tells them. */
export class LaunchFailure extends Error {
  override name = 'LaunchFailure'
}

/** Runs a command of a person to its end: an expected failure is one sentence and exit code 1. */
export async function runToExitCode(story: () => Promise<number>) {
  try {
    process.exitCode = await story()
  } catch (error) {
    if (!(error instanceof LaunchFailure)) throw error
    process.stderr.write(`✗ ${error.message}\n`)
    process.exitCode = 1
  }
}
