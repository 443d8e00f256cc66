/*
  The switch "Show emendations" in the menu of marks, and the card with the reading of the witness.

  While the switch is off, the text is plain. While it is on, every `.emended` word is marked and can be reached by
  keyboard, and pointing at it, focusing or tapping it shows the card. Enter moves the focus from the word into the
  card, Tab moves it back to the word, and Escape closes the card. The choice is kept in this browser only.
*/
;(() => {
  "use strict"

  const SETTING = "show-emendations"
  const REGISTER = new URL("emendations/", window.editionAddress.ROOT)
  const { element } = window.editionElements
  const { atWords } = window.editionCards

  const words = [...document.querySelectorAll("article .emended")]
  if (!words.length) return

  // The switch

  /** @param {boolean} on */
  function show(on) {
    document.documentElement.classList.toggle("show-emendations", on)
    for (const word of words) {
      if (on) {
        word.tabIndex = 0
        word.setAttribute("role", "button")
        word.setAttribute("aria-expanded", "false")
        if (!word.textContent) word.setAttribute("aria-label", "Left out here")
      } else {
        for (const name of ["tabindex", "role", "aria-expanded", "aria-label"]) word.removeAttribute(name)
      }
    }
    if (!on) shown.close()
  }

  // The card

  const card = element("div", { className: "edition-card", id: "edition-card", hidden: true })
  const reading = element("p")
  const kind = element("p")
  const link = element("a", { href: REGISTER.href })
  const entry = element("p")
  entry.append(link)
  card.append(reading, kind, entry)
  document.body.append(card)

  /** @param {DOMStringMap} word */
  function fill({ witness, kind: what, emendation }) {
    if (!witness) reading.textContent = "The OCR text has nothing here"
    else if (!witness.trim()) reading.textContent = "The OCR text has a blank here"
    else reading.replaceChildren("The OCR text has ", element("span", { className: "reading", textContent: witness }))
    kind.textContent = what === "rule" ? "Changed by rule" : what ? what[0].toUpperCase() + what.slice(1) : ""
    kind.hidden = !what
    link.textContent = `Entry ${emendation} in the register`
    link.href = `${REGISTER.href}#${emendation}`
  }

  const isOn = () => document.documentElement.classList.contains("show-emendations")
  const shown = atWords(words, card, (word) => (isOn() ? word.dataset : null), fill)

  for (const word of words) {
    word.addEventListener("keydown", async (event) => {
      if (!isOn() || !["Enter", " "].includes(event.key)) return
      event.preventDefault()
      await shown.open(word)
      link.focus()
    })
  }

  link.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return
    event.preventDefault()
    shown.current()?.focus()
  })

  window.editionMarks.add("edition-switch", `Show emendations (${words.length})`, SETTING, show)
})()
