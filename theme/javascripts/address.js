/*
  Read the address of the page safely. Anyone can write a link to a page, so its fragment and query may contain
  anything, such as "#50%25%", for which `decodeURIComponent` throws an error.
*/
const editionAddress = (() => {
  "use strict"

  /** The root of the site. The scripts are in a folder of it. */
  const ROOT = new URL("../", /** @type {HTMLScriptElement} */ (document.currentScript).src)

  /** Decode percent-encoded text. Text with an invalid encoding is returned unchanged. @param {string} text */
  function decoded(text) {
    try {
      return decodeURIComponent(text)
    } catch {
      return text
    }
  }

  /** The element with the id in the fragment; null if there is none. */
  const target = () => document.getElementById(decoded(location.hash.slice(1).split(":~:")[0]))

  /** The address without query and fragment. This also works for files, where `location.origin` can be "null". */
  const page = () => location.href.split(/[?#]/)[0]

  // A copy on the reader's own machine has no address that others can use.
  const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\]|.*\.(local|localhost|internal|test))$/
  const isPublic = /^https?:$/.test(location.protocol) && !LOCAL.test(location.hostname)

  return { ROOT, decoded, target, page, isPublic }
})()

window.editionAddress = editionAddress
