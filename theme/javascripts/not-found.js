/*
  On the page for unknown addresses: an address of a known form (chapters/4, page/57, people/litvinov,
  chapters/04/p12) redirects to the page that was meant. For any other address the page suggests the nearest existing
  one, and its words are put into the search field.
*/
;(() => {
  "use strict"

  const { ROOT } = window.editionAddress
  const INDEXES = ["people", "places", "organizations", "works"]
  /** @type {Record<string, string>} */
  const FOLDERS = {
    chapter: "chapters",
    ch: "chapters",
    appendix: "appendices",
    document: "appendices",
    documents: "appendices",
    note: "notes",
    person: "people",
    place: "places",
    organization: "organizations",
    work: "works",
    sources: "bibliography",
    source: "bibliography",
    emendation: "emendations",
    event: "chronology",
  }
  const PAGE = /^(?:p|pp|page|pages)?[\s._-]*0*(\d+|[ivxlc]+)$/

  const asked = window.editionAddress.decoded(location.pathname.slice(ROOT.pathname.length))
  const listed = [...document.querySelectorAll("article li a")]
  const known = new Set(listed.map((link) => new URL(link.href).pathname.slice(ROOT.pathname.length)))

  nearest().then(({ address, meant }) => {
    if (meant) return location.replace(new URL(address + (address.includes("#") ? "" : location.hash), ROOT))
    fill()
    if (address) offer(address)
  })

  // The address nearest to the requested one, and whether it is certainly the one that was meant.
  async function nearest() {
    const given = asked.toLowerCase().replace(/(^|\/)index\.\w+$|\.(html?|md|php)$/, "$1")
    const [first = "", second = "", ...rest] = given.split(/[/\s]+/).filter(Boolean)
    if (asked && !first) return { address: "", meant: true } // such as index.htm
    const folder = FOLDERS[first] ?? first

    const printed = PAGE.exec(/^(p|pp|pages?)$/.test(first) ? second : /^p/.test(first) ? first : "")
    const start = printed && (await pages())[printed[1]]
    if (start) return { address: start, meant: true }

    const line = folder === "witness" && PAGE.exec(second === "page" ? rest[0] : second)
    if (line && Object.hasOwn(await pages(), line[1])) {
      return { address: `witness/page/${line[1]}/`, meant: true }
    }

    for (const number of [second, second.replace(/^0*/, ""), second.replace(/^0*/, "").padStart(2, "0")]) {
      const address = `${folder}/${number}/`
      if (known.has(address)) {
        const place = within(folder, rest)
        return { address: address + place, meant: !rest.length || Boolean(place) }
      }
    }

    if (INDEXES.includes(folder) && Object.hasOwn(await names(), `${folder}/${second}`)) {
      return { address: `${folder}/#${second}`, meant: true }
    }
    if (known.has(`${folder}/`)) return { address: `${folder}/`, meant: !second }
    return { address: listOf(folder), meant: false }
  }

  // The list of the pages in a folder; "" if there is none.
  /** @param {string} folder */
  function listOf(folder) {
    const member = listed.find(({ href }) => href.startsWith(`${ROOT.href}${folder}/`))
    const list = folder && member?.closest("ul")?.previousElementSibling?.querySelector("a")
    return list ? list.href.slice(ROOT.href.length) : ""
  }

  /** @param {string} folder @param {string[]} rest */
  function within(folder, [id]) {
    if (folder === "notes" && /^\d+$/.test(id ?? "")) return `#note${Number(id)}`
    return id && /^(p|s|page|call|note|art)\d+$/.test(id) ? `#${id}` : ""
  }

  /** @returns {Promise<Record<string, string>>} */
  function pages() {
    return window.editionData("pages.json").catch(() => ({}))
  }

  function names() {
    return window.editionData("names.json").catch(() => ({}))
  }

  function fill() {
    const words = asked.replace(/\.\w+$/, "").split(/[^\p{L}\p{N}]+/u)
    const folders = new Set([...known].map((address) => address.split("/")[0]))
    const telling = words.filter((word) => /\p{L}/u.test(word) && !folders.has(word) && !Object.hasOwn(FOLDERS, word))
    window.editionElements.one("input#not-found-query").value = telling.join(" ")
  }

  /** @param {string} address */
  function offer(address) {
    const link = Object.assign(document.createElement("a"), { href: new URL(address, ROOT).href })
    const links = [...listed, ...document.querySelectorAll("article h3 a")]
    const named = links.find(({ href }) => href === link.href.split("#")[0])
    link.textContent = named?.textContent ?? address
    window.editionElements.one(".not-found-nearest").append("The nearest to it is: ", link)
  }
})()
