// The editors' desk (editio/desk/application.py). The address after # names the open view; `?` lists the keys.

import { busy, failed, get, journal, post, state, writing } from "./api.js"
import { button, element, formOpen, one, refusal, say, stay, targetOf, view, viewName } from "./dom.js"
import { Checked, ROLE_KEYS } from "./entries.js"
import * as page from "./page.js"
import * as review from "./review.js"
import * as suspects from "./suspects.js"

const _LOOK = 2000 // milliseconds between checks for changes made elsewhere

async function route() {
  const asked = new URLSearchParams(location.hash.slice(1))
  const name = viewName()
  for (const link of document.querySelectorAll("[data-view]")) {
    if (link.dataset.view === name) link.setAttribute("aria-current", "page")
    else link.removeAttribute("aria-current")
  }
  if (name === "suspects") await suspects.open()
  else if (name === "review") await review.open()
  else if (name === "done") await done()
  else
    await page.open(
      asked.get("page") || state.pageName,
      Number(asked.get("line") ?? 0),
      Number(asked.get("column") ?? 0),
    )
}

async function done() {
  const stayed = stay()
  const found = await get("done")
  if (!stayed()) return
  if (failed(found)) return errors(refusal(found))
  journal(found)
  const items = found.done.map(({ register, values, what: done }) => {
    const place = values.line ? `line ${values.line}` : ""
    const what =
      values.role ??
      (values.reading === undefined
        ? values.name
        : `${values.reading}${values.edited === undefined ? "" : ` → ${values.edited || "nothing"}`}`)
    return element(
      "li",
      {},
      element("b", {}, what),
      ` ${[values.id, values.value, values.kind, place].filter(Boolean).join(", ")} `,
      element("code", {}, register),
      done === "written" ? "" : ` ${done}`,
    )
  })
  view.replaceChildren(
    element("h2", {}, `Done at this desk: ${items.length}`),
    items.length ? element("ol", { reversed: true, className: "done" }, ...items) : element("p", {}, "Nothing yet."),
  )
}

/** @param {string} path @param {string} news */
async function change(path, news) {
  const found = await post(path)
  if (failed(found)) return errors(refusal(found))
  errors([])
  say(news)
  await refresh()
}

async function refresh() {
  const book = await get("book")
  if (failed(book)) return errors(refusal(book))
  state.book = book
  state.token = book.token
  if (viewName() === "page") await page.again()
  else await route()
}

/** @param {HTMLElement[]} shown */
function errors(shown) {
  const box = one("#errors")
  box.hidden = !shown.length
  box.replaceChildren(...shown)
}

function keys() {
  const rows = [
    ["← → ↑ ↓", "move to another word"],
    ["Shift → or Shift click", "choose several words"],
    ["Enter or click", "correct the chosen words"],
    ["m", "mark the line: heading, page, note …"],
    ["a", "add the chosen words as a name"],
    ["Page Up, Page Down", "turn the page"],
    ["u, Shift u", "undo, redo (Ctrl z, Ctrl Shift z)"],
    ["e", "change or withdraw the entry of this line"],
    ...(viewName() === "page" && state.page.image ? [["+ −", "image larger, smaller"]] : []),
    ["1, 2, 3, 4", "page, suspects, done, review"],
    ["Enter, k, o, s, g", "suspect: accept, keep as printed, other reading, skip, show page"],
    ["Esc", "leave a form"],
    ["?", "this list"],
  ]
  const list = element(
    "dl",
    {},
    ...rows.flatMap(([key, what]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, what)]),
  )
  const roles = element(
    "p",
    {},
    `When marking a line: ${Object.entries(ROLE_KEYS)
      .map(([role, key]) => `${key} ${role}`)
      .join(", ")}.`,
  )
  const sheet = element(
    "dialog",
    { "aria-label": "Keys", className: "keys" },
    element("h2", { autofocus: true, tabIndex: -1 }, "Keys"), // so that the list opens at its beginning
    list,
    roles,
    button("Close", () => sheet.close()),
  )
  sheet.addEventListener("close", () => sheet.remove())
  document.body.append(sheet)
  sheet.showModal()
}

const [undo, redo] = [one("button#undo"), one("button#redo")]

/** @type {Record<string, () => void>} */
const GLOBAL = {
  u: () => undo.click(),
  "Shift+U": () => redo.click(),
  "Control+z": () => undo.click(),
  "Control+Shift+Z": () => redo.click(),
  1: () => (location.hash = "page"),
  2: () => (location.hash = "suspects"),
  3: () => (location.hash = "done"),
  4: () => (location.hash = "review"),
  "?": keys,
  "Shift+?": keys,
}

/** @type {Record<string, { key: (name: string, event: Event) => boolean }>} */
const VIEWS = { page, suspects } // that have keys of their own

addEventListener("keydown", (event) => {
  if (formOpen() || event.altKey) return
  const shift = event.shiftKey && event.key !== "+" ? "Shift+" : ""
  const pressed = `${event.ctrlKey || event.metaKey ? "Control+" : ""}${shift}${event.key}`
  const typing = targetOf(event)?.matches("input, select, textarea")
  const own = targetOf(event)?.closest("header, .turning") && event.key === "Enter"
  if (own || (typing && !pressed.startsWith("Control+"))) return
  if (VIEWS[viewName()]?.key(pressed, event) || (GLOBAL[pressed] && (GLOBAL[pressed](), true))) event.preventDefault()
})

view.addEventListener("pointerover", (event) => viewName() === "page" && page.point(event))
view.addEventListener("click", (event) => viewName() === "page" && page.click(event))
undo.addEventListener("click", () => change("undo", "Undone."))
redo.addEventListener("click", () => change("redo", "Done again."))
one("#help").addEventListener("click", keys)
addEventListener("hashchange", () => {
  if (!busy()) say("")
  return route()
})

// The result of an entry that was shown before it was tried: its form opens again if it is refused, and the page is
// shown as it now is.
addEventListener("checked", async (event) => {
  if (!(event instanceof Checked)) return
  const { tried, news, again, from } = event
  if (failed(tried)) {
    say("The last entry was refused, and nothing was written.")
    if (formOpen() || from !== viewName()) errors(refusal(tried))
    else again(...refusal(tried))
  }
  if (busy()) return
  if (!failed(tried)) say(news)
  if (viewName() === "page") await (failed(tried) || tried.page ? page.settle() : refresh())
})

let unreadable = false // whether the registers, or the desk itself, cannot be read now

async function look() {
  if (!document.hidden && !formOpen() && !writing()) {
    const before = state.token
    const found = await get("state")
    if (writing() || before !== state.token) return setTimeout(look, _LOOK) // by this desk, not elsewhere
    if (failed(found)) errors(refusal(found))
    else {
      if (unreadable) errors([])
      if (found.token !== state.token && viewName() !== "suspects") {
        state.token = found.token
        say("A register was changed elsewhere.")
        await refresh()
      }
    }
    unreadable = failed(found)
  }
  setTimeout(look, _LOOK)
}

async function start() {
  const book = await get("book")
  if (failed(book)) {
    errors(refusal(book))
    return setTimeout(start, _LOOK)
  }
  errors([])
  Object.assign(state, { book, token: book.token })
  document.title = `Desk: ${book.title}`
  one("h1").textContent = book.title
  const before = await get("done")
  if (!failed(before)) journal(before)
  await route()
  setTimeout(look, _LOOK)
}

start()
