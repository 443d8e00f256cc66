// Make elements from text. Text is never parsed as markup.

/** @import { Failure } from "./api.js" */

/** Attributes, and properties that are not text, such as `disabled`. @typedef {Record<string, unknown>} Properties */
/** The content of an element; an empty text and undefined add nothing. @typedef {Node | string | undefined} Child */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Properties} properties
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (key in made && typeof value !== "string") Object.assign(made, { [key]: value })
    else if (value !== false && value !== undefined)
      made.setAttribute(key === "className" ? "class" : key, String(value))
  }
  for (const child of children) if (child) made.append(child)
  return made
}

// An element that the page always has.
/** @template {string} Selector @param {Selector} selector @param {ParentNode} [root] */
export function one(selector, root = document) {
  const found = root.querySelector(selector)
  if (!found) throw new Error(`There is no ${selector}`)
  return found
}

export const view = one("main#view")

/** The view that the address names. */
export function viewName() {
  const [first] = location.hash.slice(1).split(/[=&]/)
  return ["suspects", "review", "done"].includes(first) ? first : "page"
}

let visits = 0
addEventListener("hashchange", () => visits++)

// To be called when something is asked for. What it returns tells whether the editor has stayed since: the answer must
// not replace another view or page to which they have gone meanwhile, even if they are back by now.
export function stay() {
  const [visit, address] = [visits, location.hash]
  return () => visit === visits && address === location.hash
}

/** The element at which an event happened. @param {Event} event */
export const targetOf = ({ target }) => (target instanceof Element ? target : null)

/** @param {string} text @param {(event: Event) => void} click @param {Properties} properties */
export function button(text, click, properties = {}) {
  const made = element("button", { type: "button", ...properties }, text)
  made.addEventListener("click", click)
  return made
}

/** @param {string} name @param {string[]} options @param {string} [chosen] */
export function select(name, options, chosen) {
  const made = element("select", { name })
  made.append(...options.map((option) => element("option", { value: option, selected: option === chosen }, option)))
  return made
}

/** @param {string} label @param {HTMLElement} input */
export function field(label, input, hint = "") {
  return element("label", { className: "field" }, element("span", {}, label), input, hint && element("small", {}, hint))
}

const _SHOWN = 8000 // milliseconds
let silence = 0

// Show news above the page for some seconds. News of work in progress stays until other news replaces it.
/** @param {string} text */
export function say(text) {
  clearTimeout(silence)
  one("#status").textContent = text
  if (text && !text.endsWith("…")) silence = setTimeout(() => say(""), _SHOWN)
}

// Whether a form is open; the page behind it is not updated meanwhile.
export const formOpen = () => document.querySelector("dialog[open]") !== null

// The errors of a refusal, in the words of the build.
/** @param {Failure} answer */
export function refusal(answer) {
  if ("error" in answer) return [element("p", {}, answer.error)]
  return answer.refused.map(({ place, code, meaning, detail, hint }) =>
    element(
      "div",
      { className: "error" },
      element("p", {}, element("code", {}, `${place} ${code}`), ` ${meaning} ${detail}`),
      element("small", {}, hint),
    ),
  )
}

/** The texts of a form, by the names of its fields. @typedef {Record<string, string>} Texts */
/** Shows the errors of a form. @typedef {(...errors: HTMLElement[]) => void} Show */

// A dialog that Escape closes. `submit` returns whether it is done. The dialog opens with `refused`, the errors of an
// earlier attempt.
/**
 * @param {string} title
 * @param {Child[]} content
 * @param {(form: Texts, show: Show, pressed: HTMLElement | null) => Promise<boolean>} submit
 * @param {HTMLElement[]} refused
 */
export function dialog(title, content, submit, refused = []) {
  const errors = element("div", { className: "errors", role: "alert" })
  const form = element("form", { method: "dialog" }, element("h2", {}, title), ...content, errors)
  const made = element("dialog", { "aria-label": title }, form)
  let busy = false
  /** @type {Show} */
  const show = (...shown) => {
    errors.replaceChildren(...shown)
    errors.scrollIntoView({ block: "nearest" }) // in a low window the form is higher than its visible part
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    if (busy) return
    busy = true
    made.toggleAttribute("data-busy", true)
    try {
      const texts = [...new FormData(form)].map(([name, value]) => [name, String(value)])
      if (await submit(Object.fromEntries(texts), show, event.submitter)) made.close()
    } finally {
      busy = false
      made.toggleAttribute("data-busy", false)
    }
  })
  made.addEventListener("close", () => made.remove())
  document.body.append(made)
  made.showModal()
  if (refused.length) show(...refused)
  return made
}
