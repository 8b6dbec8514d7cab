/** Browsers keep the cookie of a login only over https or on this very machine; whoever can’t get in has to know why. */
export function Insecure() {
  if (isSecureContext) return null
  const port = location.port === '' ? '80' : location.port
  return (
    <div class="door-warning" role="note">
      <p>
        <b>This page came over plain http.</b> Browsers keep a login only over https, or on the machine itself. Put a
        proxy with a certificate before the show, or open a tunnel:
      </p>
      <pre>{`ssh -L ${port}:localhost:${port} ${location.hostname}`}</pre>
      <p>
        and then <code>{`http://localhost:${port}/panel`}</code>
      </p>
    </div>
  )
}
