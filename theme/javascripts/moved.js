/*
  On a page that no longer exists: redirect each former address on it to its new place, and all others to the target
  of the page. Without this script the page redirects to its target, and lists its former addresses.
*/
;(() => {
  "use strict"

  let id = ""
  try {
    id = decodeURIComponent(location.hash.slice(1))
  } catch {
    // A fragment with an invalid encoding is not an address.
  }
  const link = document.getElementById(id)?.querySelector("a") ?? document.querySelector("main a")
  if (link) location.replace(link.href)
})()
