/*
  The form "Go to page" finds a printed page by its number in any usual form ("57", "p. 57", "xii").

  A link to the list of printed pages opens the form; without this script the link leads to that list.
*/
;(() => {
  "use strict"

  const { ROOT } = window.editionAddress
  const links = document.querySelectorAll("a.go-to-page")
  if (!links.length) return

  const { element } = window.editionElements

  const dialog = element("dialog", { className: "edition-dialog", id: "go-to-page" })
  const title = element("h2", { id: "go-to-page-title", textContent: "Go to a printed page" })
  const form = element("form", { method: "dialog", noValidate: true })
  const row = element("div", { className: "row" })
  const label = element("label", { htmlFor: "go-to-page-number", textContent: "Page" })
  const field = element("input", {
    type: "text",
    id: "go-to-page-number",
    autocomplete: "off",
    placeholder: "57 or xii",
  })
  const fault = element("p", { className: "fault", id: "go-to-page-fault" })
  const rest = element("p")
  fault.setAttribute("role", "alert")
  field.setAttribute("aria-describedby", fault.id)
  dialog.setAttribute("aria-labelledby", title.id)
  row.append(label, field, element("button", { textContent: "Go" }), close())
  rest.append(element("a", { href: links[0].href, textContent: "All printed pages" }))
  form.append(row, fault)
  dialog.append(title, form, rest)
  document.body.append(dialog)

  function close() {
    const button = element("button", { type: "button", textContent: "Cancel" })
    button.addEventListener("click", () => dialog.close())
    return button
  }

  // "pp. 57–8" → "57", "[XII]" → "xii"
  /** @param {string} text */
  const number = (text) =>
    /^\W*(?:pages?\b|pp?\b)?\W*(\d+|[ivxlcdm]+)/i
      .exec(text)?.[1]
      .toLowerCase()
      .replace(/^0+(?=\d)/, "")

  /** @param {string} address */
  const file = (address) => address.replace(/\/(#|$)/, `/${window.editionFolderPage}$1`)

  const blank = (links[0].dataset.blank ?? "").toLowerCase().split(" ")

  // Ranges such as "xi to xviii" and "1 to 223". Objects list numeric keys first, so the order of the pages is lost.
  /** @param {string[]} labels */
  function ranges(labels) {
    const figures = labels.filter((label) => /^\d+$/.test(label))
    const others = labels.filter((label) => !/^\d+$/.test(label))
    /** @param {string[]} group */
    const range = (group) => (group.length > 1 ? `${group[0]} to ${group.at(-1)}` : group[0])
    return [others, figures].filter((group) => group.length).map(range)
  }

  /** @param {string} text */
  function say(text) {
    fault.textContent = text
    field.setAttribute("aria-invalid", String(Boolean(text)))
  }

  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      say("")
      dialog.showModal()
      field.select()
    })
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const wanted = number(field.value)
    if (!wanted) return say("Type the number of a printed page, as 57 or xii.")
    let pages
    try {
      pages = await window.editionData("pages.json")
    } catch {
      return location.assign(links[0].href)
    }
    if (!dialog.open) return // it was closed meanwhile
    if (!Object.hasOwn(pages, wanted)) {
      if (blank.includes(wanted)) return say(`Page ${wanted} is counted in the book, but nothing is printed on it.`)
      return say(`There is no page ${wanted}. This book has pages ${ranges(Object.keys(pages)).join(" and ")}.`)
    }
    dialog.close()
    location.assign(new URL(file(pages[wanted]), ROOT))
  })
})()
