/*
  The search page: reads the query from the address, so that a search can be shared and returned to, and shows the
  results as passages or as a concordance. Places and entries of the indexes are in boxes above the passages; lines of
  the contents lists and indexes that the book prints are below them.

      ?q=…          the query
      &in=a,b       only these groups, "text", "documents", "notes", "chronology", "edition"
      &part=…       only this part, as chapters/04/
      &view=concordance&sort=left    each occurrence in its line; sort: book (as without), left, word, right
*/

/**
 * The search in the address.
 * @typedef {{ q: string, groups: string[], part: string, concordance: boolean, sort: string }} Search
 */

/** A place that a query names. @typedef {[address: string, title: string]} NamedPlace */
/**
 * A passage with its text, and the places of the words in it.
 * @typedef {ReadPassage & { passage: Passage, hits: Span[] }} ShownPassage
 */

/** Fills in the words of a result when their file is loaded. @typedef {() => Promise<void>} Filling */

// The search itself. It begins while the page and its style sheets are still loaded.
const searching = (() => {
  "use strict"

  /** @param {number} file */
  const text = (file) => window.editionData(`search/text/${file}.json`)
  /** @param {number} file */
  const words = (file) => window.editionData(`search/words/${file}.json`)
  const forms = () => window.editionData("search/forms.json")

  /** @type {Promise<SearchEngine> | null} */
  let engine = null // the promise of the engine, once it is needed
  /** @type {{ q: string, sought: Promise<SearchCandidates>, found: Promise<SearchAnswers> | null } | null} */
  let last = null

  function ready() {
    engine ??= window.editionData("search/data.json").then((data) => window.editionSearch(data, { text, words, forms }))
    engine.catch(() => (engine = null)) // it is loaded again when it is asked for again
    return engine
  }

  /** @param {string} q */
  function begun(q) {
    if (last?.q !== q) {
      const search = { q, sought: ready().then((engine) => engine.candidates(q)), found: null }
      search.sought.catch(() => last === search && (last = null))
      last = search
    }
    return last
  }

  /** @param {string} q */
  function find(q) {
    const search = begun(q)
    if (!search.found) {
      search.found = search.sought.then(async (sought) => (await ready()).answers(sought))
      search.found.catch(() => last === search && (last = null))
    }
    return search.found
  }

  // The first passage with the phrases of a query, for which the others need not be verified. Null for a query without
  // phrases, and if all are verified already.
  /** @param {string} q @param {(answer: SearchAnswer) => boolean} accepts */
  async function first(q, accepts) {
    const search = begun(q)
    const sought = await search.sought
    const best = sought.phrases && !search.found ? await (await ready()).best(sought, accepts) : null
    return best && { best, units: sought.units }
  }

  // Ask for the text that probably has the best result before the index has come: it saves a round trip.
  /** @param {string} q */
  async function guess(q) {
    const { firstWords, texts, elided } = window.editionElements.one("script[data-first-words]").dataset
    const firsts = (firstWords ?? "").split(" ")
    const typed = window.editionWords.tokens(q, Boolean(elided)).map(({ form }) => form)
    const long = [...new Set(typed)].filter((form) => /^\p{L}{4,}$|^\d+$/u.test(form)) // as main.html loads them
    const { fileWith, likely } = window.editionSearch
    const files = await Promise.all(long.map((form) => words(fileWith(firsts, form))))
    const given = files.map((file, k) => /** @type {[string, WordsFile]} */ ([long[k], file]))
    const file = likely(given, (texts ?? "").split(" ").map(Number))
    if (file >= 0) await text(file)
  }

  // The text of the best result, for which the page waits.
  /** @param {string} q */
  async function ahead(q) {
    if (await first(q, () => true)) return
    const { full, some, units } = await find(q)
    const [best] = full.length ? full : some
    if (best) await (await ready()).shown(best.passage, units)
  }

  const q = new URLSearchParams(location.search).get("q") ?? ""
  if (q.trim()) {
    if (!window.editionFolderPage) guess(q).catch(() => null) // the page reports failures
    ahead(q).catch(() => null)
  }

  return { ready, first, find }
})()

