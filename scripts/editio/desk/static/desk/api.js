// The data of the desk. Every write answers with the journal and with the page as it is then.

import { $ } from "./dom.js"

export const state = { book: null, token: "", page: null, pageName: "" }

export async function get(path) {
  return answer(await fetch(`api/${path}`))
}

export async function post(path, data = {}) {
  const found = await answer(
    await fetch(`api/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ page: state.pageName, ...data }),
    }),
  )
  if (found.token) state.token = found.token
  if (found.done) journal(found)
  if (found.page) state.page = found.page
  return found
}

export const failed = (found) => Boolean(found.refused || found.error)

export function journal({ undo, redo }) {
  $("#undo").disabled = !undo
  $("#redo").disabled = !redo
}

async function answer(response) {
  try {
    return await response.json()
  } catch {
    return { error: `The desk does not answer (${response.status}).` }
  }
}
