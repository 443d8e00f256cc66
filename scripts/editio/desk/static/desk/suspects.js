// The queue of suspects, one at a time: accept the suggestion, keep the word as printed, type another reading, or skip.
// The next one opens by itself.

import { busy as trying, early, failed, get, getPage } from "./api.js"
import { checking, emendation } from "./entries.js"
import { strip } from "./image.js"
import { button, element, field, one, refusal, say, stay, targetOf, view } from "./dom.js"

/** @import { Entry, Failure, ShownPage, Suspect } from "./api.js" */

/** @type {Suspect[]} */
let queue = []
let at = 0
let decided = 0
let settled = 0
/** The entries that settle no suspect. @type {HTMLElement[]} */
let unfit = []
let busy = false

export async function open() {
  view.replaceChildren(element("p", {}, "Reading the whole text …"))
  const stayed = stay()
  const found = await get("suspects")
  if (!stayed()) return
  if (failed(found)) return view.replaceChildren(...refusal(found))
  ;[queue, at, decided, settled] = [found.suspects, 0, 0, found.settled]
  unfit = found.unfit.length ? refusal({ refused: found.unfit }) : []
  show()
}

/** @param {HTMLElement[]} errors */
function show(...errors) {
  const suspect = queue[at]
  if (!suspect) {
    const left = queue.length - decided
    const again = left ? button("Look at those again", open) : ""
    return view.replaceChildren(
      element("h2", {}, "The queue is done"),
      element(
        "p",
        {},
        queue.length ? `${decided} decided, ${left} skipped.` : `No word is in question; ${settled} are settled.`,
      ),
      again,
      element("div", { className: "errors" }, ...unfit),
    )
  }
  const other = element("input", {
    name: "other",
    autocomplete: "off",
    spellcheck: "false",
    value: suspect.proposed || suspect.reading,
  })
  const form = element(
    "form",
    { className: "suspect" },
    element(
      "p",
      { className: "progress" },
      element("progress", { max: String(queue.length), value: String(at) }),
      ` ${at + 1} of ${queue.length}; ${decided} decided`,
    ),
    element("h2", {}, `Line ${suspect.line}: ${suspect.kind}`),
    element(
      "p",
      { className: "passage" },
      `… ${suspect.before}`,
      element("mark", {}, suspect.reading),
      `${suspect.after} …`,
    ),
    element("p", { className: "context" }, element("span", { className: "label" }, "OCR "), suspect.witness),
    field(
      "Right reading",
      other,
      suspect.suggestion ? `${suspect.proposed ? "suggested" : "perhaps"}: ${suspect.suggestion}` : "no suggestion",
    ),
    element(
      "div",
      { className: "actions" },
      element(
        "button",
        { type: "submit", className: "first" },
        suspect.proposed ? "Accept" : "Emend",
        element("kbd", {}, "Enter"),
      ),
      button("Keep as printed", keep, { "data-key": "k" }),
      button("Other reading", typeOther, { "data-key": "o" }),
      button("Skip", skip, { "data-key": "s" }),
      button(
        "Show page",
        () => {
          location.hash = `page=${encodeURIComponent(suspect.page)}&line=${suspect.line}&column=${suspect.column}`
        },
        { "data-key": "g" },
      ),
    ),
    element("div", { className: "errors", role: "alert" }, ...errors),
  )
  for (const each of form.querySelectorAll("[data-key]")) each.append(element("kbd", {}, each.dataset.key))
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    emend(other.value)
  })
  view.replaceChildren(form, element("div", { className: "errors" }, ...unfit))
  illustrate(form, suspect)
  one(".first", form).focus()
}

// The line on the image, as soon as its page is known; the same page is asked for once.
/** @type {{ name: string, page: Promise<ShownPage | Failure> } | null} */
let asked = null

/** @param {HTMLFormElement} form @param {Suspect} suspect */
async function illustrate(form, suspect) {
  if (asked?.name !== suspect.page) asked = { name: suspect.page, page: getPage(suspect.page) }
  const page = await asked.page
  if (failed(page)) return
  const line = page.lines.find((each) => each.number === suspect.line)
  if (!line || !form.isConnected) return
  const start = line.text.indexOf(suspect.reading)
  one(".passage", form).after(strip(page, line, start, start < 0 ? start : start + suspect.reading.length))
}

/** @param {Entry} entry @param {string} news @param {(other: Suspect) => boolean} settles */
async function decide(entry, news, settles = () => false) {
  if (busy) return
  busy = true
  view.toggleAttribute("data-busy", true)
  const suspect = queue[at]
  const stayed = stay()
  const checked = checking(news, (...errors) => reopened(suspect, errors))
  const found = await early("entry", entry, checked, suspect.page)
  busy = false
  view.toggleAttribute("data-busy", false)
  if (!stayed()) return checked(found) // the queue is read again when its view is
  if (failed(found)) return show(...refusal(found))
  decided++
  at++
  queue = queue.filter((other, n) => n < at || !settles(other))
  say(trying() ? `${news} Checking the rest …` : news)
  show()
}

// A decision that was refused after it was shown: its suspect comes next again.
/** @param {Suspect} suspect @param {HTMLElement[]} errors */
function reopened(suspect, errors) {
  decided--
  queue.splice(--at, 1)
  queue.splice(at, 0, suspect)
  show(...errors)
}

/** @param {string} edited */
function emend(edited) {
  const { line, column, reading, witness } = queue[at]
  if (edited === reading) {
    show(element("p", {}, "Type the reading that was printed, or keep this one."))
    return typeOther()
  }
  const first = column - witness.indexOf(reading) // of the line, if the reading is there once
  const start = witness.startsWith(reading, column - 1)
    ? column - 1
    : witness.startsWith(reading, column - 2)
      ? column - 2
      : witness.indexOf(reading)
  if (start < 0) return show(element("p", {}, "The OCR has another reading here: open the page and correct it there."))
  const text = { number: line, text: witness, first: column - start || first }
  decide(
    {
      register: "apparatus/emendations.tsv",
      values: emendation(text, { start, reading }, edited, { kind: "misreading", certainty: "certain" }),
    },
    `${reading} is now ${edited}.`,
  )
}

function keep() {
  const { line, reading, kind } = queue[at]
  decide(
    { register: "apparatus/settled.tsv", values: { line: String(line), reading, kind, reason: "stands as printed" } },
    `${reading} stands as printed.`,
    (other) => other.line === line && other.reading === reading && other.kind === kind, // one entry settles both
  )
}

function typeOther() {
  const other = one("input[name=other]", view)
  other.focus()
  other.select()
}

function skip() {
  at++
  show()
}

/** @param {string} name @param {Event} event */
export function key(name, event) {
  if (targetOf(event)?.matches("input, select")) return false
  const pressed = view.querySelector(`[data-key="${CSS.escape(name)}"]`)
  pressed?.click()
  return Boolean(pressed)
}
