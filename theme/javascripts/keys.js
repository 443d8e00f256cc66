/*
  Keyboard shortcuts, and the sheet that lists them. A key does the same as a link or button of the page, and nothing
  if the page has none. Keys with Ctrl, Alt or Meta, and keys typed into a field or a dialog, are ignored.

  The sheet has a switch that turns all shortcuts off, including those of Material, so that no single key does
  anything (WCAG 2.1.4). The choice is kept in this browser only.
*/
;(() => {
  "use strict"

  const SETTING = "keys"
  const WRITING = "input:not([type=radio], [type=checkbox]), textarea, select, dialog, [contenteditable]"
  const { get, set } = window.editionSettings
  const { element, targetOf } = window.editionElements

  /** @param {string} selector */
  const press = (selector) => () => {
    const found = document.querySelector(selector)
    found?.click()
    return Boolean(found)
  }
  const blocks = [...document.querySelectorAll("article [id]")].filter((block) => /^p\d+$/.test(block.id))
  const calls = [...document.querySelectorAll("article .note-call a")]

  /** @type {[key: string, what: string, action?: () => boolean | void][]} */
  const KEYS = [
    ["n", "Next chapter or document", press(".md-footer__link--next")],
    ["p", "Previous chapter or document", press(".md-footer__link--prev")],
    ["j", "Next paragraph", () => reach(step(blocks, 1))],
    ["k", "Previous paragraph", () => reach(step(blocks, -1))],
    ["c", "Next note call; its note opens, Enter leads to the page of notes", () => reach(step(calls, 1))],
    ["g", "Go to a printed page", press(".go-to-page")],
    ["e", "Emendations on or off", press(".edition-switch")],
    ["i", "Show or hide the page image", press(".page-image-open")],
    ["+", "Page image larger", press(".page-image-tools [data-do=larger]")],
    ["-", "Page image smaller", press(".page-image-tools [data-do=smaller]")],
    ["0", "The whole page image", press(".page-image-tools [data-do=whole]")],
    ["r", "Turn the page image", press(".page-image-tools [data-do=turn]")],
    ["f", "Page image on the full screen", press(".page-image-tools [data-do=full]")],
    [".", "Next word on the page image", press(".page-image-tools [data-do=next]")],
    [",", "Previous word on the page image", press(".page-image-tools [data-do=before]")],
    ["t", "Light, sepia or dark pages", press(".palette label:not([hidden])")],
    ["/", "Search"], // the search handles these itself
    ["?", "Show these shortcuts", () => open()],
  ]

  const IMAGE_KEYS = new Set(["i", "+", "-", "0", "r", "f", ".", ","])

  // The place after or before the current one: the focused place if it is visible, otherwise the one at the top of
  // the window.
  /** @param {HTMLElement[]} places @param {number} by */
  function step(places, by) {
    const focused = places.findIndex((place) => place.matches(":focus"))
    if (focused >= 0 && seen(places[focused])) return places[focused + by]
    const top = blocks.length ? parseFloat(getComputedStyle(blocks[0]).scrollMarginTop) : 0
    /** @param {HTMLElement} place */
    const offset = (place) => place.getBoundingClientRect().top - top
    return by > 0 ? places.find((place) => offset(place) > 2) : places.findLast((place) => offset(place) < -2)
  }

  /** @param {HTMLElement} place */
  function seen(place) {
    const { top, bottom } = place.getBoundingClientRect()
    return bottom > 0 && top < innerHeight
  }

  /** @param {HTMLElement | undefined} place */
  function reach(place) {
    if (!place) return
    if (!place.matches("a")) place.tabIndex = -1
    place.scrollIntoView({ block: place.matches("a") ? "nearest" : "start" })
    place.focus({ preventScroll: true })
  }

  // The sheet

  const dialog = element("dialog", { className: "edition-dialog", id: "keys" })
  const title = element("h2", { id: "keys-title", textContent: "Keyboard shortcuts" })
  const list = element("dl")
  /** @type {HTMLElement[]} */
  const ofImages = [] // listed only on pages where it works
  for (const [key, what] of KEYS) {
    const term = element("dt")
    const meaning = element("dd", { textContent: what })
    term.append(element("kbd", { textContent: key }))
    list.append(term, meaning)
    if (IMAGE_KEYS.has(key)) ofImages.push(term, meaning)
    if (key === "g") term.hidden = meaning.hidden = !document.querySelector(".go-to-page")
  }
  const close = element("dt")
  close.append(element("kbd", { textContent: "Esc" }))
  list.append(close, element("dd", { textContent: "Close what is open" }))
  const on = element("input", { type: "checkbox", checked: get(SETTING) !== false })
  const label = element("label")
  const paragraph = element("p")
  label.append(on, " Shortcuts are on")
  paragraph.append(label)
  const form = element("form", { method: "dialog" })
  form.append(element("button", { textContent: "Close" }))
  dialog.setAttribute("aria-labelledby", title.id)
  dialog.append(title, list, paragraph, form)
  document.body.append(dialog)
  on.addEventListener("change", () => set(SETTING, on.checked))

  const button = element("button", { type: "button", className: "edition-tool keys", textContent: "Keys" })
  button.setAttribute("aria-label", "Keys: keyboard shortcuts")
  button.setAttribute("aria-haspopup", "dialog")
  button.addEventListener("click", open)
  document.querySelector(".edition-tools > .edition-menu")?.before(button)

  function open() {
    const image = document.querySelector(".page-image-open, .page-image-tools")
    for (const each of ofImages) each.hidden = !image
    if (!dialog.open) dialog.showModal()
  }

  // Handle the keys before Material does (`capture`), so that no key has two effects.

  const byKey = new Map(KEYS.map(([key, , action]) => [key, action]))

  /** @param {KeyboardEvent} event */
  function listen(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || [...event.key].length > 1) return
    if (event.key === " " || targetOf(event)?.closest(WRITING)) return
    if (!on.checked) return event.stopPropagation()
    const action = byKey.get(event.key)
    if (!action || action() === false) return // another script may handle the key: the map also uses + and 0
    event.preventDefault()
    event.stopPropagation()
  }

  addEventListener("keydown", listen, { capture: true })
})()
