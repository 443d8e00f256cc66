// The forms for the entries of an editor: a reading, the role of a line, a name. If the engine refuses an entry, the
// form explains why, and nothing is written.

import { busy, early, failed, post, state } from "./api.js"
import { strip } from "./image.js"
import { button, dialog, element, field, refusal, say, select, stay, targetOf, viewName } from "./dom.js"

/** @import { Entry, Failure, Role, ShownLine, Values, Written } from "./api.js" */
/** @import { Show } from "./dom.js" */

/** Characters of a line. @typedef {{ start: number, reading: string }} Place */
/** Called after an entry was written, or shown before it is. @typedef {(found: Written) => void} Done */

// The key for each role.
/** @type {Record<string, string>} */
export const ROLE_KEYS = {
  page: "g",
  "uncounted leaf": "u",
  "running head": "r",
  folio: "f",
  part: "b",
  chapter: "c",
  title: "t",
  section: "s",
  contents: "o",
  note: "n",
  paragraph: "p",
  continues: "w",
  quotation: "q",
  verse: "v",
  item: "i",
  caption: "k",
  text: "x",
}

// Reading and edited text without the marks that both have at their ends.
/** @param {string} reading @param {string} edited @param {number} start */
export function trimmed(reading, edited, start) {
  const mark = /[^\p{L}\p{N}]/u
  /** @param {number} at */
  const alike = (at) =>
    reading.length > 1 && edited.length > 1 && reading.at(at) === edited.at(at) && mark.test(reading.at(at) ?? "")
  while (alike(0)) {
    ;[reading, edited, start] = [reading.slice(1), edited.slice(1), start + 1]
  }
  while (alike(-1)) [reading, edited] = [reading.slice(0, -1), edited.slice(0, -1)]
  return { reading, edited, start }
}

// The entry for a reading at a place of a line. The column is given only if the line has the reading twice.
/**
 * @param {Pick<ShownLine, "number" | "text" | "first">} line
 * @param {Place} place
 * @param {string} edited
 * @param {Values} more
 * @returns {Values}
 */
export function emendation(line, place, edited, more) {
  const { reading, start, edited: right } = trimmed(place.reading, edited, place.start)
  const once = line.text.indexOf(reading) === line.text.lastIndexOf(reading)
  const column = once ? "" : String(line.first + start)
  return { line: String(line.number), column, reading, edited: right, ...more }
}

/**
 * @param {ShownLine} line
 * @param {Place} place
 * @param {Done} done
 * @param {string} typed
 * @param {HTMLElement[]} refused
 */
export function correct(line, place, done, typed = place.reading, refused = []) {
  const { kinds, certainties } = state.book
  const right = element("input", { name: "edited", value: typed, autocomplete: "off", spellcheck: "false" })
  dialog(
    `Correct line ${line.number}`,
    [
      strip(state.page, line, place.start, place.start + place.reading.length),
      context(line, place),
      field("Right reading", right),
      element(
        "div",
        { className: "row" },
        field("Kind", select("kind", kinds)),
        field("Certainty", select("certainty", certainties)),
      ),
      field("Reason", element("input", { name: "reason", autocomplete: "off" }), "optional"),
      element(
        "label",
        { className: "check" },
        element("input", { type: "checkbox", name: "everywhere" }),
        " wrong wherever it stands as a whole word",
      ),
      actions("Enter"),
    ],
    async (form, show) => {
      const { edited, kind, reason, certainty } = form
      if (edited === place.reading) return (show(element("p", {}, "Type the reading that was printed.")), false)
      const more = { kind, reason }
      const entry = form.everywhere
        ? { register: "apparatus/recurring.tsv", values: { ...everywhere(place, edited), ...more } }
        : {
            register: "apparatus/emendations.tsv",
            values: emendation(line, place, edited, { ...more, certainty }),
          }
      /** @type {Show} */
      const again = (...errors) => correct(line, place, done, edited, errors)
      return written(entry, show, done, `${place.reading} is now ${edited}.`, "entry", again)
    },
    refused,
  )
  right.focus()
  right.select()
}

