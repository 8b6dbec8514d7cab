import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { temporaryFolder, until } from './arcade.ts'

const module = '/usr/lib/nginx/modules/ngx_rtmp_module.so'

export interface RtmpServer extends AsyncDisposable {
  readonly pid: number
  readonly port: number
  /** `rtmp://127.0.0.1:PORT/live` */
  readonly url: string
}

/**
 * A real nginx with its RTMP module, which takes any stream at `/live/KEY` and plays it to whoever asks. It is one process.
 * @param directives more for its application, such as `on_publish http://…;`
 */
export async function startRtmpServer(port?: number, directives = ''): Promise<RtmpServer> {
  const listenPort = port ?? (await freePort())
  const folder = temporaryFolder()
  const config = folder.file('nginx.conf')
  writeFileSync(
    config,
    `load_module ${module}; daemon off; master_process off; pid ${folder.file('pid')}; error_log stderr warn;
     events { worker_connections 64; }
     rtmp { access_log off; server { listen 127.0.0.1:${listenPort}; application live { live on; ${directives} } } }`,
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
    pid: nginx.pid as number,
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
