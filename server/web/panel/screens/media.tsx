import { useRef, useState } from 'preact/hooks'
import { ApiError } from '../api.ts'
import type { Desk } from '../desk.ts'
import { Empty } from '../parts/empty.tsx'
import { useFetched } from '../parts/fetched.ts'
import { Twice } from '../parts/twice.tsx'
import { ago, duration } from '../when.ts'

interface MediaFile {
  readonly id: string
  readonly name: string
  readonly kind: 'image' | 'video' | 'sound'
  readonly mime: string
  readonly bytes: number
  readonly width: number | null
  readonly height: number | null
  readonly seconds: number | null
  readonly by: string
  readonly atMs: number
  /** What the show uses it as at the moment. */
  readonly inUse: readonly Use[]
}

type Use = 'branding' | 'slate' | 'sound'

/** What a file of each kind is good for. */
const uses: Readonly<Record<MediaFile['kind'], readonly (readonly [Use, string])[]>> = {
  image: [
    ['branding', 'Into the corner'],
    ['slate', 'Behind slates'],
  ],
  video: [['slate', 'Behind slates']],
  sound: [['sound', 'Play it once']],
}

/** Where it is at the moment, and how it is taken away from there. */
const places: Readonly<Record<Use, readonly [string, string]>> = {
  branding: ['in the corner', 'Empty the corner'],
  slate: ['behind slates', 'Take it off slates'],
  sound: ['sounding', 'Stop'],
}

/** Another moderator may use a file meanwhile. */
const lookMs = 5000

/** Longer than a tick of the slowest game. */
const tickMs = 250

const accepted = 'image/png,image/jpeg,image/webp,video/mp4,video/webm,audio/wav,audio/ogg,audio/mpeg'

/** Images, video and sound of one’s own. */
export function Media({ desk }: { desk: Desk }) {
  const files = useFetched<readonly MediaFile[]>(desk, '/api/media', lookMs)
  return (
    <div class="page">
      <div class="page-head">
        <h2>Media</h2>
      </div>
      <Upload desk={desk} done={files.reload} />
      <Empty of={files} none="Nothing was uploaded yet." />
      <ul class="media">
        {files.value?.map((file) => (
          <Entry key={file.id} desk={desk} file={file} reload={files.reload} />
        ))}
      </ul>
    </div>
  )
}

/** The server speaks of “the file”; where several are sent it has to be said which. */
function upload({ api }: Desk, file: File, progress: (share: number) => void): Promise<MediaFile> {
  return api.upload<MediaFile>('/api/media', file, progress).catch((error: unknown) => {
    if (!(error instanceof ApiError)) throw error
    throw new ApiError(error.status, error.code, `${file.name}: ${error.message}`)
  })
}

function Upload({ desk, done }: { desk: Desk; done: () => void }) {
  const [share, setShare] = useState<number | null>(null)
  const [isOver, setOver] = useState(false)
  const last = useRef(Promise.resolve())
  const send = async (files: readonly File[]) => {
    for (const file of files) {
      setShare(0)
      await desk.attempt(() => upload(desk, file, setShare), `${file.name} is here`)
      done()
    }
    setShare(null)
  }
  // One after another, also those that are dropped meanwhile: the server checks one at a time.
  const line = (files: FileList | null | undefined) => {
    const list = [...(files ?? [])]
    last.current = last.current.then(() => send(list))
  }
  return (
    <label
      class={isOver ? 'card drop over' : 'card drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        line(event.dataTransfer?.files)
      }}
    >
      <input
        type="file"
        class="unseen"
        multiple
        accept={accepted}
        onChange={({ currentTarget }) => {
          line(currentTarget.files)
          // So that the same file can be chosen again.
          currentTarget.value = ''
        }}
      />
      <b>{share === null ? 'Drop files here, or choose them' : share < 1 ? 'On its way …' : 'Being checked …'}</b>
      <span class="quiet">PNG, JPEG, WebP, MP4, WebM, WAV, OGG, MP3</span>
      <progress class={share === null ? 'hidden' : ''} max={1} value={share ?? 0} aria-label="Upload" />
    </label>
  )
}

function Entry({ desk, file, reload }: { desk: Desk; file: MediaFile; reload: () => void }) {
  const { id, name, kind, bytes, width, height, seconds, by, atMs, inUse } = file
  const path = `/api/media/${encodeURIComponent(id)}`
  const send = (method: 'POST' | 'DELETE', to: string, body: object | undefined, said: string) =>
    // What is in use is told with the next tick at the earliest.
    void desk.attempt(() => desk.api.send(method, to, body), said).then(() => setTimeout(reload, tickMs))
  const facts = [
    ...(width !== null && height !== null ? [`${width} × ${height}`] : []),
    ...(seconds === null ? [] : [duration(seconds)]),
    sizeOf(bytes),
  ]
  return (
    <li class="card media-file">
      <Look file={file} address={`${path}/file`} />
      <h3 title={name}>{name}</h3>
      <p class="quiet">{facts.join(' · ')}</p>
      <p class="quiet">{`${by}, ${ago(atMs)}`}</p>
      <div class="chips">
        {uses[kind].map(([as, words]) =>
          inUse.includes(as) ? (
            <button
              key={as}
              type="button"
              class="small is-on"
              onClick={() => send('POST', '/api/media/unuse', { as }, `${name} isn’t ${places[as][0]} any more`)}
            >
              {places[as][1]}
            </button>
          ) : (
            <button
              key={as}
              type="button"
              class="small"
              onClick={() => send('POST', `${path}/use`, { as }, `${name} is ${places[as][0]}`)}
            >
              {words}
            </button>
          ),
        )}
        {inUse.length === 0 && (
          <Twice
            word="Delete"
            sure="Really delete"
            keep="Keep it"
            run={() => send('DELETE', path, undefined, `${name} is gone`)}
          />
        )}
      </div>
    </li>
  )
}

function Look({ file: { kind, name }, address }: { file: MediaFile; address: string }) {
  if (kind === 'image') return <img class="media-look" src={address} alt={name} loading="lazy" />
  if (kind === 'video') return <video class="media-look" src={address} controls muted preload="metadata" />
  return <audio class="media-look" src={address} controls preload="metadata" />
}

const sizeOf = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
