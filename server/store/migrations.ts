/**
 * What makes each version of the database out of the one before, oldest first. A step that was published is never changed: databases
 * that went through it exist. Times are `…Ms` since 1970, of the wall clock.
 */
export const migrations: readonly string[] = [
  `
  create table about (version integer not null) strict;
  insert into about values (0);

  create table leaderboards (
    game text not null, player text not null, name text not null, points integer not null, atMs integer not null,
    primary key (game, player)
  ) strict, without rowid;
  create index leaders on leaderboards (game, points desc, atMs);

  create table votes (
    id integer primary key, session text not null, tick integer not null, atMs integer not null, label text not null,
    votes real not null, voters integer not null, reason text not null
  ) strict;
  create index votesOfSession on votes (session, id);

  create table settings (
    key text primary key, value text not null check (json_valid(value)), "by" text not null, atMs integer not null
  ) strict, without rowid;

  create table audit (
    id integer primary key, atMs integer not null, actor text not null, action text not null, target text,
    reason text, before text check (json_valid(before)), after text check (json_valid(after)),
    undo text check (json_valid(undo)), undoes integer unique
  ) strict;
  create index auditOfTarget on audit (target, id);
  create trigger auditStays before update on audit begin select raise(abort, 'what was done stays written'); end;

  create table accounts (
    id text primary key, name text not null unique collate nocase,
    role text not null check (role in ('owner', 'lead', 'moderator', 'operator', 'viewer')),
    password text, isDisabled integer not null default 0 check (isDisabled in (0, 1)),
    totpSecret text, totpStep integer not null default 0, createdMs integer not null, changedMs integer not null
  ) strict, without rowid;

  create table recoveryCodes (
    account text not null references accounts on delete cascade, hash text not null, primary key (account, hash)
  ) strict, without rowid;

  create table logins (
    hash text primary key, id text not null unique, account text not null references accounts on delete cascade,
    createdMs integer not null, seenMs integer not null, provenMs integer not null,
    agent text not null, address text not null
  ) strict, without rowid;
  create index loginsOfAccount on logins (account, seenMs);

  create table invitations (
    hash text primary key, id text not null unique, role text not null,
    account text references accounts on delete cascade, "by" text references accounts on delete cascade,
    createdMs integer not null, expiresMs integer not null
  ) strict, without rowid;

  create table tokens (
    hash text primary key, id text not null unique, account text not null references accounts on delete cascade,
    name text not null, scopes text not null check (json_valid(scopes)), createdMs integer not null,
    expiresMs integer not null, seenMs integer
  ) strict, without rowid;
  create index tokensOfAccount on tokens (account);

  create table notes (
    id integer primary key, person text not null, text text not null, "by" text not null, atMs integer not null
  ) strict;
  create index notesOfPerson on notes (person, id);

  create table media (
    id text primary key, name text not null, kind text not null check (kind in ('image', 'video', 'sound')),
    mime text not null, bytes integer not null, sha256 text not null, width integer, height integer, seconds real,
    "by" text not null, atMs integer not null
  ) strict, without rowid;

  create table webhooks (
    id text primary key, url text not null, secret text not null, events text not null check (json_valid(events)),
    isEnabled integer not null check (isEnabled in (0, 1)), "by" text not null, createdMs integer not null
  ) strict, without rowid;

  create table deliveries (
    id text primary key, webhook text not null references webhooks on delete cascade, event text not null,
    body text not null, attempts integer not null default 0, state text not null default 'waiting'
      check (state in ('waiting', 'delivered', 'failed')),
    status integer, problem text, createdMs integer not null, changedMs integer not null
  ) strict, without rowid;
  create index deliveriesOfWebhook on deliveries (webhook, createdMs);

  create table jobs (
    id text primary key, name text not null, payload text not null check (json_valid(payload)),
    state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
    runAtMs integer not null, attempts integer not null default 0, leaseMs integer not null default 0,
    problem text, createdMs integer not null, changedMs integer not null
  ) strict, without rowid;
  create index jobsDue on jobs (state, runAtMs);

  create table rollups (
    seconds integer not null, atMs integer not null, numbers text not null check (json_valid(numbers)),
    primary key (seconds, atMs)
  ) strict, without rowid;
  `,
  `
  create table reached (
    session text primary key, tick integer not null, atMs integer not null
  ) strict, without rowid;
  `,
  `
  create table undos (
    deed integer primary key references audit on delete cascade, bytes integer not null,
    way text not null check (json_valid(way))
  ) strict;
  insert into undos select id, length(undo), undo from audit as deed
    where undo ->> '$.by' in ('act', 'output') and not exists (select 1 from audit where undoes = deed.id);
  alter table audit drop column undo;
  `,
]
