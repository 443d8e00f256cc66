/*
  The note at its call: a click on a call shows the note beside it, with a link to its place. Escape, a click
  elsewhere or its button closes it, and the focus returns to the call. If the browser does not support popovers, or
  if a modifier key is pressed, the call is a plain link, as without this script.
*/
;(() => {
  "use strict"
  if (!("popover" in HTMLElement.prototype)) return

  const GAP = 8 // pixels around the card

  const card = Object.assign(document.createElement("div"), { className: "card", popover: "auto", tabIndex: -1 })
  card.setAttribute("role", "dialog")
  document.body.append(card)

  /** @param {HTMLElement} note @param {HTMLAnchorElement} call */
  function fill(note, call) {
    const name = call.getAttribute("aria-label") ?? call.textContent
    const text = document.createElement("div")
    text.append(...note.cloneNode(true).childNodes)
    for (const apart of text.querySelectorAll(".backlink, .page-start, .paragraph-number, .not-text")) apart.remove()
    for (const named of text.querySelectorAll("[id]")) named.removeAttribute("id")
    const there = Object.assign(document.createElement("a"), { href: call.hash, textContent: `${name} in its place` })
    there.addEventListener("click", () => card.hidePopover())
    const close = Object.assign(document.createElement("button"), { type: "button", textContent: "Close" })
    close.addEventListener("click", () => card.hidePopover())
    const ways = Object.assign(document.createElement("p"), { className: "ways" })
    ways.append(there, close)
    card.setAttribute("aria-label", name)
    card.replaceChildren(text, ways)
  }

  // Place the card below the call, or above it if there is more room, and never beyond the sides of the page.
  /** @param {HTMLElement} call */
  function place(call) {
    const at = call.getBoundingClientRect()
    const width = document.documentElement.clientWidth
    const left = Math.max(GAP, Math.min(at.left - card.offsetWidth / 2, width - card.offsetWidth - GAP))
    const below = at.bottom + GAP + card.offsetHeight < innerHeight || at.top < innerHeight / 2
    card.style.left = `${left + scrollX}px`
    card.style.top = `${(below ? at.bottom + GAP : at.top - GAP - card.offsetHeight) + scrollY}px`
  }

  document.addEventListener("click", (event) => {
    const call = event.target instanceof Element && event.target.closest(".note-call a, .footnote-call a")
    if (!call || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    const note = document.getElementById(call.hash.slice(1))
    if (!note) return
    event.preventDefault()
    fill(note, call)
    card.showPopover()
    place(call)
    card.focus({ preventScroll: true })
  })
})()
