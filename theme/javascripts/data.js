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
    const link = event.target instanceof Element && event.target.closest("a[href]")
    if (link && link.protocol === "file:" && link.pathname.endsWith("/")) {
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

const editionData = (() => {
  "use strict"

  const { ROOT } = window.editionAddress
  /** @type {Map<string, Promise<unknown>>} */
  const promised = new Map()

  /** @param {string} name */
  const fetched = (name) => fetch(new URL(name, ROOT)).then((answer) => answer.json())

  /** @param {string} name */
  const run = (name) =>
    new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src: new URL(`${name}.js`, ROOT).href })
      script.addEventListener("load", () => resolve(window.editionDataFiles?.[name]))
      script.addEventListener("error", () => reject(new Error(`${name} cannot be loaded`)))
      document.head.append(script)
    })

  /** @template {keyof DataFiles} Name @param {Name} name */
  function load(name) {
    if (!promised.has(name)) promised.set(name, location.protocol === "file:" ? run(name) : fetched(name))
    return /** @type {Promise<DataFiles[Name]>} */ (promised.get(name))
  }

  return load
})()

window.editionData = editionData
