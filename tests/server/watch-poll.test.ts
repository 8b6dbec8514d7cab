import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { answersOf } from '../../server/web/watch/answers.ts'
import { browserOf, type Client } from '../helpers/accounts.ts'
import { temporaryFolder, until, type Arcade } from '../helpers/arcade.ts'
import { openBrowser, watchPage } from '../helpers/browser.ts'
import { ownerPassword, startPanel } from '../helpers/panel.ts'

test('answers are in the order of the poll, however many voted for each', () => {
  const options = ['3 c', '1 10 o’clock', '10 j', '2 b'].map((label) => ({ label, team: '', votes: 1, percent: 25 }))
  const sent = answersOf({ mode: 'poll', options }).map(({ send }) => send)
  assert.deepEqual(sent, ['1', '2', '3', '10'])
  assert.deepEqual(answersOf({ mode: 'democracy', options }), [])
})

describe('the page during a poll', { concurrency: false }, () => {
  const folder = temporaryFolder()
  let show: Arcade
  let owner: Client
  let browser: Browser
  let page: Page
  let troubles: string[]

  before(async () => {
    const voting = ['--set', 'input=democracy', '--set', 'window=600', '--set', 'early=false']
    show = await startPanel(['--chat', 'local:', '--data', folder.path, '--game', 'marble-race', ...voting])
    owner = browserOf(show.url)
    assert.equal((await owner.login('owner', ownerPassword)).status, 200)
    browser = await openBrowser()
    page = await browser.newPage()
    troubles = watchPage(page, show.url)
    await page.goto(show.url)
  })

  after(async () => {
    await browser?.close()
    await show?.stop()
    folder[Symbol.dispose]()
  })

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const buttons = (list: string) => page.getByRole('list', { name: list }).getByRole('button').allTextContents()
  const voted = (label: string) =>
    page.getByRole('listitem').filter({ hasText: 'your vote' }).filter({ hasText: label })
  const outcome = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor()
  const votes = async () => {
    const { vote } = (await owner.get('/api/status')).body as unknown as {
      vote: { options: { label: string; votes: number }[] }
    }
    return Object.fromEntries(vote.options.map((each) => [each.label, each.votes]))
  }
  const ask = async (...options: string[]) => {
    const asked = await owner.post('/api/votes/poll', { question: 'What is for dinner?', options, seconds: 600 })
    assert.equal(asked.status, 200)
  }

  test('has its question, its answers as buttons, and of the game’s what a poll doesn’t stand before', async () => {
    await button('boost').waitFor()
    assert.equal(await page.getByRole('list', { name: 'Answers' }).count(), 0)
    await ask('Pizza', 'Soup of the day')
    await button('2 Soup of the day').waitFor()
    await page.locator('.play').getByText('What is for dinner?').waitFor()
    assert.deepEqual(await buttons('Answers'), ['1 Pizza', '2 Soup of the day'])
    assert.deepEqual(await buttons('Commands'), ['join'])
    await button('2 Soup of the day').click()
    await outcome('You vote for 2 Soup of the day')
    await until(async () => (await votes())['2 Soup of the day'] === 1)
    await voted('2 Soup').waitFor()
    // The one with the most votes is first in the tally, and stays where it is among the buttons.
    assert.deepEqual(await buttons('Answers'), ['1 Pizza', '2 Soup of the day'])
    await button('1 Pizza').click()
    await until(async () => (await votes())['1 Pizza'] === 1)
    assert.equal((await votes())['2 Soup of the day'], 0)
    await button('join').click()
    await outcome('join')
  })

  test('completes what is taken at the moment', async () => {
    const options = page.getByRole('option')
    await page.getByRole('combobox', { name: 'Message' }).fill('j')
    assert.deepEqual(await options.allTextContents(), ['join'])
    await page.getByRole('combobox', { name: 'Message' }).fill('b')
    await options.first().waitFor({ state: 'detached' })
    await page.getByRole('combobox', { name: 'Message' }).fill('')
  })

  test('and has the game’s buttons again when it was ended, with no word of a vote taken off', async () => {
    await button('2 Soup of the day').click()
    await voted('2 Soup').waitFor()
    assert.equal((await owner.post('/api/votes/poll/end', {})).status, 200)
    await button('boost').waitFor()
    await outcome('Type a command or press a button.')
    assert.equal(await page.getByRole('list', { name: 'Answers' }).count(), 0)
  })

  test('gives back the mark of one’s own vote, which was held like the vote', async () => {
    assert.equal((await owner.post('/api/game/switch', { game: 'colour-tone' })).status, 200)
    await button('red').click()
    await voted('red').waitFor()
    await ask('Pizza', 'Soup of the day')
    await button('1 Pizza').click()
    await voted('1 Pizza').waitFor()
    assert.equal((await owner.post('/api/votes/poll/end', {})).status, 200)
    await voted('red').waitFor()
    assert.deepEqual(troubles, [])
  })
})
