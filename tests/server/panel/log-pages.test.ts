import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { browserOf, type Client } from '../../helpers/accounts.ts'
import { temporaryFolder, type Arcade } from '../../helpers/arcade.ts'
import { openBrowser } from '../../helpers/browser.ts'
import { enterPanel, openPanelPage, ownerPassword, startPanel } from '../../helpers/panel.ts'
import { openedStore } from '../../helpers/store.ts'

/** Deeds that were done before the show began: more than any one answer has. */
const deeds = 720
const name = 'Mia'

interface Entry {
  readonly id: number
  readonly actor: string
}

describe('a long log', { concurrency: false }, () => {
  const folder = temporaryFolder()
  let show: Arcade
  let owner: Client
  let browser: Browser
  let page: Page
  let troubles: string[]

  before(async () => {
    {
      await using opened = await openedStore(folder.path)
      const { later, audit } = opened.store
      // Not so old that they would be forgotten.
      const atMs = Date.now() - 3_600_000
      for (let n = 1; n < deeds; n++)
        later.audit.add({ atMs, actor: n % 3 === 0 ? name : 'bob', action: 'show.announce', target: `line ${n}` })
      await audit.add({ atMs, actor: 'token deck of Mia', action: 'show.panic' })
    }
    show = await startPanel(['--data', folder.path, '--size', '320x180'])
    owner = browserOf(show.url)
    await owner.login('owner', ownerPassword)
    browser = await openBrowser()
    ;({ page, troubles } = await openPanelPage(browser, new URL('/panel#log', show.url).href))
    await enterPanel(page)
  })
  after(async () => {
    await browser?.close()
    await show?.stop()
    folder[Symbol.dispose]()
  })

  const linesOf = async (path: string) => {
    const answer = await fetch(new URL(path, show.url), { headers: owner.sends })
    assert.equal(answer.headers.get('content-type'), 'text/csv; charset=utf-8')
    const [head = '', ...lines] = (await answer.text()).trimEnd().split('\r\n')
    return { head, lines }
  }

  test('is told page by page, and by whose name begins so', async () => {
    const list = async (path: string) => (await owner.get(path)).body as unknown as Entry[]
    const seen: number[] = []
    for (let from = ''; ; from = `&before=${seen.at(-1)}`) {
      const entries = await list(`/api/log?action=show.&limit=300${from}`)
      seen.push(...entries.map(({ id }) => id))
      if (entries.length < 300) break
    }
    assert.deepEqual(
      seen,
      Array.from({ length: deeds }, (_, n) => deeds - n),
    )
    for (const actor of ['mia', 'M', 'MIA']) {
      const entries = await list(`/api/log?actor=${actor}&limit=500`)
      assert.deepEqual([entries.length, new Set(entries.map((each) => each.actor))], [239, new Set([name])])
    }
  })

  test('is a table as a whole, or of what is looked for', async () => {
    const { head, lines } = await linesOf('/api/log.csv?action=show.')
    assert.match(head, /^id,atMs,actor,action,target,name,/)
    assert.equal(lines.length, deeds)
    assert.match(lines.at(-1) ?? '', /^1,\d+,bob,show\.announce,line 1,/)
    assert.equal((await linesOf('/api/log.csv?actor=mia')).lines.length, 239)
    assert.equal((await linesOf('/api/log.csv?action=show.&limit=600')).lines.length, 600)
    assert.equal((await linesOf('/api/log.csv?action=show.&limit=3')).lines.length, 3)
  })

  test('goes back on the panel to its beginning, with what is done meanwhile', async () => {
    const rows = page.locator('table.log tbody tr')
    await page.getByLabel('What was done').selectOption('show.')
    const more = page.getByRole('button', { name: 'Earlier ones' })
    for (let count = 100; count < deeds; count += 100) {
      await rows.nth(count - 1).waitFor()
      await more.click()
    }
    await rows.nth(deeds - 1).waitFor()
    assert.match((await rows.last().textContent()) ?? '', /bob.*announced “line 1”/)
    await more.waitFor({ state: 'detached' })
    await owner.post('/api/show/announce', { text: 'a new line' })
    await rows.first().getByText('a new line').waitFor()
    assert.equal(await rows.count(), deeds + 1)
  })

  test('finds on the panel whom somebody looks for, says where there is nobody, and has a table of it', async () => {
    const rows = page.locator('table.log tbody tr')
    await page.getByLabel('Who did it').fill('mI')
    await rows.first().getByText(name).waitFor()
    assert.equal(await rows.count(), 100)
    const table = page.getByRole('link', { name: 'CSV' })
    assert.equal(await table.getAttribute('href'), '/api/log.csv?action=show.&actor=mI')
    await page.getByLabel('Who did it').fill('nobody')
    await page.getByText('Nothing was found.').waitFor()
    assert.deepEqual(troubles, [])
  })
})
