import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { temporaryFolder, until } from './arcade.ts'

const module = '/usr/lib/nginx/modules/ngx_rtmp_module.so'

export interface RtmpServer extends AsyncDisposable {
  readonly port: number
  /** `rtmp://127.0.0.1:PORT/live` */
  readonly url: string
}

/** A real nginx with its RTMP module, which takes any stream at `/live/KEY` and plays it to whoever asks. */
export async function startRtmpServer(port?: number): Promise<RtmpServer> {
  const listenPort = port ?? (await freePort())
  const folder = temporaryFolder()
  const config = folder.file('nginx.conf')
  writeFileSync(
    config,
    `load_module ${module}; daemon off; user root; worker_processes 1; pid ${folder.file('pid')}; error_log stderr warn;
     events { worker_connections 64; }
     rtmp { access_log off; server { listen 127.0.0.1:${listenPort}; application live { live on; record off; } } }`,
  )
  const nginx = spawn('nginx', ['-c', config, '-p', folder.path], { stdio: ['ignore', 'ignore', 'pipe'] })
  let complaints = ''
  nginx.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
  const closed = once(nginx, 'close')
  await until(async () => {
    if (nginx.exitCode !== null) throw new Error(`nginx ended: ${complaints}`)
    return canConnect(listenPort)
  })
  return {
    port: listenPort,
    url: `rtmp://127.0.0.1:${listenPort}/live`,
    async [Symbol.asyncDispose]() {
      nginx.kill('SIGTERM')
      await closed
      folder[Symbol.dispose]()
    },
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function canConnect(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  return new Promise((resolve) => {
    const answer = (yes: boolean) => {
      socket.destroy()
      resolve(yes)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
  })
}
