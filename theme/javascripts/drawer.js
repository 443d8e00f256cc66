/*
  The navigation on narrow screens, made usable by keyboard. Material opens it with a label, which the Tab key does
  not reach, so this script puts a button in its place. The opened navigation gets the focus; Escape closes it and
  returns the focus, and it also closes when the focus moves to the text behind it. The Tab key reaches the labels
  that lead back from a group to all groups; Material handles Enter. Without this script the labels still work.
*/
;(() => {
  "use strict"

  const { targetOf } = window.editionElements
  const [label] = document.querySelectorAll("label.md-header__button[for=__drawer]")
  const [toggle] = document.querySelectorAll("input#__drawer")
  const [drawer] = document.querySelectorAll(".md-sidebar--primary")
  if (!label || !toggle || !drawer) return

  const button = Object.assign(document.createElement("button"), { type: "button", className: "drawer-button" })
  button.classList.add(...label.classList)
  button.setAttribute("aria-label", "Navigation")
  button.append(...label.childNodes)
  label.replaceWith(button)

  for (const back of drawer.querySelectorAll("label.md-nav__title:not([for=__drawer])")) back.tabIndex = 0

  const isOpen = () => toggle.checked
  const say = () => button.setAttribute("aria-expanded", String(isOpen()))

  function close() {
    if (isOpen()) toggle.click()
  }

  button.addEventListener("click", () => {
    toggle.click()
    if (isOpen()) requestAnimationFrame(() => first()?.focus())
  })

  function first() {
    const links = [...drawer.querySelectorAll("a, label[tabindex]")]
    return links.find((link) => link.checkVisibility({ visibilityProperty: true }))
  }

  toggle.addEventListener("change", say)
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return
    close()
    button.focus()
  })
  document.addEventListener("focusin", (event) => {
    if (!drawer.contains(targetOf(event)) && event.target !== button) close()
  })
  say()
})()
