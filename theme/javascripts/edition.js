/*
  The switch "Show emendations" in the menu of marks, and the card that says what the witness has.

  Off, the text is plain. On, every `.emended` word is marked and can be reached by keyboard, and
  pointing at one, focusing or tapping it shows the card. Enter leads from the word into the card,
  Tab from there back to the word, Escape closes. The choice is kept in this browser only.
*/
(() => {
  "use strict"

  const SETTING = "show-emendations"
  const REGISTER = new URL("../emendations/", document.currentScript.src)
  const { GRACE, element, place } = window.editionCards

  const words = [...document.querySelectorAll("article .emended")]
  if (!words.length) return

  // The switch

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
    if (!on) close()
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

  let current = null // the word whose card is open
  let closing = 0

  function open(word) {
    clearTimeout(closing)
    if (word === current) return
    close()
    current = word
    const { witness, kind: what, emendation } = word.dataset
    if (!witness) reading.textContent = "The OCR text has nothing here"
    else if (!witness.trim()) reading.textContent = "The OCR text has a blank here"
    else reading.replaceChildren("The OCR text has ", element("span", { className: "reading", textContent: witness }))
    kind.textContent = what === "rule" ? "Changed by rule" : what ? what[0].toUpperCase() + what.slice(1) : ""
    kind.hidden = !what
    link.textContent = `Entry ${emendation} in the register`
    link.href = `${REGISTER.href}#${emendation}`
    word.setAttribute("aria-expanded", "true")
    word.setAttribute("aria-describedby", card.id)
    card.hidden = false
    place(card, word)
  }

  function close() {
    clearTimeout(closing)
    if (!current) return
    if (current.hasAttribute("aria-expanded")) current.setAttribute("aria-expanded", "false")
    current.removeAttribute("aria-describedby")
    current = null
    card.hidden = true
  }

  function closeSoon() {
    clearTimeout(closing)
    closing = setTimeout(() => {
      const kept = [current, link].includes(document.activeElement)
      if (!kept) close()
    }, GRACE)
  }

  // When the focus goes on, nothing may lie over where it goes to.
  function closeUnlessUsed() {
    const used = [current, card].some((one) => one?.matches(":hover") || one?.contains(document.activeElement))
    if (!used) close()
  }

  const isOn = () => document.documentElement.classList.contains("show-emendations")

  for (const word of words) {
    word.addEventListener("pointerenter", (event) => isOn() && event.pointerType === "mouse" && open(word))
    word.addEventListener("pointerleave", closeSoon)
    word.addEventListener("focus", () => isOn() && open(word))
    word.addEventListener("blur", () => setTimeout(closeUnlessUsed))
    word.addEventListener("click", () => isOn() && open(word))
    word.addEventListener("keydown", (event) => {
      if (!isOn() || !["Enter", " "].includes(event.key)) return
      event.preventDefault()
      open(word)
      link.focus()
    })
  }

  card.addEventListener("pointerenter", () => clearTimeout(closing))
  card.addEventListener("pointerleave", closeSoon)
  link.addEventListener("blur", () => setTimeout(closeUnlessUsed))
  link.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return
    event.preventDefault()
    current.focus()
  })

  document.addEventListener("pointerdown", (event) => {
    if (current && !current.contains(event.target) && !card.contains(event.target)) close()
  })

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !current) return
    const word = current
    if (document.activeElement === link) word.focus()
    close()
  })

  addEventListener("resize", close)

  window.editionMarks.add("edition-switch", `Show emendations (${words.length})`, SETTING, show)
})()
