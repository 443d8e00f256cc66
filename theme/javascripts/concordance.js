/*
  The concordance: each occurrence in the middle of its line, in the order that the reader chooses, with the number of
  occurrences in each part of the book. `editionConcordance(lines, sort)` sorts the lines; the other functions make
  elements.
*/

/**
 * An occurrence in its line.
 * @typedef {object} ConcordanceLine
 * @property {Passage} passage
 * @property {string} text
 * @property {number} start
 * @property {number} end
 * @property {string} before
 * @property {string} hit
 * @property {string} after
 * @property {string} page
 */

const editionConcordance = (() => {
  "use strict"

  const WIDTH = 60 // characters of context on each side
  const AT_FIRST = 200 // lines
  const { element, one, ofBook } = window.editionElements

  /** @param {string} text */
  const folded = (text) =>
    text
      .normalize("NFKD")
      .replace(/[^\p{L}\p{N}\s]/gu, "")
      .toLowerCase()
      .trim()
  /** @type {Record<string, (line: ConcordanceLine) => string>} */
  const KEYS = {
    book: () => "",
    left: (line) => folded(line.before).split(/\s+/).reverse().join(" "),
    word: (line) => folded(line.hit),
    right: (line) => folded(line.after),
  }

  // The lines of the passages found, in the order of the book.
  /** @param {ShownPassage[]} answers @param {SearchEngine} engine */
  function lines(answers, engine) {
    return answers
      .flatMap(({ passage, text, pages, hits }) =>
        hits.map(([start, end]) => line(passage, text, start, end, engine.label(pages, start))),
      )
      .sort((a, b) => a.passage.id - b.passage.id || a.start - b.start)
  }

  /**
   * @param {Passage} passage
   * @param {string} text
   * @param {number} start
   * @param {number} end
   * @param {string} page
   * @returns {ConcordanceLine}
   */
  function line(passage, text, start, end, page) {
    const from = Math.max(0, start - WIDTH)
    const to = Math.min(text.length, end + WIDTH)
    const before = text.slice(from, start)
    const after = text.slice(end, to)
    return {
      passage,
      text,
      start,
      end,
      before: from ? before.slice(before.search(/\s/)) : before,
      hit: text.slice(start, end),
      after: to < text.length ? after.replace(/\S+$/, "") : after,
      page,
    }
  }

  /** @param {ConcordanceLine[]} all @param {string} sort */
  function sorted(all, sort) {
    const compare = new Intl.Collator("en").compare
    const keyed = all.map((line) => ({ line, key: (KEYS[sort] ?? KEYS.book)(line) }))
    return keyed.sort((a, b) => compare(a.key, b.key)).map(({ line }) => line) // stable: equal lines keep their order
  }

  // A table of the lines. `place` returns the link to a line's passage.
  /** @param {ConcordanceLine[]} all @param {(line: ConcordanceLine) => HTMLElement} place */
  function table(all, place) {
    const body = element("tbody")
    /** @param {number} from @param {number} to */
    const fill = (from, to) => body.append(...all.slice(from, to).map((line) => row(line, place)))
    fill(0, AT_FIRST)
    const head = ["Before", "Occurrence", "After", "Where"].map((name) =>
      element("th", { scope: "col", className: `kwic-${name.toLowerCase()}`, textContent: name }),
    )
    const made = element("table", { className: "kwic" }, element("thead", {}, element("tr", {}, ...head)), body)
    const longest = all.reduce((most, { hit }) => Math.max(most, hit.length), 0)
    made.style.setProperty("--longest", String(longest)) // its column must show each occurrence whole
    if (all.length <= AT_FIRST) return [made]
    const more = element("button", { type: "button", textContent: `Show all ${all.length.toLocaleString("en")} lines` })
    more.addEventListener("click", () => {
      fill(AT_FIRST, all.length)
      one("a", body.rows[AT_FIRST]).focus()
      more.remove()
    })
    return [made, more]
  }

  /** @param {ConcordanceLine} line @param {(line: ConcordanceLine) => HTMLElement} place */
  function row(line, place) {
    /** @param {string} name @param {(Node | string)[]} children */
    const cell = (name, ...children) => ofBook(element("td", { className: name }, element("span", {}, ...children)))
    return element(
      "tr",
      {},
      cell("kwic-before", line.before),
      cell("kwic-occurrence", element("mark", { textContent: line.hit })),
      cell("kwic-after", line.after),
      element("td", { className: "kwic-where" }, place(line)),
    )
  }

  // The number of occurrences in each part of the book, as a table with bars; `choose` shows only one part.
  /** @param {ConcordanceLine[]} all @param {SearchEngine} engine @param {(address: string) => void} choose */
  function counts(all, engine, choose) {
    /** @type {Map<number, number>} */
    const parts = new Map()
    for (const { passage } of all) parts.set(passage.part, (parts.get(passage.part) ?? 0) + 1)
    /** @type {Map<number, number>} */
    const words = new Map()
    for (const passage of engine.passages) words.set(passage.part, (words.get(passage.part) ?? 0) + passage.words)
    const most = Math.max(...parts.values())
    const shown = engine.data.parts
      .map(([address, title, short], part) => ({
        address,
        title,
        short,
        count: parts.get(part) ?? 0,
        words: words.get(part) ?? 0,
      }))
      .filter(({ short, count }) => count || short.startsWith("Chapter "))
    const rows = shown.map(({ address, title, short, count, words }) => {
      const bar = element("span", { className: "bar" })
      bar.style.width = `${(100 * count) / most}%`
      const button = element("button", { type: "button", textContent: short, title })
      button.addEventListener("click", () => choose(address))
      const rate = ((1000 * count) / words).toFixed(1)
      return element(
        "tr",
        {},
        element("th", { scope: "row" }, count ? button : short),
        element("td", { className: "number", textContent: String(count) }),
        element("td", { className: "number", textContent: count ? rate : "" }),
        element("td", { className: "bars" }, bar),
      )
    })
    const names = ["Part", "Count", "per 1,000 words"].map((name) => element("th", { scope: "col", textContent: name }))
    names.push(element("td", {}))
    return element(
      "table",
      { className: "kwic-counts" },
      element("thead", {}, element("tr", {}, ...names)),
      element("tbody", {}, ...rows),
    )
  }

  // A cell that a spreadsheet shows as text and never runs as a formula: it gets an apostrophe if it begins with the
  // sign of a formula, or with a quotation mark, because spreadsheets remove that first.
  const FORMULA = /^['\s]*[=+\-@＝＋－＠]|^"/u
  /** @param {string} text */
  const plain = (text) => (FORMULA.test(text) ? `'${text}` : text)

  // The lines as a file for spreadsheets.
  /** @param {ConcordanceLine[]} all @param {SearchEngine} engine @param {string} name */
  function save(all, engine, name) {
    /** @param {string} text */
    const clean = (text) => plain(text.replace(/\s+/g, " ").trim())
    const rows = all.map((line) => [
      line.before,
      line.hit,
      line.after,
      engine.data.parts[line.passage.part][2],
      line.page,
      `${engine.data.parts[line.passage.part][0]}#${line.passage.anchor}`,
    ])
    const head = ["before", "occurrence", "after", "part", "printed page", "address"]
    const text = [head, ...rows].map((row) => row.map(clean).join("\t")).join("\n") + "\n"
    const url = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/tab-separated-values" }))
    element("a", { href: url, download: `${name}.tsv` }).click()
    setTimeout(() => URL.revokeObjectURL(url), 10_000)
  }

  return { lines, sorted, table, counts, save }
})()

window.editionConcordance = editionConcordance
