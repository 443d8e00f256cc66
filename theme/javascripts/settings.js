/*
  What the reader chose, kept in this browser only, under names that begin with "edition.". In a browser
  that keeps nothing a choice holds for its page only.
*/
const editionSettings = (() => {
  "use strict"

  const PREFIX = "edition."

  /** @template Result @param {() => Result} action */
  const attempt = (action) => {
    try {
      return action()
    } catch {
      return null
    }
  }

  return {
    /** What was kept last, null if nothing was. @param {string} name @returns {unknown} */
    get: (name) => attempt(() => JSON.parse(localStorage.getItem(PREFIX + name) ?? "null")),
    /** @param {string} name @param {unknown} value */
    set: (name, value) => attempt(() => localStorage.setItem(PREFIX + name, JSON.stringify(value))),
    /** @param {string} name */
    forget: (name) => attempt(() => localStorage.removeItem(PREFIX + name)),
  }
})()

window.editionSettings = editionSettings
