// A printed page: the lines of the OCR, numbered, beside the edited text. One word is current; the keys move it.

import { failed, get, getPage, state } from "./api.js"
import { correct, entryForm, mark, nameForm } from "./entries.js"
import * as image from "./image.js"
import { button, element, formOpen, refusal, say, stay, targetOf, view } from "./dom.js"

/** @import { ShownLine, ShownPage, Written } from "./api.js" */

let current = { line: 0, word: 0, length: 1 } // indices; length counts the words that are chosen
let asked = { name: "", number: 0, column: 0, answered: true } // the place that was asked for last

/** @param {string} name @param {number} number of a line */
export async function open(name, number = 0, column = 0) {
  const pages = state.book.pages
  const wanted = pages.find((page) => page.name === name) ?? pages.find((page) => page.first) ?? pages[0]
  const stayed = stay()
  const place = { name: wanted.name, number, column, answered: false }
  asked = place
  const found = await getPage(wanted.name)
  place.answered = true
  if (asked !== place || !stayed()) return
  if (failed(found)) return view.replaceChildren(...refusal(found))
  state.page = found
  state.pageName = found.name
  const line = Math.max(
    0,
    found.lines.findIndex((each) => each.number === number),
  )
  const words = split(found.lines[line]?.text ?? "")
  const at = column - (found.lines[line]?.first ?? 1)
  const word = column
    ? Math.max(
        0,
        words.findLastIndex((each) => each.start <= at),
      )
    : 0
  current = { line, word, length: 1 }
  show()
  if (found.lines.length) focus()
}

export function show() {
  const { page } = state
  const rows = page.lines.map(row)
  const head = ["Line", "OCR", "Edition"].map((text) => element("th", { scope: "col" }, text))
  const text = page.lines.length
    ? element(
        "table",
        { className: "lines" },
        element("thead", {}, element("tr", {}, ...head)),
        element("tbody", {}, ...rows),
      )
    : element("p", {}, "This page has no text.")
  view.replaceChildren(
    turning(page),
    page.image ? element("div", { className: "with-scan" }, image.scan(page, page.lines.flatMap(boxes)), text) : text,
  )
}

// The boxes of a line, each with its word.
/** @param {ShownLine} line @param {number} i its index */
function boxes(line, i) {
  const words = split(line.text)
  return line.boxes
    .map(({ from, to, box }) => ({
      box,
      line: i,
      word: words.findIndex(({ text, start }) => start < to && start + text.length > from),
    }))
    .filter(({ word }) => word >= 0)
}

/** @param {ShownPage} page */
function turning(page) {
  const pages = state.book.pages
  const i = pages.findIndex((each) => each.name === page.name)
  const chosen = element("select", { "aria-label": "Printed page" })
  chosen.append(
    ...pages.map((each) =>
      element(
        "option",
        { value: each.name, selected: each.name === page.name },
        `${each.title}${each.first ? `, lines ${each.first}–${each.last}` : ""}`,
      ),
    ),
  )
  chosen.addEventListener("change", () => go(chosen.value))
  /** @param {string} text @param {number} to @param {string} label */
  const turn = (text, to, label) =>
    button(text, () => go(pages[to].name), { disabled: !pages[to], "aria-label": label })
  return element(
    "div",
    { className: "turning" },
    turn("←", i - 1, "Page before"),
    chosen,
    turn("→", i + 1, "Next page"),
  )
}

/** @param {string} name */
function go(name) {
  location.hash = `page=${encodeURIComponent(name)}`
}

/** @param {ShownLine} line @param {number} i its index */
function row(line, i) {
  const words = split(line.text).flatMap((word, w) => [
    w ? " " : "",
    element(
      "button",
      { type: "button", className: "word", tabIndex: -1, "data-line": String(i), "data-word": String(w) },
      word.text,
    ),
  ])
  const edited = line.edited.map((piece) =>
    element(
      "span",
      {
        className: `fate-${piece.fate.replace(" ", "-")}`,
        "data-source": /^[er]\d{4}$/.test(piece.source) ? piece.source : undefined,
        title: piece.fate === "kept" ? "" : `${piece.fate} ${piece.source}: ${piece.reading}`,
      },
      piece.fate === "set aside" ? piece.text || "" : piece.text,
    ),
  )
  const marking = button(line.begins || "·", () => mark(line, changed), {
    className: "begins",
    tabIndex: -1,
    "aria-label": `Mark line ${line.number}${line.begins ? `, ${line.begins}` : ""}`,
  })
  return element(
    "tr",
    { className: line.apart ? "apart" : "" },
    element("th", { scope: "row" }, element("span", {}, String(line.number)), marking),
    element("td", { lang: "" }, ...words),
    element("td", {}, ...edited),
  )
}

/** @param {string} text */
function split(text) {
  return [...text.matchAll(/\S+/g)].map((match) => ({ text: match[0], start: match.index }))
}

/** @param {number} line @param {number} word */
const buttonAt = (line, word) => view.querySelector(`.word[data-line="${line}"][data-word="${word}"]`)

function focus() {
  for (const word of view.querySelectorAll(".word")) {
    word.tabIndex = -1
    word.removeAttribute("aria-pressed")
  }
  for (let i = 0; i < current.length; i++)
    buttonAt(current.line, current.word + i)?.setAttribute("aria-pressed", "true")
  image.show(
    view,
    (line, word) => line === current.line && word >= current.word && word < current.word + current.length,
  )
  const word = buttonAt(current.line, current.word)
  if (!word) return
  word.tabIndex = 0
  word.focus({ preventScroll: true })
  word.scrollIntoView({ block: "nearest" })
}

