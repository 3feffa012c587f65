import { parseArgs } from 'node:util'
import { startTown } from './town.ts'

/** `node resources/demo/main.ts [--port N] [--live] [--seed N] [--extra N]`: prints one line of JSON and stays up. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    live: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    extra: { type: 'string', default: '0' },
    answers: { type: 'boolean' },
    'rate-limit': { type: 'boolean', default: false },
  },
})

const town = await startTown({
  port: Number(values.port),
  live: values.live,
  seed: Number(values.seed),
  extra: Number(values.extra),
  answers: values.answers,
  rateLimit: values['rate-limit'],
})
const { url, account, logins, feeds, oddFeeds, blogUrl } = town
process.stdout.write(
  `${JSON.stringify({ url, account, tokens: [account.token], logins, feeds, oddFeeds, blogUrl, pid: process.pid })}\n`,
)

const stop = (): void => void town.close()
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
