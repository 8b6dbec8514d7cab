/**
 * Logins of services that write into many channels by themselves: what they say is never a viewer's wish.
 * Each account belongs to the service of that name and is on the bot lists that chat tools share; only unmistakable ones
 * are here, since an error would silence a person. The streamer adds others by `ignore`.
 */
export const knownBots: readonly string[] = [
  // Moderation, timers and custom commands.
  'nightbot',
  'streamelements',
  'streamlabs',
  'moobot',
  'fossabot',
  'wizebot',
  'botisimo',
  'coebot',
  'deepbot',
  'phantombot',
  'botrixoficial',
  'sery_bot',
  'supibot',
  // Sounds, donations and queues that announce themselves in chat.
  'soundalerts',
  'kofistreambot',
  'streamstickers',
  'streamlootsbot',
  'tangiabot',
  'blerp',
  'own3d',
  'songlistbot',
  'pretzelrocks',
  'restreambot',
  'creatisbot',
  // A game of its own, with commands like ours.
  'pokemoncommunitygame',
  'stay_hydrated_bot',
  // Sits in thousands of chats to read who is there.
  'commanderroot',
]