/** @param {Place} place @param {string} edited */
function everywhere(place, edited) {
  const { reading, edited: right } = trimmed(place.reading, edited, 0)
  return { reading, edited: right }
}

/** @param {ShownLine} line @param {Done} done */
export function mark(line, done) {
  /** @type {Role | null} */
  let role = null
  let seen = ""
  const value = element("input", { name: "value", autocomplete: "off" })
  const to = element("input", { name: "to", inputmode: "numeric", autocomplete: "off" })
  const meaning = element("p", { className: "meaning", role: "status" }, "Choose what begins at this line.")
  const effects = element("div", { className: "effects", role: "status" })
  const write = element("button", { type: "submit", className: "first", disabled: true }, "Preview")
  const fields = element("div", { className: "row" }, field("Value", value), field("Last line", to))
  const choices = state.book.roles.map((rule) => {
    const choice = button(rule.role, () => choose(rule), { "aria-pressed": "false", "data-role": rule.role })
    choice.append(element("kbd", {}, ROLE_KEYS[rule.role]))
    return choice
  })

  /** @param {Role} rule */
  function choose(rule) {
    role = rule
    for (const choice of choices) choice.setAttribute("aria-pressed", String(choice.dataset.role === rule.role))
    meaning.textContent = rule.meaning + (rule.value ? ` Value: ${rule.value}.` : "")
    value.disabled = !rule.value
    to.disabled = !rule.to
    changed()
    write.disabled = false
    ;(rule.value ? value : rule.to ? to : write).focus()
  }

  function changed() {
    seen = ""
    write.textContent = "Preview"
    effects.replaceChildren()
  }

  const made = dialog(
    `Mark line ${line.number}`,
    [
      strip(state.page, line),
      context(line, { start: 0, reading: "" }),
      element("div", { className: "roles", role: "group", "aria-label": "Role" }, ...choices),
      meaning,
      fields,
      effects,
      element("div", { className: "actions" }, write, cancel()),
    ],
    async (form, show) => {
      if (!role) return false
      /** @type {Values} */
      const values = { line: String(line.number), role: role.role }
      if (role.value) values.value = form.value
      if (role.to) values.to = form.to
      const entry = { register: "apparatus/structure.tsv", values }
      const typed = JSON.stringify(values)
      if (typed === seen) return written(entry, show, done, `Line ${line.number} is marked: ${role.role}.`)
      const found = await post("entry", { ...entry, preview: true })
      if (failed(found)) return (show(...refusal(found)), false)
      show()
      seen = typed
      effects.replaceChildren(
        element("h3", {}, "This would change"),
        element("ul", {}, ...(found.effects ?? []).map((text) => element("li", {}, text))),
      )
      write.textContent = "Write"
      write.focus()
      return false
    },
  )
  made.addEventListener("input", changed)
  made.addEventListener("keydown", (event) => {
    if (targetOf(event)?.matches("input") || event.ctrlKey || event.metaKey || event.altKey) return
    const chosen = state.book.roles.find((rule) => ROLE_KEYS[rule.role] === event.key)
    if (chosen) {
      event.preventDefault()
      choose(chosen)
    }
  })
  choices[0].focus()
}

/** @param {string} words @param {Done} done @param {Values} typed @param {HTMLElement[]} refused */
export function nameForm(words, done, typed = {}, refused = []) {
  const plain = words.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")
  /** @param {string} name */
  const input = (name, value = "") => element("input", { name, value: typed[name] ?? value, autocomplete: "off" })
  const full = input("name", plain)
  dialog(
    "Add a name",
    [
      element(
        "div",
        { className: "row" },
        field("Kind", select("kind", state.book.names, typed.kind)),
        field("Key", input("key", slug(plain)), "its address; never changed"),
      ),
      field("Name as in the text", full),
      field("Sorted as", input("sort", inverted(plain))),
      field("Other forms in the text", input("variants"), "separated by |"),
      element(
        "div",
        { className: "row" },
        field("Dates", input("dates"), "such as 1871/1940"),
        field("Note", input("note")),
      ),
      actions("Enter"),
    ],
    (values, show) => {
      /** @type {Show} */
      const again = (...errors) => nameForm(words, done, values, errors)
      return written(
        { register: "apparatus/names.tsv", values },
        show,
        done,
        `${values.name} is entered.`,
        "entry",
        again,
      )
    },
    refused,
  )
  full.focus() // in the list of kinds, which comes first, Enter would not submit the form
}

