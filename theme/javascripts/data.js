/*
  How a script of ours gets a data file of the site: `editionData("names.json")` promises its contents.

  From a server it is fetched. A page that was opened from a folder (file:) may fetch nothing, but may run
  scripts: there each `name.json` has a twin `name.json.js` (only in the archive of the site), which hands over
  the same value. Each file is loaded once.
*/

// What an address of a folder wants at its end: a copy that was opened from a folder has no server that finds the
// page in it.
window.editionFolderPage = location.protocol === "file:" ? "index.html" : ""

if (window.editionFolderPage) {
  // So does a link that a script made.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]")
    if (link instanceof HTMLAnchorElement && link.protocol === "file:" && link.pathname.endsWith("/")) {
      link.pathname += window.editionFolderPage
    }
  })

  // A form there leads nowhere in Firefox, for which a folder is not `'self'` in the policy of the page.
  document.addEventListener("submit", (event) => {
    const form = event.target
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== "get") return
    const address = new URL(form.action)
    if (address.protocol !== "file:") return
    event.preventDefault()
    if (address.pathname.endsWith("/")) address.pathname += window.editionFolderPage
    for (const [name, value] of new FormData(form)) address.searchParams.append(name, String(value))
    location.assign(address)
  })
}

window.editionData = (() => {
  "use strict"

  const ROOT = new URL("../", document.currentScript.src)
  const promised = new Map()

  const fetched = (name) => fetch(new URL(name, ROOT)).then((answer) => answer.json())

  const run = (name) =>
    new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src: new URL(`${name}.js`, ROOT).href })
      script.addEventListener("load", () => resolve(window.editionDataFiles[name]))
      script.addEventListener("error", () => reject(new Error(`${name} cannot be loaded`)))
      document.head.append(script)
    })

  return (name) => {
    if (!promised.has(name)) promised.set(name, location.protocol === "file:" ? run(name) : fetched(name))
    return promised.get(name)
  }
})()
