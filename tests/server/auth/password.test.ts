import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { commonWords } from '../../../server/auth/common-words.ts'
import { AuthError } from '../../../server/auth/error.ts'
import { weaknessOf } from '../../../server/auth/password-policy.ts'
import { hashPassword, isOutdated, isPassword } from '../../../server/auth/password.ts'

const good = 'correct horse battery staple'

describe('the store of passwords', () => {
  test('V11.4.2 passwords are stored by argon2id with OWASP’s parameters, each with a salt of its own', async () => {
    const [one, two] = await Promise.all([hashPassword(good), hashPassword(good)])
    assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    assert.notEqual(one, two)
    assert.deepEqual(await Promise.all([isPassword(good, one), isPassword(`${good}.`, one), isPassword(good, null)]), [
      true,
      false,
      false,
    ])
  })

  test('takes the test vector of RFC 9106’s reference program', async () => {
    // argon2 -id -t 2 -k 65536 -p 1, of the reference implementation’s test.c.
    const hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
    assert.equal(await isPassword('password', hash), true)
    assert.equal(await isPassword('Password', hash), false)
    assert.equal(isOutdated(hash), false)
    assert.equal(isOutdated(hash.replace('m=65536', 'm=4096')), true)
  })

  test('takes no damaged hash, and no time or memory for one that asks for too much', async () => {
    for (const hash of [
      '',
      'plain',
      '$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    ])
      assert.equal(await isPassword('password', hash), false)
    await fc.assert(
      fc.asyncProperty(fc.string(), async (hash) => assert.equal(await isPassword('x', hash), false)),
      { numRuns: 5 },
    )
  })

  test('V6.2.8 a password is taken whole, in every letter and sign', async () => {
    const long = `${'x'.repeat(127)}Y`
    const hash = await hashPassword(long)
    assert.deepEqual(
      await Promise.all([
        isPassword(long, hash),
        isPassword(long.toLowerCase(), hash),
        isPassword(long.slice(0, 72), hash),
      ]),
      [true, false, false],
    )
  })

  test('V6.3.1 a flood of logins is refused beyond a short queue, so that it can’t take the processor', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 60 }, async () => await isPassword(good, null)))
    const refused = tries.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[]
    assert.equal(refused.length, 60 - 2 - 16)
    assert.ok(refused.every(({ reason }) => reason instanceof AuthError && reason.code === 'busy'))
    assert.equal(await isPassword(good, null), false, 'afterwards there is room again')
  })
})

describe('the rules for passwords', () => {
  test('V6.2.1, V6.2.9 they have twelve characters or more, and may have 128 of any kind', () => {
    assert.match(weaknessOf('kQ7#vB2!xP9') ?? '', /has 11 characters and needs 12/)
    assert.equal(weaknessOf('kQ7#vB2!xP9z'), null)
    assert.equal(weaknessOf('🦊 läuft weit 🏔'.padEnd(15, 'ü')), null)
    assert.equal(weaknessOf('vielebuntevögel'.repeat(8).slice(0, 128)), null)
    assert.match(weaknessOf('vielebuntevögel'.repeat(9).slice(0, 129)) ?? '', /may have 128/)
  })

  test('V6.2.5 no kind of character is asked for', () => {
    for (const password of [
      good,
      'allesnurkleinebuchstaben',
      'NURGROSSEKLEINGEDRUCKT',
      '90871645320918',
      'ein satz mit leerzeichen',
    ])
      assert.equal(weaknessOf(password), null, password)
  })

  test('V6.2.4, V6.2.12 what is tried first is refused: leaked passwords, rows, dates and repetitions', () => {
    for (const password of [
      ...[
        'password1234',
        'Password2024!',
        'P@ssw0rd12345',
        'qwertyuiop123',
        '123456789012',
        '1q2w3e4r5t6y',
        'aaaaaaaaaaaa',
      ],
      ...[
        'iloveyou1234',
        'letmein123456',
        'adminadmin12',
        'passwordpassword',
        'welcome2024!',
        'dragon123456',
        'abcdefghijkl',
      ],
      ...[
        'football2023',
        'trustno1trustno1',
        'changeme1234',
        'qazwsxedc123',
        '000000000000',
        '12345678910!',
        'SunshineSummer1',
      ],
    ])
      assert.match(weaknessOf(password) ?? '', /tried first/, password)
  })

  test('V6.2.4 more than the 3,000 most used passwords of that length are refused', () => {
    const endings = ['1', '12', '123', '1234', '!', '2023', '2024', '1!']
    const made = commonWords
      .flatMap((word) => commonWords.slice(0, 20).map((other) => word + other))
      .flatMap((pair) => endings.map((ending) => pair + ending))
      .filter((password) => password.length >= 12)
    assert.ok(made.length > 3000)
    const step = Math.floor(made.length / 4000)
    for (const password of made.filter((_, at) => at % step === 0))
      assert.notEqual(weaknessOf(password), null, password)
  })

  test('V6.1.2, V6.2.11 words of this place, and the name of the account, are taken out', () => {
    for (const password of ['chatarcade2024', 'arcade-owner-1', 'moderator1234', 'streampanel99'])
      assert.match(weaknessOf(password) ?? '', /tried first/, password)
    assert.match(weaknessOf('brunhilde-1999', ['Brunhilde']) ?? '', /tried first/)
    assert.equal(weaknessOf('brunhilde-1999', ['ann']), null)
  })
})
