/*
  The menu "Marks" among the tools: a switch for each kind of mark in the text. The page contains the menu empty and
  hidden, and the first switch shows it. Each script adds its own switch by `editionMarks.add(className, text,
  setting, apply)`, which returns the button; `apply` is called at once with the reader's earlier choice. The choice
  is kept in this browser only. This menu and the menu of contents, which needs no script, close on Escape, on a click
  elsewhere, and when a link in them is followed.
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
