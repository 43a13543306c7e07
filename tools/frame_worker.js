// A stand-in for a Worker where pages are opened from a folder: browsers start no workers there, but do run a script in a
// frame. The search of the site runs in one, so that it works with no server.
class FrameWorker extends EventTarget {
  constructor(url) {
    super()
    this.frame = document.createElement("iframe")
    this.frame.hidden = true
    document.body.appendChild(this.frame)
    const inner = this.frame.contentWindow
    this.heard = ({ source, data }) => {
      if (source !== inner) return
      const event = new MessageEvent("message", { data })
      this.dispatchEvent(event)
      if (this.onmessage) this.onmessage(event)
    }
    addEventListener("message", this.heard)
    this.ready = new Promise((resolve) => {
      const after = (before, one) => before.then(() => loaded(inner.document, one))
      inner.importScripts = (...urls) => urls.reduce(after, Promise.resolve())
      inner.postMessage = (data) => dispatchEvent(new MessageEvent("message", { data, source: inner }))
      loaded(inner.document, new URL(url, location.href).href).then(resolve)
    })
  }
  postMessage(data) {
    this.ready.then(() => {
      const inner = this.frame.contentWindow
      inner.dispatchEvent(new inner.MessageEvent("message", { data }))
    })
  }
  terminate() {
    removeEventListener("message", this.heard)
    this.frame.remove()
  }
}

// A script that has run in a frame's document.
function loaded(where, url) {
  return new Promise((resolve, reject) => {
    const script = where.createElement("script")
    script.src = url
    script.onload = resolve
    script.onerror = () => reject(new Error(`${url} cannot be loaded`))
    where.body.appendChild(script)
  })
}

if (location.protocol === "file:") window.Worker = FrameWorker
