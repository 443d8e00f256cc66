// The data of the desk. Every write answers with the journal and with the page as it is then.
//
// In a long book the engine needs some seconds to try an entry. So the page is first shown as the entry would make it
// (`early`); the entry is tried and written behind it, one after the other, and nothing else is written meanwhile.

import { $ } from "./dom.js"

export const state = { view: "page", book: null, token: "", page: null, pageName: "" }

export async function get(path) {
  return answer(fetch(`api/${path}`))
}

const waiting = [] // entries that are shown but not written yet, the oldest first
let last = Promise.resolve() // settled once all of them are tried
export const busy = () => waiting.length > 0

// After the entries that are still being tried.
export async function post(path, data = {}) {
  await last
  return send(path, data)
}

// The page as an entry would make it, or its refusal; then the entry is written, and `checked` gets the answer to that.
export async function early(path, entry, checked, page = state.pageName) {
  const found = await send("ahead", { wishes: [...waiting, entry], page })
  if (failed(found)) return found
  if (!found.ready) return post(path, entry)
  if (found.page?.name === state.pageName) state.page = found.page
  waiting.push(entry)
  $("#undo").disabled = false
  last = last.then(async () => {
    const tried = await send(path, entry)
    waiting.shift()
    checked(tried)
  })
  return found
}

async function send(path, data) {
  const found = await answer(
    fetch(`api/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ page: state.pageName, ...data }),
      keepalive: true, // an entry is written even if its page is closed
    }),
  )
  if (found.token) state.token = found.token
  if (found.done) journal(found)
  if (found.page && !waiting.length) state.page = found.page
  return found
}

export const failed = (found) => Boolean(found.refused || found.error)

export function journal({ undo, redo }) {
  $("#undo").disabled = !undo
  $("#redo").disabled = !redo
}

async function answer(asked) {
  try {
    const response = await asked
    return await response.json().catch(() => ({ error: `The desk does not answer (${response.status}).` }))
  } catch {
    return { error: "The desk has ended. Open it again: make desk." }
  }
}
