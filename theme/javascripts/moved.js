/*
  On a page that is gone: leads whoever comes for one of its addresses to where that one is now, and all others
  to where the page leads. Without this script the page leads on by itself, and has a list of its addresses.
*/
;(() => {
  "use strict"

  let id = ""
  try {
    id = decodeURIComponent(location.hash.slice(1))
  } catch {
    // A fragment that is encoded wrongly names no address.
  }
  const link = document.getElementById(id)?.querySelector("a") ?? document.querySelector("main a")
  if (link) location.replace(link.href)
})()