function chosen() {
  const line = state.page.lines[current.line]
  const words = split(line.text).slice(current.word, current.word + current.length)
  const { start } = words[0]
  const last = words[words.length - 1]
  return { line, place: { start, reading: line.text.slice(start, last.start + last.text.length) } }
}

/** @param {Written} found */
async function changed(found) {
  if (found.page && !found.token) return (show(), focus()) // it is still being tried, and changes no page number
  const line = state.page.lines[current.line]?.number // names of pages may have changed
  const stayed = stay()
  const book = await get("book")
  if (failed(book)) return
  state.book = book
  if (!stayed()) return
  const page = book.pages.find(({ first, last }) => first <= line && line <= last)
  history.replaceState(null, "", `#page=${encodeURIComponent(page?.name ?? state.pageName)}`)
  await open(page?.name ?? state.pageName, line)
}

// Show the page once more, or ask again for the one to which the editor is turning.
export function again() {
  if (asked.answered) return open(state.pageName, state.page.lines[current.line]?.number)
  return open(asked.name, asked.number, asked.column)
}

// Show the page as the engine made it, once no entry is being tried. If it is unchanged, nothing is updated.
export async function settle() {
  if (!asked.answered) return again()
  const [before, stayed] = [asked, stay()]
  const found = await getPage(state.pageName)
  if (failed(found) || asked !== before || !stayed()) return
  const same = JSON.stringify({ ...found, token: "" }) === JSON.stringify({ ...state.page, token: "" })
  state.page = found
  if (same) return
  show()
  if (!formOpen()) focus()
}

/** @param {number} lines @param {number} words */
function move(lines, words) {
  const all = state.page.lines
  let { line, word } = current
  word += words
  /** @param {number} i */
  const count = (i) => split(all[i].text).length
  if (word < 0 && line > 0) [line, word] = [line - 1, count(line - 1) - 1]
  else if (word >= count(line) && line < all.length - 1) [line, word] = [line + 1, 0]
  line = Math.min(Math.max(0, line + lines), all.length - 1)
  current = { line, word: Math.min(Math.max(0, word), count(line) - 1), length: 1 }
  focus()
}

/** @param {number} by */
function extend(by) {
  const most = split(state.page.lines[current.line].text).length - current.word
  current.length = Math.min(Math.max(1, current.length + by), most)
  focus()
  say(chosen().place.reading)
}

/** @param {1 | -1} by */
const zoom = (by) => view.querySelector(`button[data-zoom="${by}"]`)?.click()

/** @type {Record<string, () => void>} */
const KEYS = {
  ArrowRight: () => move(0, 1),
  ArrowLeft: () => move(0, -1),
  ArrowDown: () => move(1, 0),
  ArrowUp: () => move(-1, 0),
  "Shift+ArrowRight": () => extend(1),
  "Shift+ArrowLeft": () => extend(-1),
  Enter: () => correct(chosen().line, chosen().place, changed),
  e: () => emended(),
  "+": () => zoom(1),
  "-": () => zoom(-1),
  m: () => mark(state.page.lines[current.line], changed),
  a: () => nameForm(chosen().place.reading, changed),
  PageDown: () => turn(1),
  PageUp: () => turn(-1),
}

// The entry that changed the current line: its first one, or the one of the piece that was clicked.
/** @param {string} [source] */
async function emended(source) {
  const id = source ?? state.page.lines[current.line].edited.find((piece) => /^[er]\d{4}$/.test(piece.source))?.source
  const stayed = stay()
  const found = id ? await get("review") : null
  if (!stayed()) return
  const entry = found && !failed(found) && found.groups.Entries.find(({ values }) => values.id === id)
  if (entry) entryForm(entry.label, entry.row, entry.values, changed)
  else say("No entry changed this line.")
}

/** @param {number} by */
function turn(by) {
  const pages = state.book.pages
  const next = pages[pages.findIndex((page) => page.name === state.pageName) + by]
  if (next) go(next.name)
}

/** @param {string} name @param {Event} event */
export function key(name, event) {
  const turns = name === "PageDown" || name === "PageUp" // also from a page without text
  if (!KEYS[name] || (!turns && (!state.page.lines.length || targetOf(event)?.closest(".turning")))) return false
  KEYS[name]()
  return true
}

/** @param {MouseEvent} event */
export function click(event) {
  const piece = targetOf(event)?.closest("[data-source]")
  if (piece) return emended(piece.dataset.source)
  const word = targetOf(event)?.closest(".word, rect[data-line]")
  if (!word) return
  const [line, w] = [Number(word.dataset.line), Number(word.dataset.word)]
  if (event.shiftKey && line === current.line && w >= current.word) current.length = w - current.word + 1
  else current = { line, word: w, length: 1 }
  focus()
  if (!event.shiftKey) correct(chosen().line, chosen().place, changed)
}

// Pointing at a word shows it on the image, and vice versa.
/** @param {Event} event */
export function point(event) {
  const word = targetOf(event)?.closest(".word, rect[data-line]")
  for (const each of view.querySelectorAll(".pointed")) each.classList.remove("pointed")
  const same = word ? view.querySelectorAll(`[data-line="${word.dataset.line}"][data-word="${word.dataset.word}"]`) : []
  for (const each of same) each.classList.add("pointed")
}
