import './title.ts'
import { ChatError } from '../chat/index.ts'
import { RenderError } from '../render/index.ts'
import { helpText, parseCommandLine, type CommandLine } from './cli.ts'
import { readConfigFile } from './config-file.ts'
import { readConfig, type Config } from './config.ts'
import { examine } from './doctor.ts'
import { readEnvironment, readPanel, readTwitch, takeEnvironment, type TwitchSettings } from './environment.ts'
import { ServerError } from './error.ts'
import { findingsText } from './findings.ts'
import { gameIds, gameOf, loadGame, type LoadedGame } from './games.ts'
import { makeGame, nextSteps } from './init/init.ts'
import { withNearestIngest } from './ingest.ts'
import { goesToTwitch } from './outputs.ts'
import { makePlan, type Plan } from './plan.ts'
import { checkTerms } from './plan-saved.ts'
import { openStore } from './store/store.ts'
import { presetsText } from './presets.ts'
import { readWithSaved } from './saved-settings.ts'
import { reportText } from './report.ts'
import { planReplay } from './replay.ts'
import { replayText, sessionsText } from './replay-text.ts'
import { listSessions } from './sessions.ts'
import { readRehearsal, rehearse } from './simulate.ts'
import { failed, stopSignal } from './stop-signal.ts'
import { barOf, firstScreen, followProgress, gamesText, lastScreen, progressLine } from './terminal.ts'

/** Exit codes of the outside contract, beside `failed`. */
const done = 0
const usage = 2

process.exitCode = await main(process.argv.slice(2)).catch(explain)

async function main(args: readonly string[]): Promise<number> {
  const line = parseCommandLine(args)
  if (line.help || line.verb === 'help') process.stdout.write(helpText(line.verb))
  else if (line.verb === 'games')
    process.stdout.write(gamesText(await Promise.all(gameIds().map(async (id) => (await loadGame(id)).game))))
  else if (line.verb === 'presets') process.stdout.write(presetsText())
  else if (line.verb === 'init') process.stdout.write(nextSteps(makeGame(line.operand)))
  else if (line.verb === 'simulate') await simulate(line)
  else if (line.verb === 'replay') await replay(line)
  else if (line.verb === 'sessions') await sessions(line)
  else if (line.verb === 'doctor') return await doctor(line)
  else await start(line)
  return done
}

async function start({ flags, configFile }: CommandLine): Promise<void> {
  // A config file may read the environment too.
  const file = await readConfigFile(configFile)
  const env = takeEnvironment(process.env)
  const layers = { flags, environment: readEnvironment(env), file }
  const said = readConfig([layers.flags, layers.environment, layers.file])
  const twitch = readTwitch(env)
  const known = { ...(await loadGame(said.game)), wish: said.game }
  // A mistake on the command line is answered without waiting for a web server.
  await makePlan(said, twitch, known)
  checkTerms(said)
  const stop = stopSignal()
  const [{ openShow }, { createLog }] = await Promise.all([import('./show.ts'), import('./log.ts')])
  const log = createLog()
  await using store = said.fast && said.port === undefined ? null : await openStore(said.data, log)
  const config = store === null ? said : await readWithSaved(layers, { store, log, twitch, known })
  const plan = await planStart(config, twitch, known.wish === config.game ? known : undefined)
  await using show = await openShow(plan, log, { ...readPanel(env), store, start: { ...layers, config } })
  process.stdout.write(`${firstScreen(show)}\n`)
  {
    using _progress = followProgress(show)
    await show.run(stop)
  }
  await show.picture.close()
  // A file that could not be finished is a failure, also when the show was stopped by hand.
  await show.picture.ended
  process.stdout.write(lastScreen(show))
}

/** What is wrong is said at once; only a show that can start looks for Twitch’s nearest ingest. */
async function planStart(config: Config, usual: TwitchSettings, loaded?: LoadedGame): Promise<Plan> {
  const plan = await makePlan(config, usual, loaded)
  if (!goesToTwitch(config, usual)) return plan
  const { twitch, line } = await withNearestIngest(usual)
  if (line !== '') process.stdout.write(`  ${line}.\n`)
  return { ...(await makePlan(config, twitch, gameOf(plan))), seed: plan.seed }
}

async function simulate({ flags, own, configFile }: CommandLine): Promise<void> {
  const config = readConfig([flags, readEnvironment(process.env), await readConfigFile(configFile)])
  const rehearsal = readRehearsal(own, config.fast)
  const plan = await makePlan(
    { ...config, chat: [`crowd:${rehearsal.viewers}`], output: ['null:'] },
    readTwitch(process.env),
  )
  const signal = stopSignal()
  const { createLog } = await import('./log.ts')
  using line = progressLine()
  const report = await rehearse(plan, rehearsal, {
    log: createLog(),
    signal,
    progress: (share, { chat }) => line.show(`${barOf(share)} ${chat.counts.received} messages`),
  })
  line[Symbol.dispose]()
  process.stdout.write(reportText(report, rehearsal.viewers))
}

async function replay({ operand, flags, own, configFile }: CommandLine): Promise<void> {
  const usual = { ...(await readConfigFile(configFile)), ...readEnvironment(process.env) }
  const log = (await import('./log.ts')).createLog()
  const plan = await planReplay({ operand, flags, own, usual }, (text) => log.warn(text))
  const { shoot } = await import('./shoot.ts')
  using line = progressLine()
  const signal = stopSignal()
  const report = await shoot(plan, { log, signal, progress: (share, text) => line.show(`${barOf(share)} ${text}`) })
  line[Symbol.dispose]()
  process.stdout.write(replayText(plan, report))
}

async function sessions({ flags, configFile }: CommandLine): Promise<void> {
  const { data } = readConfig([flags, readEnvironment(process.env), await readConfigFile(configFile)])
  process.stdout.write(sessionsText(await listSessions(data), data))
}

/** Exits with 1 where a show would lack something. */
async function doctor({ flags, configFile }: CommandLine): Promise<number> {
  const config = readConfig([flags, readEnvironment(process.env), await readConfigFile(configFile)])
  const findings = await examine(config, process.env)
  process.stdout.write(findingsText(findings))
  return findings.some(({ state }) => state === 'lacking') ? failed : done
}

/** One sentence on stderr for what was to be expected; the whole story for what was not. */
function explain(error: unknown): number {
  const expected = error instanceof ServerError || error instanceof ChatError || error instanceof RenderError
  process.stderr.write(`chatarcade: ${expected ? error.message : (error as Error).stack}\n`)
  return expected && isUsage(error) ? usage : failed
}

function isUsage(error: ServerError | ChatError | RenderError): boolean {
  return error.code === 'usage' || error.code.startsWith('bad-')
}
