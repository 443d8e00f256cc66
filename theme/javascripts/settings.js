/*
  What the reader chose, kept in this browser only, under names that begin with "edition.". In a browser
  that keeps nothing a choice holds for its page only.
*/
window.editionSettings = (() => {
  "use strict"

  const PREFIX = "edition."

  const attempt = (action) => {
    try {
      return action()
    } catch {
      return null
    }
  }

  return {
    get: (name) => attempt(() => JSON.parse(localStorage.getItem(PREFIX + name))),
    set: (name, value) => attempt(() => localStorage.setItem(PREFIX + name, JSON.stringify(value))),
    forget: (name) => attempt(() => localStorage.removeItem(PREFIX + name)),
  }
})()
