/*
  The search page: reads what is asked from the address, so that a search can be shared and gone back to,
  and draws the answers, as passages or as a concordance.

      ?q=…          the query
      &in=a,b       only these groups, "text", "documents", "notes", "chronology", "indexes"
      &part=…       only this part, as chapters/04/
      &view=concordance&sort=left    each occurrence in its line; sort: book (as without), left, word, right
*/
addEventListener("DOMContentLoaded", () => {
  "use strict"

  const GROUPS = {
    text: "Text",
    documents: "Documents",
    notes: "Notes",
    chronology: "Chronology",
    indexes: "People and other indexes",
  }
  const SORTS = { book: "as in the book", left: "by the word before", word: "by the word itself", right: "by the word after" }
  const CONTEXT = 260 // characters of a passage shown
  const AT_FIRST = 30 // passages
  const PAUSE = 250 // milliseconds after the last letter

  const form = document.querySelector(".search-form")
  const results = document.querySelector(".search-results")
  const field = form.elements.q
  const { element } = window.editionCards

  const status = element("div", { className: "search-status" })
  status.setAttribute("role", "status")
  const tools = element("div", { className: "search-tools", hidden: true })
  const answers = element("div", { className: "search-answers" })
  results.append(status, tools, answers)

  let engine = null // the promise of it, once wanted
  let timer = 0

  const asked = () => {
    const given = new URLSearchParams(location.search)
    return {
      q: given.get("q") ?? "",
      groups: (given.get("in") ?? "").split(",").filter((group) => group in GROUPS),
      part: given.get("part") ?? "",
      concordance: given.get("view") === "concordance",
      sort: given.get("sort") in SORTS ? given.get("sort") : "book",
    }
  }

  function address(state) {
    const given = new URLSearchParams({ q: state.q })
    if (state.groups.length) given.set("in", state.groups.join(","))
    if (state.part) given.set("part", state.part)
    if (state.concordance) given.set("view", "concordance")
    if (state.concordance && state.sort !== "book") given.set("sort", state.sort)
    return `${location.pathname}?${given}`
  }

  function go(change, replace = false) {
    const url = address({ ...asked(), ...change })
    if (url !== location.pathname + location.search) history[replace ? "replaceState" : "pushState"](null, "", url)
    return show()
  }

  // The controls are drawn anew with the answers; the one that was used keeps the focus.
  async function use(selector, change) {
    await go(change)
    document.querySelector(selector)?.focus()
  }

  async function show() {
    const state = asked()
    if (field.value.trim() !== state.q) field.value = state.q
    if (!state.q.trim()) {
      status.replaceChildren()
      answers.replaceChildren()
      tools.hidden = true
      return
    }
    if (!engine) {
      status.textContent = "The text is being loaded."
      engine = window.editionData("passages.json").then(window.editionSearch)
    }
    let search
    try {
      search = await engine
    } catch {
      engine = null
      status.textContent = "The text could not be loaded. Is there a connection? Search again to try once more."
      return
    }
    if (address(state) === address(asked())) draw(state, search)
  }

  function draw(state, search) {
    const found = search.find(state.q)
    const open = ({ passage }) => !state.groups.length || state.groups.includes(passage.group)
    const inPart = ({ passage }) => !state.part || search.data.parts[passage.part][0] === state.part
    const full = found.full.filter(open).filter(inPart)
    const some = found.some.filter(open).filter(inPart)
    status.replaceChildren(...said(found, full, some))
    tools.replaceChildren(...controls(state, search, [...found.full, ...found.some].filter(inPart), found))
    tools.hidden = false
    const shown = full.length ? full : some
    if (!shown.length) answers.replaceChildren()
    else if (state.concordance) concordance(state, search, shown)
    else passages(search, full, some)
  }

  // What was found, in words.
  function said(found, full, some) {
    const lines = found.corrected.map(({ given, near }) => `Nothing has “${given}”. This is what has “${near}”.`)
    const of = found.full.length + found.some.length
    const all = found.units.length > 1 ? " with all of it" : ""
    if (full.length) lines.push(`${counted(full.length)}${all}` + (some.length ? `, ${some.length} with a part of it` : ""))
    else if (some.length) lines.push(`No passage has all of this; ${counted(some.length)} with a part of it`)
    else lines.push(of ? "Nothing here; the filters hide what there is elsewhere" : "Nothing found. Try fewer words, or the beginning of one with a star: diplom*")
    return lines.map((line) => element("p", { textContent: /[.*]$/.test(line) ? line : `${line}.` }))
  }

  const counted = (number) => `${number.toLocaleString("en")} passage${number === 1 ? "" : "s"}`

  // Filters, views and what may be done with the answers.
  function controls(state, search, all, found) {
    const groups = element("fieldset", {}, element("legend", { textContent: "Where" }))
    for (const [group, title] of Object.entries(GROUPS)) {
      const number = all.filter(({ passage }) => passage.group === group).length
      const box = element("input", { type: "checkbox", id: `in-${group}`, checked: state.groups.includes(group) })
      box.addEventListener("change", () => {
        const others = state.groups.filter((other) => other !== group)
        use(`#${box.id}`, { groups: box.checked ? [...others, group] : others })
      })
      groups.append(element("label", {}, box, ` ${title} `, element("span", { className: "number", textContent: number })))
    }
    const part = select("part", "Part", state.part, [
      ["", "All parts"],
      ...search.data.parts.filter(([, , , group]) => group !== "indexes").map(([address, title]) => [address, title]),
    ])
    const views = element("nav", { className: "search-views" }, view(state, false, "Passages"), view(state, true, "Concordance"))
    views.setAttribute("aria-label", "View")
    const share = element("button", { type: "button", textContent: "Copy a link to this search" })
    share.addEventListener("click", async () => {
      await navigator.clipboard.writeText(location.href).then(
        () => (share.textContent = "Copied"),
        () => (share.textContent = "Copy it from the address bar")
      )
    })
    const row = element("div", { className: "search-row" }, views)
    if (state.concordance) row.append(select("sort", "Order", state.sort, Object.entries(SORTS)))
    row.append(share)
    return [element("div", { className: "search-row" }, groups, part), row]
  }

  function view(state, concordance, title) {
    const link = element("a", { href: address({ ...state, concordance }), textContent: title })
    if (state.concordance === concordance) link.setAttribute("aria-current", "page")
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      use(".search-views [aria-current]", { concordance })
    })
    return link
  }

  function select(name, title, value, options) {
    const made = element("select", { id: `search-${name}` })
    made.append(...options.map(([value, text]) => element("option", { value, textContent: text })))
    made.value = value
    made.addEventListener("change", () => use(`#${made.id}`, { [name]: made.value }))
    return element("label", {}, `${title} `, made)
  }

  function passages(search, full, some) {
    const lists = []
    const list = (found) => {
      const made = element("ol", { className: "search-list" }, ...found.slice(0, AT_FIRST).map((one) => item(search, one)))
      lists.push(made)
      if (found.length <= AT_FIRST) return
      const more = element("button", { type: "button", textContent: `Show all ${found.length.toLocaleString("en")} passages` })
      more.addEventListener("click", () => {
        made.append(...found.slice(AT_FIRST).map((one) => item(search, one)))
        made.children[AT_FIRST].querySelector("a").focus()
        more.remove()
      })
      lists.push(more)
    }
    if (full.length) list(full)
    if (some.length) {
      lists.push(element("h2", { textContent: "With a part of it" }))
      list(some)
    }
    answers.replaceChildren(...lists)
  }

  function item(search, { passage, hits }) {
    const page = search.printed(passage, hits[0][0])
    const head = element("p", { className: "search-where" }, link(search, passage, hits, where(search, passage)))
    if (page) head.append(" ", element("span", { className: "printed", textContent: `p. ${page}` }))
    const section = search.data.sections[passage.section]
    if (section) head.append(" ", element("span", { className: "section", textContent: section }))
    return element("li", {}, head, element("p", { className: "search-context" }, ...context(passage.text, hits)))
  }

  // A passage's place in words, as `Chapter 4, ¶ 12`.
  function where(search, passage) {
    const [, title, short] = search.data.parts[passage.part]
    const number = passage.anchor.match(/\d+$/)?.[0]
    if (passage.kind === "title") return title
    if (passage.kind === "section") return `${short}, section ${number}`
    if (passage.kind === "note") return `${short}, note ${number}`
    return /^p\d+$/.test(passage.anchor) ? `${short}, ¶ ${number}` : short
  }

  function link(search, passage, hits, text) {
    const [part] = search.data.parts[passage.part]
    const words = [...new Set(hits.map(([start, end]) => passage.text.slice(start, end)))]
    const given = new URLSearchParams({ q: asked().q })
    for (const word of words) given.append("h", word)
    return element("a", { href: `../${part}${window.editionFolderPage}?${given}#${passage.anchor}`, textContent: text })
  }

  // The stretch of a text that has the most hits, cut at words, with the hits marked.
  function context(text, hits) {
    let best = 0
    let most = 0
    for (const [start] of hits) {
      const inside = new Set(hits.filter(([s, e]) => s >= start && e <= start + CONTEXT).map(([s, e]) => text.slice(s, e)))
      if (inside.size > most) [best, most] = [start, inside.size]
    }
    const last = Math.max(...hits.filter(([, end]) => end <= best + CONTEXT).map(([, end]) => end), best)
    let from = Math.max(0, Math.min(best - (CONTEXT - (last - best)) / 2, text.length - CONTEXT))
    from = from > 0 ? text.indexOf(" ", from) + 1 : 0
    const cut = text.lastIndexOf(" ", from + CONTEXT)
    const to = text.length <= from + CONTEXT ? text.length : Math.max(cut, last)
    const made = [from ? "… " : ""]
    let at = from
    for (const [start, end] of hits) {
      if (start < at || end > to) continue
      made.push(text.slice(at, start), element("mark", { textContent: text.slice(start, end) }))
      at = end
    }
    return [...made, text.slice(at, to), to < text.length ? " …" : ""]
  }

  function concordance(state, search, found) {
    const { lines, sorted, table, counts, save } = window.editionConcordance
    const all = sorted(lines(found, search), state.sort)
    const place = ({ passage, hit, start, page }) => {
      const short = search.data.parts[passage.part][2].replace(/^Chapter /, "ch. ").replace(/^Notes to chapter /, "notes ")
      return link(search, passage, [[start, start + hit.length]], page ? `${short}, p. ${page}` : short)
    }
    const file = element("button", { type: "button", textContent: "Save as TSV" })
    file.addEventListener("click", () => save(all, search, `concordance ${state.q.replace(/[^\p{L}\p{N}]+/gu, "-")}`))
    const told = `${all.length.toLocaleString("en")} occurrence${all.length === 1 ? "" : "s"} in ${counted(found.length)}`
    answers.replaceChildren(
      element("p", { className: "search-row" }, element("span", { textContent: told }), file),
      ...table(all, place),
      element("h2", { textContent: "How often in which part" }),
      counts(all, search, (part) => use("#search-part", { part }))
    )
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault()
    clearTimeout(timer)
    go({ q: field.value.trim() })
  })
  field.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(() => go({ q: field.value.trim() }, true), PAUSE)
  })
  addEventListener("popstate", show)
  show()
  if (!asked().q) field.focus()
})
