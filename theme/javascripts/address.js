/*
  The address of the page, read so that no address can stop a script. Anyone can write a link to a page: its
  fragment and query can hold anything, such as "#50%25%", of which `decodeURIComponent` makes an error.
*/
const editionAddress = (() => {
  "use strict"

  /** The root of the site, in which the scripts have a folder. */
  const ROOT = new URL("../", /** @type {HTMLScriptElement} */ (document.currentScript).src)

  /** Text without percent-encoding; text that is encoded wrongly stays as it is. @param {string} text */
  function decoded(text) {
    try {
      return decodeURIComponent(text)
    } catch {
      return text
    }
  }

  /** The element that the fragment names, null if the page has none of that id. */
  const target = () => document.getElementById(decoded(location.hash.slice(1).split(":~:")[0]))

  /** The address without query and fragment. It works in a folder too, where `location.origin` can be "null". */
  const page = () => location.href.split(/[?#]/)[0]

  return { ROOT, decoded, target, page }
})()

window.editionAddress = editionAddress
