// The data of the desk. The answer to every write has the journal and the page after the change.
//
// In a long book the engine needs some seconds to try an entry. So the page is first shown as the entry would make it
// (`early`); the entry is tried and written behind it, one after the other, and nothing else is written meanwhile.

import { one } from "./dom.js"

/** The reason why there is no answer. @typedef {{ error: string } | { refused: DescribedMessage[] }} Failure */

/**
 * A printed page with the numbers of its first and last line, 0 if it has none.
 * @typedef {{ name: string, title: string, short: string, first: number, last: number }} ListedPage
 */

/**
 * A role of a line: whether its entry has a last line, and the meaning of its value.
 * @typedef {{ role: string, meaning: string, to: boolean, value: string }} Role
 */

/**
 * Data that stays the same while the desk is open, and the list of pages.
 * @typedef {object} Book
 * @property {string} title
 * @property {ListedPage[]} pages
 * @property {Role[]} roles
 * @property {string[]} kinds
 * @property {string[]} certainties
 * @property {string[]} names
 * @property {string} token
 */

/** A piece of the edited text. @typedef {{ reading: string, text: string, fate: string, source: string }} ShownPiece */
/** @typedef {[left: number, top: number, right: number, bottom: number]} Box */
/** The characters of a line that are in a box. @typedef {{ from: number, to: number, box: Box }} WordBox */

/**
 * @typedef {object} ShownLine
 * @property {number} number
 * @property {string} text
 * @property {number} first the column of its first character
 * @property {string} begins the parts and blocks that begin in it
 * @property {boolean} apart
 * @property {ShownPiece[]} edited
 * @property {WordBox[]} boxes
 */

/** @typedef {{ lines: ShownLine[], image: { width: number, height: number } | null, token: string }} PageContent */
/** @typedef {ListedPage & PageContent} ShownPage */

/** The cells of a row of a register, by their columns. @typedef {Record<string, string>} Values */

/**
 * An entry, or a row that is to have other values; without values it is withdrawn.
 * @typedef {{ register: string, values?: Values, row?: string }} Entry
 */

/**
 * A word that may be misread.
 * @typedef {object} Suspect
 * @property {string} kind
 * @property {number} line
 * @property {number} column
 * @property {string} reading
 * @property {string} suggestion
 * @property {string} before
 * @property {string} after
 * @property {string} proposed
 * @property {string} page
 * @property {string} witness the text of its line
 */

/** @typedef {{ line: number, page: string, label: string, text: string }} ReviewItem */
/** @typedef {ReviewItem & { row: string, values: Values }} ReviewEntry */
/** @typedef {Record<string, ReviewItem[]> & { Entries: ReviewEntry[] }} ReviewGroups */

/** @typedef {{ register: string, what: string, row: string, values: Values }} Action */
/** The actions, the newest first. @typedef {{ done: Action[], undo: boolean, redo: boolean }} Journal */

/**
 * @typedef {object} Answers
 * @property {Book} book
 * @property {{ suspects: Suspect[], settled: number, unfit: DescribedMessage[] }} suspects
 * @property {{ groups: ReviewGroups }} review
 * @property {Journal} done
 * @property {{ token: string }} state
 */

/**
 * The answer of the desk to a write: what it has written; for a preview the `effects`; or, while an entry is still
 * being tried, the page as it would be, if that is `ready`.
 * @typedef {Partial<Journal & { token: string, page: ShownPage | null, effects: string[], ready: boolean }>} Written
 */

/** @type {{ book: Book, token: string, page: ShownPage, pageName: string }} */
export const state = {
  book: { title: "", pages: [], roles: [], kinds: [], certainties: [], names: [], token: "" },
  token: "",
  page: { name: "", title: "", short: "", first: 0, last: 0, lines: [], image: null, token: "" },
  pageName: "",
}

/** @template {keyof Answers} Path @param {Path} path @returns {Promise<Answers[Path] | Failure>} */
export const get = (path) => answer(fetch(`api/${path}`))

/** @param {string} name @returns {Promise<ShownPage | Failure>} */
export const getPage = (name) => answer(fetch(`api/page/${encodeURIComponent(name)}`))

/** @type {Entry[]} */
const waiting = [] // entries that are shown but not written yet, the oldest first
let last = Promise.resolve() // resolved once all of them are tried
export const busy = () => waiting.length > 0
let sent = 0
export const writing = () => busy() || sent > 0 // a request that may write is not answered yet

// After the entries that are still being tried.
/** @param {string} path @param {object} data */
export async function post(path, data = {}) {
  await last
  return send(path, data)
}

// The page as an entry would make it, or its refusal; then the entry is written, and `checked` gets the answer to that.
/**
 * @param {string} path
 * @param {Entry} entry
 * @param {(tried: Written | Failure) => void} checked
 * @returns {Promise<Written | Failure>}
 */
export async function early(path, entry, checked, page = state.pageName) {
  const found = await send("ahead", { wishes: [...waiting, entry], page })
  if (failed(found)) return found
  if (!found.ready) return post(path, entry)
  if (found.page?.name === state.pageName) state.page = found.page
  waiting.push(entry)
  one("button#undo").disabled = false
  last = last.then(async () => {
    const tried = await send(path, entry)
    waiting.shift()
    checked(tried)
  })
  return found
}

/** @param {string} path @param {object} data */
async function send(path, data) {
  sent++
  /** @type {Written | Failure} */
  const found = await answer(
    fetch(`api/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ page: state.pageName, ...data }),
      keepalive: true, // an entry is written even if its page is closed
    }),
  )
  sent--
  if (failed(found)) return found
  if (found.token) state.token = found.token
  if (found.done) journal(found)
  if (found.page?.name === state.pageName && !waiting.length) state.page = found.page // unless it was turned meanwhile
  return found
}

/** @param {object} found @returns {found is Failure} */
export const failed = (found) => "refused" in found || "error" in found

/** @param {Partial<Journal>} journal */
export function journal({ undo, redo }) {
  one("button#undo").disabled = !undo
  one("button#redo").disabled = !redo
}

/** @param {Promise<Response>} asked */
async function answer(asked) {
  try {
    const response = await asked
    return await response.json().catch(() => ({ error: `The desk does not answer (${response.status}).` }))
  } catch {
    return { error: "The desk has ended. Open it again: make desk." }
  }
}
