// The forms in which an editor types an entry: a reading, the role of a line, a name. What the engine refuses is
// explained in the form, and nothing is written.

import { busy, early, failed, post, state } from "./api.js"
import { strip } from "./image.js"
import { button, dialog, element, field, refusal, say, select } from "./dom.js"

// The letter that chooses a role.
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

// Without the marks that reading and edited text share at their ends.
export function trimmed(reading, edited, start) {
  const mark = /[^\p{L}\p{N}]/u
  while (reading.length > 1 && edited.length > 1 && reading[0] === edited[0] && mark.test(reading[0])) {
    ;[reading, edited, start] = [reading.slice(1), edited.slice(1), start + 1]
  }
  while (reading.length > 1 && edited.length > 1 && reading.at(-1) === edited.at(-1) && mark.test(reading.at(-1))) {
    ;[reading, edited] = [reading.slice(0, -1), edited.slice(0, -1)]
  }
  return { reading, edited, start }
}

// The entry for a reading at a place of a line. The column is given only if the line has the reading twice.
export function emendation(line, place, edited, more) {
  const { reading, start, edited: right } = trimmed(place.reading, edited, place.start)
  const once = line.text.indexOf(reading) === line.text.lastIndexOf(reading)
  const column = once ? "" : String(line.first + start)
  return { line: String(line.number), column, reading, edited: right, ...more }
}

export function correct(line, place, done, typed = place.reading, refused = []) {
  const { kinds, certainties } = state.book
  const right = element("input", { name: "edited", value: typed, autocomplete: "off", spellcheck: "false" })
  const made = dialog(
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
      const edited = form.get("edited")
      if (edited === place.reading) return (show(element("p", {}, "Type the reading that was printed.")), false)
      const more = { kind: form.get("kind"), reason: form.get("reason") }
      const entry = form.get("everywhere")
        ? { register: "apparatus/recurring.tsv", values: { ...everywhere(place, edited), ...more } }
        : {
            register: "apparatus/emendations.tsv",
            values: emendation(line, place, edited, { ...more, certainty: form.get("certainty") }),
          }
      const again = (...errors) => correct(line, place, done, edited, errors)
      return written(entry, show, done, `${place.reading} is now ${edited}.`, "entry", again)
    },
    refused,
  )
  right.focus()
  right.select()
  return made
}

function everywhere(place, edited) {
  const { reading, edited: right } = trimmed(place.reading, edited, 0)
  return { reading, edited: right }
}

export function mark(line, done) {
  let role = null
  let seen = ""
  const value = element("input", { name: "value", autocomplete: "off" })
  const to = element("input", { name: "to", inputmode: "numeric", autocomplete: "off" })
  const meaning = element("p", { className: "meaning", role: "status" }, "Choose what begins at this line.")
  const effects = element("div", { className: "effects", role: "status" })
  const write = element("button", { type: "submit", className: "first", disabled: true }, "Preview")
  const fields = element("div", { className: "row" }, field("Value", value), field("Last line", to))
  const roles = element(
    "div",
    { className: "roles", role: "group", "aria-label": "Role" },
    ...state.book.roles.map((rule) =>
      button(rule.role, () => choose(rule), { "aria-pressed": "false", "data-role": rule.role }),
    ),
  )
  for (const choice of roles.children) choice.append(element("kbd", {}, ROLE_KEYS[choice.dataset.role]))

  function choose(rule) {
    role = rule
    for (const choice of roles.children) choice.setAttribute("aria-pressed", String(choice.dataset.role === rule.role))
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
      roles,
      meaning,
      fields,
      effects,
      element("div", { className: "actions" }, write, cancel()),
    ],
    async (form, show) => {
      const values = { line: String(line.number), role: role.role }
      if (role.value) values.value = form.get("value") ?? ""
      if (role.to) values.to = form.get("to") ?? ""
      const entry = { register: "apparatus/structure.tsv", values }
      const typed = JSON.stringify(values)
      if (typed === seen) return written(entry, show, done, `Line ${line.number} is marked: ${role.role}.`)
      const found = await post("entry", { ...entry, preview: true })
      if (failed(found)) return (show(...refusal(found)), false)
      show()
      seen = typed
      effects.replaceChildren(
        element("h3", {}, "This would change"),
        element("ul", {}, ...found.effects.map((text) => element("li", {}, text))),
      )
      write.textContent = "Write"
      write.focus()
      return false
    },
  )
  made.addEventListener("input", changed)
  made.addEventListener("keydown", (event) => {
    if (event.target.matches("input") || event.ctrlKey || event.metaKey || event.altKey) return
    const chosen = state.book.roles.find((rule) => ROLE_KEYS[rule.role] === event.key)
    if (chosen) {
      event.preventDefault()
      choose(chosen)
    }
  })
  roles.firstChild.focus()
  return made
}

export function nameForm(words, done, typed = {}, refused = []) {
  const plain = words.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")
  const input = (name, value = "") => element("input", { name, value: typed[name] ?? value, autocomplete: "off" })
  const full = input("name", plain)
  const made = dialog(
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
    (form, show) => {
      const values = Object.fromEntries(form)
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
  full.focus() // in the list of kinds, which comes first, Enter would enter nothing
  return made
}

const slug = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")

function inverted(name) {
  const words = name.split(" ")
  return words.length > 1 ? `${words.at(-1)}, ${words.slice(0, -1).join(" ")}` : name
}

// An entry that a register has: its values can be changed, or the whole of it withdrawn.
export function entryForm(register, row, values, done, typed = values, refused = []) {
  const inputs = Object.entries(typed).map(([name, value]) =>
    field(name, element("input", { name, value, autocomplete: "off", spellcheck: "false", readOnly: name === "id" })),
  )
  const made = dialog(
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
      const changed = pressed?.value === "withdraw" ? {} : { values: { ...values, ...Object.fromEntries(form) } }
      const again = (...errors) => entryForm(register, row, values, done, changed.values ?? values, errors)
      return written(
        { register, row, ...changed },
        show,
        done,
        changed.values ? "The entry is changed." : "The entry is withdrawn.",
        "change",
        again,
      )
    },
    refused,
  )
  return made
}

// Tells the desk how an entry fared that was shown before it was tried.
export function checking(news, again) {
  const from = state.view
  return (tried) => dispatchEvent(new CustomEvent("checked", { detail: { tried, news, again, from } }))
}

// Write an entry. `again` opens its form once more if it is refused after its page was shown.
async function written(entry, show, done, news, path = "entry", again) {
  const structure = entry.register === "apparatus/structure.tsv" // recognised anew: nothing can be shown before
  const found = structure ? await post(path, entry) : await early(path, entry, checking(news, again))
  if (failed(found)) return (show(...refusal(found)), false)
  say(busy() ? `${news} Checking the rest …` : news)
  done(found)
  return true
}

function context(line, { start, reading }) {
  const { text } = line
  return element(
    "p",
    { className: "context" },
    text.slice(0, start),
    reading && element("mark", {}, reading),
    text.slice(start + reading.length),
  )
}

const actions = (text) =>
  element("div", { className: "actions" }, element("button", { type: "submit", className: "first" }, text), cancel())
const cancel = () => button("Cancel", (event) => event.target.closest("dialog").close())
