/*
  The menu "Marks" among the tools: a switch for each thing that a reader can have marked in the text. The page has it
  empty and hidden, and the first switch shows it. Each script adds its own by
  `editionMarks.add(className, text, setting, apply)`; `apply` is called at once with what the reader chose before, and
  gives the button back. The choice is kept in this browser only. This menu and that of the contents, which the page has
  without scripts, are closed by Escape, by a click beside them, and by following a link in them.
*/
const editionMarks = (() => {
  "use strict"

  const { element, one, targetOf } = window.editionElements
  const marks = document.querySelector("details.edition-menu")

  /** @param {HTMLDetailsElement} menu */
  function closing(menu) {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return
      menu.open = false
      one("summary", menu).focus()
    })
    menu.addEventListener("click", (event) => {
      if (targetOf(event)?.closest("a")) menu.open = false
    })
    document.addEventListener("pointerdown", (event) => {
      if (!menu.contains(targetOf(event))) menu.open = false
    })
  }

  for (const menu of document.querySelectorAll("details.contents-menu, details.edition-menu")) closing(menu)

  /** @param {string} className @param {string} text @param {string} setting @param {(on: boolean) => void} apply */
  function add(className, text, setting, apply) {
    const button = element("button", { type: "button", className, textContent: text })
    /** @param {boolean} on */
    const set = (on) => {
      button.setAttribute("aria-pressed", String(on))
      apply(on)
    }
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true"
      set(on)
      window.editionSettings.set(setting, on)
    })
    if (marks) {
      marks.hidden = false
      one("div", marks).append(button)
    }
    set(window.editionSettings.get(setting) === true)
    return button
  }

  return { add }
})()

window.editionMarks = editionMarks
