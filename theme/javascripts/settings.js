/*
  The choices of the reader, stored in this browser only, under names that begin with "edition.". If the browser
  stores nothing, a choice is valid only on its page.
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
    /** The stored value; null if there is none. @param {string} name @returns {unknown} */
    get: (name) => attempt(() => JSON.parse(localStorage.getItem(PREFIX + name) ?? "null")),
    /** @param {string} name @param {unknown} value */
    set: (name, value) => attempt(() => localStorage.setItem(PREFIX + name, JSON.stringify(value))),
    /** @param {string} name */
    forget: (name) => attempt(() => localStorage.removeItem(PREFIX + name)),
  }
})()

window.editionSettings = editionSettings
