/**
 * What the passwords of leaked lists are made of. With digits, signs and repetitions around them they make far more than the few
 * thousand passwords that are tried first.
 */
export const commonWords: readonly string[] = `
  password passwort passw0rd passwd motdepasse contrasena wachtwoord parola heslo haslo senha
  qwertyuiop qwertzuiop azertyuiop asdfghjkl zxcvbnm yxcvbnm qwerty qwertz azerty asdfgh asdf qwer zxcv qazwsx wsxedc qwe asd
  1q2w3e4r5t6y7u8i9o0p 1q2w3e4r5t6y 1q2w3e4r5t 1q2w3e4r 1q2w3e 1qaz2wsx3edc 1qaz2wsx zaq12wsx q1w2e3r4t5y6 q1w2e3r4
  iloveyou loveyou iloveu teamo jetaime liebe love lover lovely sweetheart babygirl babyboy baby angel princess prince
  welcome willkommen bienvenue letmein login access admin administrator root user guest test testing tester demo default
  secret changeme change please hello hallo bonjour hola whatever nothing trustno master superman batman spiderman
  dragon monkey tigger tiger lion eagle bear wolf panther horse puppy kitty kitten dog cat fish bird butterfly dolphin
  shadow sunshine summer winter spring autumn flower rainbow star stars moon sky ocean water fire light dark angel
  football baseball basketball hockey soccer golf tennis racing runner champion winner player game games gamer gaming
  michael jennifer jessica ashley amanda daniel joshua matthew andrew anthony nicole michelle charlie jordan robert thomas
  george william richard david john james joseph mark paul peter alexander alex anna maria martin max lisa laura julia
  hannah sarah samantha justin brandon tyler austin hunter taylor harley buster maggie bailey ginger pepper cookie peanut
  chocolate cheese banana orange apple cherry lemon pumpkin coffee pizza sugar honey candy
  mustang ferrari porsche corvette mercedes yamaha harley camaro jaguar toyota honda
  computer internet google facebook youtube instagram twitter twitch discord minecraft fortnite pokemon pikachu naruto
  starwars startrek matrix hello phoenix merlin gandalf legolas thunder lightning killer hunter ninja samurai warrior soldier
  freedom america london paris berlin dallas chicago yankees lakers steelers cowboys arsenal liverpool chelsea barcelona juventus
  january february march april may june july august september october november december
  monday tuesday wednesday thursday friday saturday sunday
  family mother father mommy daddy sister brother forever friend friends happy smile beautiful blessed jesus christ heaven
  purple yellow green blue red black white silver golden diamond crystal
  fuckyou fuckoff asshole bitch pussy sexy
  one two three four five six seven eight nine zero
  abcdefghijklmnopqrstuvwxyz abcdefg abcdef abcde abcd abc xyz
`
  .trim()
  .split(/\s+/)

/** Words of this place, which whoever wants to get in here tries first. */
export const placeWords: readonly string[] = `
  chatarcade arcade chat stream streamer streaming live broadcast panel obs
  owner lead moderator mod mods operator viewer
`
  .trim()
  .split(/\s+/)
