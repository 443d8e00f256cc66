/*
  Load the data files of the site: `editionData("names.json")` returns a promise of the contents.

  From a server the file is fetched. A page opened from a folder (file:) may not fetch files, but may run scripts: in
  the archive of the site each `name.json` therefore has a twin `name.json.js`, which passes on the same value. Each
  file is loaded once.
*/

// The file name to add to the address of a folder: without a server, a browser lists the folder instead.
window.editionFolderPage = location.protocol === "file:" ? "index.html" : ""

if (window.editionFolderPage) {
  // Links made by scripts need it too.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]")
    if (link && link.protocol === "file:" && link.pathname.endsWith("/")) {
      link.pathname += window.editionFolderPage
    }
  })

  // Forms do not work there in Firefox, which does not treat a folder as `'self'` in the policy of the page.
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
    let file = promised.get(name)
    if (!file) {
      file = location.protocol === "file:" ? run(name) : fetched(name)
      promised.set(name, file)
      file.catch(() => promised.delete(name)) // it is loaded again when it is asked for again
    }
    return /** @type {Promise<DataFiles[Name]>} */ (file)
  }

  return load
})()

window.editionData = editionData