const searchPage = () => {
  "use strict"

  const GROUPS = {
    text: "Text",
    documents: "Documents",
    notes: "Notes",
    chronology: "Chronology",
    edition: "About the edition",
  }
  const SORTS = {
    book: "as in the book",
    left: "by the word before",
    word: "by the word itself",
    right: "by the word after",
  }
  const CONTEXT = 260 // characters of a passage shown
  const AT_FIRST = 30 // passages
  const SOME_AT_FIRST = 5 // passages with some of the words
  const ENTRIES_AT_FIRST = 4
  const LONGEST_ENTRY = 1000 // characters of an entry shown whole; a longer one is several that OCR ran together
  const SENTENCE = /(?<!(?<!\p{L})\p{L})\.(?: |$)/u // the end of a sentence, not the stop of an initial
  const PAUSE = 250 // milliseconds after the last letter

  const { element, one, ofBook } = window.editionElements
  const form = one("form.search-form")
  const results = one(".search-results")
  const field = one("input", form)

  const status = element("div", { className: "search-status" })
  status.setAttribute("role", "status")
  const tools = element("div", { className: "search-tools", hidden: true })
  const answers = element("div", { className: "search-answers" })
  results.append(status, tools, answers)

  const wide = matchMedia("(min-width: 45em)")
  let filtersOpen = wide.matches
  let loaded = false
  let timer = 0
  let latest = 0 // the number of the last search; an earlier one that is answered later draws nothing

  /** @returns {Search} */
  const asked = () => {
    const given = new URLSearchParams(location.search)
    const sort = given.get("sort") ?? ""
    return {
      q: given.get("q") ?? "",
      groups: (given.get("in") ?? "").split(",").filter((group) => Object.hasOwn(GROUPS, group)),
      part: given.get("part") ?? "",
      concordance: given.get("view") === "concordance",
      sort: Object.hasOwn(SORTS, sort) ? sort : "book",
    }
  }

  /** @param {Search} state */
  function address(state) {
    const given = new URLSearchParams({ q: state.q })
    if (state.groups.length) given.set("in", state.groups.join(","))
    if (state.part) given.set("part", state.part)
    if (state.concordance) given.set("view", "concordance")
    if (state.concordance && state.sort !== "book") given.set("sort", state.sort)
    return `${location.pathname}?${given}`
  }

  /** @param {Partial<Search>} change */
  function go(change, replace = false) {
    const url = address({ ...asked(), ...change })
    if (url !== location.pathname + location.search) history[replace ? "replaceState" : "pushState"](null, "", url)
    return show()
  }

  // The controls are made again with the results; the one that was used keeps the focus.
  /** @param {string} selector @param {Partial<Search>} change */
  async function use(selector, change) {
    await go(change)
    document.querySelector(selector)?.focus()
  }

  async function show() {
    const number = ++latest
    const stillAsked = () => number === latest
    const state = asked()
    if (field.value.trim() !== state.q) field.value = state.q
    if (!state.q.trim()) {
      status.replaceChildren()
      answers.replaceChildren()
      answers.removeAttribute("aria-busy")
      tools.hidden = true
      return
    }
    if (!loaded) status.textContent = "Loading the index."
    let search
    let found
    let places
    try {
      search = await searching.ready()
      loaded = true
      if (!state.concordance) await preview(state, search, stillAsked)
      found = await searching.find(state.q)
      places = await named(search, found.place)
    } catch {
      if (stillAsked()) status.textContent = "The search could not be loaded. Check the connection and search again."
      return
    }
    if (stillAsked()) await draw(state, search, found, places, stillAsked)
  }

  // Draw the first result while the phrases of the others are still verified: a frequent phrase needs most of the text.
  /** @param {Search} state @param {SearchEngine} search @param {() => boolean} stillAsked */
  async function preview(state, search, stillAsked) {
    const first = await searching.first(state.q, (answer) => isOpen(state, answer) && isInPart(search, state, answer))
    if (!first || !stillAsked()) return
    /** @type {Filling[]} */
    const filled = []
    answers.setAttribute("aria-busy", "true")
    status.replaceChildren(element("p", { textContent: "Searching for more passages." }))
    tools.replaceChildren(...controls(state, search, null))
    tools.hidden = false
    answers.replaceChildren(element("ol", { className: "search-list" }, item(search, first.best, first.units, filled)))
    await fill(filled)
    await shownToReader()
    loadOtherScripts()
  }

  /** @param {Search} state @param {SearchAnswer} answer */
  const isOpen = ({ groups }, { passage }) => !groups.length || groups.includes(passage.group)
  /** @param {SearchEngine} search @param {Search} state @param {SearchAnswer} answer */
  const isInPart = ({ data }, { part }, { passage }) => !part || data.parts[passage.part][0] === part

  /**
   * @param {Search} state
   * @param {SearchEngine} search
   * @param {SearchAnswers} found
   * @param {NamedPlace[]} places
   * @param {() => boolean} stillAsked
   */
  async function draw(state, search, found, places, stillAsked) {
    const open = (/** @type {SearchAnswer} */ answer) => isOpen(state, answer)
    const inPart = (/** @type {SearchAnswer} */ answer) => isInPart(search, state, answer)
    const full = found.full.filter(open).filter(inPart)
    const some = places.length ? [] : found.some.filter(open).filter(inPart) // a place is what was meant
    status.replaceChildren(...notices(found, full, some, places))
    tools.replaceChildren(...controls(state, search, [...found.full, ...found.some].filter(inPart)))
    tools.hidden = false
    answers.setAttribute("aria-busy", "true")
    const inBook = (full.length ? full : some).filter(({ passage }) => passage.group !== "edition")
    if (state.concordance) await concordance(state, search, found, inBook, stillAsked)
    else
      await passages(
        search,
        { ...found, lists: state.groups.length || state.part ? [] : found.lists },
        full,
        some,
        places,
      )
    if (stillAsked()) answers.removeAttribute("aria-busy")
  }

  // The places that a query names by number: "p. 123", "chapter 4", "note 12".
  /** @param {SearchEngine} search @param {NumberedPlace | null} place @returns {Promise<NamedPlace[]>} */
  async function named(search, place) {
    if (!place) return []
    const { page, chapter, note, appendix, paragraph, article, label } = place
    if (page) {
      const pages = await window.editionData("pages.json")
      const known = Object.keys(pages).find((one) => one.toLowerCase() === page)
      return known === undefined ? [] : [[pages[known], `Page ${known}`]]
    }
    const folder = appendix || article ? "appendices/" : "chapters/"
    const every = search.data.parts.filter(([address]) => address.startsWith(folder))
    // As the book numbers them, which may begin again in each of its parts; else as the edition does.
    const printed = every.filter(([, , short]) => search.sameNumber(short.replace(/^\S+ /, ""), label))
    const counted = every.filter(
      ([address]) => Number.parseInt(address.slice(folder.length), 10) === (chapter || appendix),
    )
    const parts = !label ? every : printed.length ? printed : counted
    if (paragraph)
      return parts
        .filter(([, , , , [anchors]]) => anchors.split(" ").includes(`p${paragraph}`))
        .map(([address, , short]) => [`${address}#p${paragraph}`, `${short}, ¶ ${paragraph}`])
    if (article)
      return parts
        .filter(([, , , , [, kinds]]) => kinds.split(" ").filter((kind) => kind === "article").length >= article)
        .map(([address, title]) => [`${address}#art${article}`, `Article ${article} of ${title}`])
    if (!note) return parts.map(([address, title]) => [address, title])
    return parts
      .filter(([address]) => note <= (search.data.notes[address] ?? 0))
      .map(([address, , short]) => [
        `${address.replace("chapters", "notes")}#note${note}`,
        `Note ${note} to ${short[0].toLowerCase()}${short.slice(1)}`,
      ])
  }

  // A sentence about the result.
  /**
   * @param {SearchAnswers} found
   * @param {SearchAnswer[]} full
   * @param {SearchAnswer[]} some
   * @param {NamedPlace[]} places
   */
  function notices(found, full, some, places) {
    const lines = found.corrected.map(
      ({ given, near }) => `No passage contains “${given}”.${near && ` These contain “${near}”.`}`,
    )
    const elsewhere = found.full.length + found.some.length
    if (found.place?.page && !places.length) lines.push(`The edition has no page ${found.place.page}.`)
    if (full.length)
      lines.push(`${counted(full.length)} ${full.length === 1 ? "contains" : "contain"} ${asAsked(found)}.`)
    else if (some.length) {
      const number = `${counted(some.length)} ${some.length === 1 ? "contains" : "contain"} some of them.`
      if (found.several || !lines.length) lines.push(`No passage contains all your words. ${number}`)
    } else if (elsewhere && !places.length) lines.push("Nothing found here; the filters hide results elsewhere.")
    else if (!places.length && !found.entries.length && !found.lists.length)
      lines.push("Nothing found. Try fewer words, or the beginning of a word with a star: letter*")
    else
      lines.push(
        places.length ? `${places.length} place${places.length === 1 ? "" : "s"} found.` : "No passages found.",
      )
    return lines.map((line) => element("p", { textContent: line }))
  }

  /** @param {SearchAnswers} found */
  const asAsked = ({ corrected, several }) =>
    corrected.some(({ near }) => !near) ? "the rest" : several ? "all your words" : "what you looked for"
  /** @param {number} number */
  const counted = (number) => `${grouped(number)} passage${number === 1 ? "" : "s"}`
  /** @param {number} number */
  const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",") // toLocaleString takes 60 ms on a phone

  // Filters, views, and actions for the results; `all` is null while they are not known yet.
  /** @param {Search} state @param {SearchEngine} search @param {SearchAnswer[] | null} all */
  function controls(state, search, all) {
    const groups = element("fieldset", {}, element("legend", { textContent: "Where" }))
    /** @type {Set<string>} */
    const known = new Set(search.data.parts.map(([, , , group]) => group))
    for (const [group, title] of Object.entries(GROUPS).filter(([group]) => known.has(group))) {
      const number = all ? String(all.filter(({ passage }) => passage.group === group).length) : "…"
      const box = element("input", { type: "checkbox", id: `in-${group}`, checked: state.groups.includes(group) })
      box.addEventListener("change", () => {
        const others = state.groups.filter((other) => other !== group)
        use(`#${box.id}`, { groups: box.checked ? [...others, group] : others })
      })
      groups.append(
        element("label", {}, box, ` ${title} `, element("span", { className: "number", textContent: number })),
      )
    }
    /** @type {NamedPlace[]} */
    const parts = search.data.parts
      .filter(([, , , group]) => group in GROUPS)
      .map(([address, title]) => [address, title])
    const part = select("part", "Part", state.part, [["", "All parts"], ...parts], (part) => ({ part }))
    const views = element(
      "nav",
      { className: "search-views" },
      view(state, false, "Passages"),
      view(state, true, "Concordance"),
    )
    views.setAttribute("aria-label", "View")
    const share = element("button", { type: "button", textContent: "Copy a link to this search" })
    share.addEventListener("click", async () => {
      await navigator.clipboard.writeText(location.href).then(
        () => (share.textContent = "Copied"),
        () => (share.textContent = "Copy it from the address bar"),
      )
    })
    // On a narrow screen, open filters would push the first result out of sight.
    const filters = element("details", { className: "search-filters" })
    filters.open = filtersOpen || wide.matches || Boolean(state.groups.length || state.part)
    filters.addEventListener("toggle", () => (filtersOpen = filters.open))
    const shown = element("div", { className: "search-row" }, groups, part)
    filters.append(element("summary", { textContent: "Filters" }), shown)
    const row = element("div", { className: "search-row" }, views)
    const orders = Object.entries(SORTS)
    if (state.concordance) row.append(select("sort", "Order", state.sort, orders, (sort) => ({ sort })))
    row.append(share)
    return [filters, row]
  }

  /** @param {Search} state @param {boolean} concordance @param {string} title */
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

  /**
   * @param {string} name
   * @param {string} title
   * @param {string} value
   * @param {[value: string, text: string][]} options
   * @param {(value: string) => Partial<Search>} change
   */
  function select(name, title, value, options, change) {
    const made = element("select", { id: `search-${name}` })
    made.append(...options.map(([value, text]) => element("option", { value, textContent: text })))
    made.value = value
    made.addEventListener("change", () => use(`#${made.id}`, change(made.value)))
    return element("label", {}, `${title} `, made)
  }

  /**
   * @param {SearchEngine} search
   * @param {SearchAnswers} found
   * @param {SearchAnswer[]} full
   * @param {SearchAnswer[]} some
   * @param {NamedPlace[]} places
   */
  async function passages(search, found, full, some, places) {
    /** @type {Filling[]} */
    const filled = []
    /** @type {(() => void)[]} */
    const rest = [] // appends the other items of each list
    const complete = () => {
      for (const append of rest.splice(0)) append()
    }
    /** @type {HTMLElement[]} */
    const lists = [...boxed("Go to", places.map(jump)), ...entries(search, found, filled)]
    const best = filled.length
    /** @param {SearchAnswer[]} found @param {Unit[]} units @param {number} first @param {string} [all] */
    const list = (found, units, first, all = counted(found.length)) => {
      /** @param {number} from @param {number} to */
      const items = (from, to) => found.slice(from, to).map((answer) => item(search, answer, units, filled))
      const made = element("ol", { className: "search-list" }, ...items(0, 1))
      lists.push(made)
      rest.push(() => made.append(...items(1, first)))
      if (found.length <= first) return
      const more = element("button", {
        type: "button",
        textContent: `Show all ${all}`,
      })
      more.addEventListener("click", () => {
        complete()
        made.append(...items(first, found.length))
        fill(filled)
        one("a", made.children[first]).focus()
        more.remove()
      })
      lists.push(more)
    }
    if (full.length) list(full, found.units, AT_FIRST)
    if (some.length) {
      lists.push(element("h2", { textContent: "Passages with some of your words" }))
      list(some, found.units, full.length ? SOME_AT_FIRST : 2 * SOME_AT_FIRST)
    }
    if (found.lists.length) {
      lists.push(element("h2", { textContent: "In the contents and indexes that the book prints" }))
      list(found.lists, found.units, ENTRIES_AT_FIRST, grouped(found.lists.length))
    }
    answers.replaceChildren(...lists)
    // The best result before the others: they and their files would delay it on a slow line or a slow phone.
    await filled.splice(best, 1)[0]?.()
    await shownToReader()
    loadOtherScripts()
    complete()
    await fill(filled)
  }

  /** @param {Filling[]} filled */
  const fill = (filled) => Promise.all(filled.splice(0).map((words) => words()))

  // When the browser has drawn the page; soon, if it draws nothing because the page is in the background.
  const shownToReader = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => setTimeout(resolve))
      setTimeout(resolve, PAUSE)
    })

  // The scripts of every page, which main.html holds back here. Material's begins its work when the document is
  // complete; it is by now, so it is told once more.
  function loadOtherScripts() {
    const [held] = document.querySelectorAll("template.other-scripts")
    if (!held) return
    held.remove()
    const known = new Set([...document.scripts].map(({ src }) => src))
    const scripts = [...held.content.querySelectorAll("script")]
      .map((script) => element("script", { src: script.getAttribute("src") ?? "", async: false }))
      .filter(({ src }) => !known.has(src))
    scripts.at(-1)?.addEventListener("load", () => document.dispatchEvent(new Event("DOMContentLoaded")))
    document.head.append(...scripts)
  }

  // A list of links above the passages; nothing if it is empty.
  /** @param {string} title @param {HTMLElement[]} items */
  function boxed(title, items) {
    if (!items.length) return []
    const list = element("ul", {}, ...items)
    const box = element("section", { className: "search-box" }, element("h2", { textContent: title }), list)
    return [box]
  }

  /** @param {NamedPlace} place */
  function jump([address, title]) {
    const [page, anchor = ""] = address.split("#")
    const href = `../${page}${window.editionFolderPage}${anchor && `#${anchor}`}`
    return element("li", {}, element("a", { href, textContent: title }))
  }

  // The entries of the indexes, the best first; their words are filled in when they are loaded.
  /** @param {SearchEngine} search @param {SearchAnswers} found @param {Filling[]} filled */
  function entries(search, found, filled) {
    const items = found.entries.slice(0, ENTRIES_AT_FIRST).map(({ passage }) => {
      const [address, title] = search.data.parts[passage.part]
      const href = `../${address}${window.editionFolderPage}#${passage.anchor}`
      const link = element("a", { href, textContent: "…" })
      const words = element("span")
      const fill = async () => {
        const { text, hits } = await search.shown(passage, found.units)
        if (text.length > LONGEST_ENTRY) {
          link.textContent = where(search, passage)
          words.replaceChildren(" ", ...context(text, hits), " ")
          return
        }
        const end = text.match(SENTENCE)?.index ?? text.length
        link.textContent = text.slice(0, end)
        words.textContent = ` ${text.slice(end + 2)} `
      }
      filled.push(fill)
      return element("li", {}, link, words, element("span", { className: "section", textContent: title }))
    })
    return boxed("In the indexes", items)
  }

  // The number of a printed page, as in a citation. If the pages have images, it is a link to the page's image, where
  // the words are marked.
  /** @param {string} page @param {Span[]} hits @param {string} text */
  function printed(page, hits, text) {
    const cited = `p. ${page}`
    if (!one(".edition-tools").dataset.images) return cited
    const words = new URLSearchParams({ words: hits.map(([start, end]) => text.slice(start, end)).join(" ") })
    const href = `../witness/page/${page}/${window.editionFolderPage}?${words}`
    const link = element("a", { href, textContent: cited })
    link.setAttribute("aria-label", `${cited}: show on the page image`)
    return link
  }

  // A passage with its place; its words are filled in when the text of its part is loaded.
  /** @param {SearchEngine} search @param {SearchAnswer} answer @param {Unit[]} units @param {Filling[]} filled */
  function item(search, { passage }, units, filled) {
    const at = link(search, passage, [], "", where(search, passage))
    const head = element("p", { className: "search-where" }, at)
    const words = element("p", { className: "search-context" })
    if (passage.group !== "edition") ofBook(words)
    const fill = async () => {
      const { text, pages, hits } = await search.shown(passage, units)
      const page = search.label(pages, hits[0]?.[0] ?? 0)
      at.replaceWith(link(search, passage, hits, text, where(search, passage)))
      if (page) head.append(" ", element("span", { className: "printed" }, printed(page, hits, text)))
      const section = search.data.sections[passage.section]
      if (section) head.append(" ", ofBook(element("span", { className: "section", textContent: section })))
      words.replaceChildren(...context(text, hits))
    }
    filled.push(fill)
    return element("li", {}, head, words)
  }

  // A passage's place in words, as `Chapter 4, ¶ 12`.
  /** @param {SearchEngine} search @param {Passage} passage */
  function where(search, passage) {
    const [, title, short] = search.data.parts[passage.part]
    const number = passage.anchor.match(/\d+$/)?.[0]
    if (passage.kind === "title") return title
    if (passage.kind === "section") return `${short}, section ${number}`
    if (passage.kind === "note") return `${short}, note ${number}`
    return /^p\d+$/.test(passage.anchor) ? `${short}, ¶ ${number}` : short
  }

  /**
   * @param {SearchEngine} search
   * @param {Passage} passage
   * @param {Span[]} hits
   * @param {string} text
   * @param {string} title
   */
  function link(search, passage, hits, text, title) {
    const [part] = search.data.parts[passage.part]
    const words = [...new Set(hits.map(([start, end]) => text.slice(start, end)))]
    const given = new URLSearchParams({ q: asked().q })
    for (const word of words) given.append("h", word)
    const made = element("a", {
      href: `../${part}${window.editionFolderPage}?${given}#${passage.anchor}`,
      textContent: title,
    })
    return passage.kind === "title" ? ofBook(made) : made
  }

  // The stretch of a text with the most hits, cut at words, with the hits marked.
  /** @param {string} text @param {Span[]} hits */
  function context(text, hits) {
    if (!hits.length) return [text.length > CONTEXT ? `${text.slice(0, text.lastIndexOf(" ", CONTEXT))} …` : text]
    let best = 0
    let most = 0
    for (const [start] of hits) {
      const inside = new Set(
        hits.filter(([s, e]) => s >= start && e <= start + CONTEXT).map(([s, e]) => text.slice(s, e)),
      )
      if (inside.size > most) [best, most] = [start, inside.size]
    }
    const last = Math.max(...hits.filter(([, end]) => end <= best + CONTEXT).map(([, end]) => end), best)
    let from = Math.max(0, Math.min(best - (CONTEXT - (last - best)) / 2, text.length - CONTEXT))
    from = from > 0 ? text.indexOf(" ", from) + 1 : 0
    const cut = text.lastIndexOf(" ", from + CONTEXT)
    const to = text.length <= from + CONTEXT ? text.length : Math.max(cut, last)
    /** @type {(Node | string)[]} */
    const made = [from ? "… " : ""]
    let at = from
    for (const [start, end] of hits) {
      if (start < at || end > to) continue
      made.push(text.slice(at, start), element("mark", { textContent: text.slice(start, end) }))
      at = end
    }
    return [...made, text.slice(at, to), to < text.length ? " …" : ""]
  }

  // Each occurrence in its line, as typed or as another form of the same name.
  /**
   * @param {Search} state
   * @param {SearchEngine} search
   * @param {SearchAnswers} found
   * @param {SearchAnswer[]} shown
   * @param {() => boolean} stillAsked
   */
  async function concordance(state, search, found, shown, stillAsked) {
    const { lines, sorted, table, counts, save } = window.editionConcordance
    const texts = await Promise.all(
      shown.map(async ({ passage }) => ({ passage, ...(await search.shown(passage, found.units, true)) })),
    )
    if (!stillAsked()) return
    const having = texts.filter(({ hits }) => hits.length)
    const all = sorted(lines(having, search), state.sort)
    if (!all.length) return answers.replaceChildren()
    /** @param {ConcordanceLine} line */
    const place = ({ passage, text, start, end, page }) => {
      const short = (page ? `${search.data.parts[passage.part][2]}, p. ${page}` : where(search, passage))
        .replace(/^Chapter /, "ch. ")
        .replace(/^Notes to chapter /, "notes ")
      return link(search, passage, [[start, end]], text, short)
    }
    const file = element("button", { type: "button", textContent: "Save as TSV" })
    file.addEventListener("click", () => save(all, search, `concordance ${state.q.replace(/[^\p{L}\p{N}]+/gu, "-")}`))
    const total = `${grouped(all.length)} occurrence${all.length === 1 ? "" : "s"} in ${counted(having.length)}`
    answers.replaceChildren(
      element("p", { className: "search-row" }, element("span", { textContent: total }), file),
      ...table(all, place),
      element("h2", { textContent: "Occurrences by part" }),
      counts(all, search, (part) => use("#search-part", { part })),
    )
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault()
    clearTimeout(timer)
    go({ q: field.value.trim() })
  })
  field.addEventListener("input", () => {
    searching.ready().catch(() => null) // while the reader still types; a failure is reported by the search itself
    clearTimeout(timer)
    timer = setTimeout(() => go({ q: field.value.trim() }, true), PAUSE)
  })
  addEventListener("popstate", show)
  show().finally(loadOtherScripts)
  if (!asked().q) field.focus()
}

// main.html loads this script beside the page.
if (document.readyState === "loading") addEventListener("DOMContentLoaded", searchPage)
else searchPage()