/** @param {string} text */
const slug = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")

/** @param {string} name */
function inverted(name) {
  const words = name.split(" ")
  return words.length > 1 ? `${words.at(-1)}, ${words.slice(0, -1).join(" ")}` : name
}

// An entry that a register has: its values can be changed, or the whole of it withdrawn.
/**
 * @param {string} register
 * @param {string} row
 * @param {Values} values
 * @param {Done} done
 * @param {Values} typed
 * @param {HTMLElement[]} refused
 */
export function entryForm(register, row, values, done, typed = values, refused = []) {
  const inputs = Object.entries(typed).map(([name, value]) =>
    field(
      name,
      element("input", {
        name,
        value,
        autocomplete: "off",
        spellcheck: "false",
        ...(name === "id" ? { readOnly: true } : { autofocus: true }),
      }),
    ),
  )
  dialog(
    "Change an entry",
    [
      element("p", { className: "meaning" }, register),
      element("div", { className: "row" }, ...inputs),
      element(
        "div",
        { className: "actions" },
        element("button", { type: "submit", className: "first" }, "Write"),
        element("button", { type: "submit", value: "withdraw" }, "Withdraw"),
        cancel(),
      ),
    ],
    (form, show, pressed) => {
      const withdrawn = pressed?.getAttribute("value") === "withdraw"
      const changed = withdrawn ? undefined : { ...values, ...form }
      /** @type {Show} */
      const again = (...errors) => entryForm(register, row, values, done, changed, errors)
      return written(
        { register, row, values: changed },
        show,
        done,
        withdrawn ? "The entry is withdrawn." : "The entry is changed.",
        "change",
        again,
      )
    },
    refused,
  )
}

// Report the result of an entry that was shown before it was tried.
export class Checked extends Event {
  /** @param {Written | Failure} tried @param {string} news @param {Show} again @param {string} from the view */
  constructor(tried, news, again, from) {
    super("checked")
    this.tried = tried
    this.news = news
    this.again = again
    this.from = from
  }
}

// Tells the desk so.
/** @param {string} news @param {Show} again */
export function checking(news, again) {
  const from = viewName()
  /** @param {Written | Failure} tried */
  return (tried) => {
    dispatchEvent(new Checked(tried, news, again, from))
  }
}

// Write an entry. `again` opens its form once more if it is refused after its page was shown. `done` is not called if
// the editor has left the place of the form meanwhile.
/**
 * @param {Entry} entry
 * @param {Show} show
 * @param {Done} done
 * @param {string} news
 * @param {string} path
 * @param {Show} again
 */
async function written(entry, show, done, news, path = "entry", again = show) {
  const stayed = stay()
  const structure = entry.register === "apparatus/structure.tsv" // recognised again: nothing can be shown before that
  const found = structure ? await post(path, entry) : await early(path, entry, checking(news, again))
  if (failed(found)) return (show(...refusal(found)), false)
  say(busy() ? `${news} Checking the rest …` : news)
  if (stayed()) done(found)
  else checking(news, again)(found)
  return true
}

/** @param {ShownLine} line @param {Place} place */
function context({ text }, { start, reading }) {
  return element(
    "p",
    { className: "context" },
    text.slice(0, start),
    reading && element("mark", {}, reading),
    text.slice(start + reading.length),
  )
}

/** @param {string} text */
const actions = (text) =>
  element("div", { className: "actions" }, element("button", { type: "submit", className: "first" }, text), cancel())
const cancel = () => button("Cancel", (event) => targetOf(event)?.closest("dialog")?.close())
