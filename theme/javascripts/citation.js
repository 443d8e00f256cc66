/*
  The properties of a passage that a citation needs: its words, its printed pages, its address, and the citations made
  of them.

  A passage is a Range of the page's text. Printed pages are read from the marks of page starts; citations are
  made from the templates of citations.json (outputs/citation.py). cite.js shows them.
*/

/**
 * A printed page; `inferred` says that its number is not printed.
 * @typedef {{ page: string, inferred: boolean }} PrintedPage
 * @typedef {{ first: PrintedPage, last: PrintedPage }} PrintedPages
 */

/**
 * A piece of text in a range, with its start in the text node.
 * @typedef {{ node: Text, start: number, text: string }} TextPiece
 */
/**
 * A place in a book without printed pages: kinds, each with a number or title.
 * @typedef {[kind: string, number: string][]} Where
 */

/**
 * A passage as it is cited: its id, its number if it is a note, its printed pages, its place if it has none, and its
 * public address, "" if it has none.
 * @typedef {{ id: string, note?: string, printed: PrintedPages | null, where: Where, url: string }} Cited
 */
/**
 * For a passage without a page number, on one page, on several pages, and in the text also for a place without pages.
 * @typedef {Record<"none" | "page" | "pages", string> & { place?: string }} Templates
 */

/**
 * Templates for the citation in the text or for the entry in the list, and those for a passage without a public
 * address.
 * @typedef {Templates & { title: string, local: Templates }} CitationForm
 */

/**
 * A style, with its templates for the book, for a document that the book prints, and for an emendation.
 * @typedef {object} CitationStyle
 * @property {string} name
 * @property {string} title
 * @property {string} shortening a pattern for a range of pages: the part that it matches is replaced by its first group
 * @property {string} note follows the page of a note
 * @property {Record<string, string>} places the words for the places of passages without a page, by their kinds
 * @property {CitationForm[]} forms
 * @property {CitationForm[]} documents
 * @property {CitationForm[]} emendations
 */

/**
 * The book as an item of CSL-JSON, with the fields that this script reads.
 * @typedef {{ id: string, title: string, "title-short"?: string, author?: object[], note?: string }} CslBook
 */

/**
 * citations.json (outputs/citation.py).
 * @typedef {object} CitationData
 * @property {string} address
 * @property {string} version
 * @property {string} report
 * @property {CslBook} book
 * @property {Record<string, string>} titles
 * @property {Record<string, PrintedPages | null>} documents texts by others, with their printed pages
 * @property {CitationStyle[]} styles
 * @property {string} emendations the path of their page
 * @property {CslBook} emendation
 * @property {Record<string, Record<CitedKind, string>>} data
 * @property {Record<string, PrintedPage>} begins
 * @property {Record<string, Where>} places of the parts that begin on no printed page
 * @property {Record<string, string>} history
 */

/** What a passage is cited as. @typedef {"part" | "document" | "emendation" | "book"} CitedKind */

/** A form of a citation. @typedef {{ title: string, text: DocumentFragment }} MadeCitation */

const editionCitation = (() => {
  "use strict"

  // Elements within a passage that are not part of its words.
  const APART = ".paragraph-number, .page-start, .note-call, .footnote-call, .backlink, .note-page, .cite-passage"
  const BLOCKS = "p, li, td, th, cite, h1, h2, h3, blockquote"
  const FEWEST = 4 // words at each end of a long quotation that are in its address
  const MOST = 12 // words at one place in an address
  const { ROOT, isPublic } = window.editionAddress
  const { textsIn, laidOut } = window.editionElements

  // Signs that TeX has commands for; the other special ones get a backslash.
  /** @type {Record<string, string>} */
  const TEX = { "\\": "{\\textbackslash}", "~": "{\\textasciitilde}", "^": "{\\textasciicircum}" }

  const data = () => window.editionData("citations.json")
  /** @param {string} text */
  const flat = (text) => text.replace(/\s+/g, " ").trim()
  /** @param {Node} node */
  const blockOf = (node) => node.parentElement?.closest(BLOCKS) ?? node.parentElement ?? document.body

  // Its words

  // The text in a range, without those elements.
  /** @param {Range} range */
  function texts(range) {
    const top = range.commonAncestorContainer
    /** @type {TextPiece[]} */
    const found = []
    for (const node of top instanceof Text ? [top] : textsIn(top)) {
      if (!range.intersectsNode(node) || node.parentElement?.closest(APART)) continue
      const start = node === range.startContainer ? range.startOffset : 0
      const end = node === range.endContainer ? range.endOffset : node.length
      if (start < end) found.push({ node, start, text: node.data.slice(start, end) })
    }
    return found
  }

  // The words of a range on one line; `read` returns the words of each piece of text.
  /** @param {Range} range @param {(piece: TextPiece) => string} read */
  function words(range, read = ({ text }) => text) {
    /** @type {Element | null} */
    let block = null
    let said = ""
    for (const piece of texts(range)) {
      const within = blockOf(piece.node)
      said += (within === block ? "" : " ") + read(piece)
      block = within
    }
    return flat(said)
  }

  // The words of the witness, as far as the page has them: emended words are replaced by their reading in the
  // witness.
  /** @param {Range} range */
  function witnessWords(range) {
    /** @type {Set<Element>} */
    const seen = new Set()
    return words(range, ({ node, text }) => {
      const emended = node.parentElement?.closest(".emended")
      if (!emended) return text
      const again = seen.has(emended)
      seen.add(emended)
      return again ? "" : (emended.dataset.witness ?? "")
    })
  }

  /** @param {Range} range */
  const emendations = (range) =>
    [...document.querySelectorAll("article .emended")].filter((word) => range.intersectsNode(word))

  // The range without blanks, calls and numbers at its ends; null if it has no words.
  /** @param {Range} range */
  function trimmed(range) {
    const found = texts(range).filter(({ text }) => text.trim())
    const [first, last] = [found.at(0), found.at(-1)]
    if (!first || !last) return null
    const result = document.createRange()
    result.setStart(first.node, first.start + first.text.search(/\S/))
    result.setEnd(last.node, last.start + last.text.trimEnd().length)
    return result
  }

  // The range extended to whole words, if it begins or ends inside a word.
  /** @param {Range} range */
  function wholeWords(range) {
    /** @param {string | undefined} char */
    const inWord = (char) => /[\p{L}\p{M}\p{N}’'-]/u.test(char ?? "")
    const opening = laidOut(blockOf(range.startContainer), APART)
    const closing = laidOut(blockOf(range.endContainer), APART)
    let start = opening.position(range.startContainer, range.startOffset)
    let end = closing.position(range.endContainer, range.endOffset)
    if (inWord(opening.text[start])) while (inWord(opening.text[start - 1])) start -= 1
    if (inWord(closing.text[end - 1])) while (inWord(closing.text[end])) end += 1
    const result = document.createRange()
    result.setStart(...opening.startAt(start))
    result.setEnd(...closing.endAt(end))
    return result
  }

  // Its printed pages

  // The first and last printed page of a trimmed range; null outside the numbered pages. `begins` is the page on
  // which the part begins, if no page start precedes its first words.
  /** @param {Range} range @param {PrintedPage} [begins] @returns {PrintedPages | null} */
  function pages(range, begins) {
    let first = begins
    let last = begins
    for (const start of document.querySelectorAll("article .page-start")) {
      const page = { page: start.dataset.page ?? "", inferred: start.classList.contains("inferred") }
      const side = range.comparePoint(start, 0)
      if (side < 0) first = page
      if (side <= 0) last = page
    }
    return first && last ? { first, last } : null
  }

  /** @param {PrintedPages} printed */
  const several = ({ first, last }) => first.page !== last.page

  /** @param {PrintedPage} page */
  const cited = ({ page, inferred }) => (inferred ? `[${page}]` : page)

  // Pages in a style, with inferred numbers in square brackets. Without a `shortening` the range is given in full.
  /** @param {PrintedPages} printed */
  function pageRange(printed, shortening = "(?!)") {
    const [first, last] = [cited(printed.first), cited(printed.last)]
    if (!several(printed)) return first
    return `${first}–${last}`.replace("]–[", "–").replace(new RegExp(shortening), "$1")
  }

  // Its place in a part that has no printed pages: the number of the article or note that it is, or of its paragraphs.
  // A note has its number in the chapter: without its page, the mark that it has below a page is not its own.
  /** @param {Range} range @param {CitationData} data @param {string} ident @param {string} [note] @returns {Where} */
  function where(range, data, ident, note) {
    const part = data.places[path()]
    if (!part) return []
    if (ident.startsWith("art")) return [...part, ["article", ident.slice(3)]]
    if (note) return [...part, ["note", ident.replace(/^note/, "")]]
    const numbers = [...document.querySelectorAll("article a.paragraph-number")]
      .filter((number) => range.intersectsNode(number.closest(".table-wrapper, article [id]") ?? number))
      .map((number) => number.dataset.n ?? "")
    if (!numbers.length) return part
    if (numbers.length === 1) return [...part, ["paragraph", numbers[0]]]
    return [...part, ["paragraphs", `${numbers[0]}–${numbers.at(-1)}`]]
  }

  // A place in the words of a style: "chap. 4, para. 12".
  /** @param {Where} where @param {CitationStyle} style */
  const placeIn = (where, { places }) =>
    where
      .map(([kind, number]) => filled(places[kind], { number }))
      .join(", ")
      .replace("”,", ",”")

  // Its address

  // The page's path from the site's root.
  const path = () =>
    window.editionAddress.decoded(window.editionAddress.page().slice(ROOT.href.length)).replace(/index\.html$/, "")

  // The address of the site: as edition.toml gives it, else that of a public copy, else "".
  /** @param {string} given */
  const site = (given) => (given ? given.replace(/\/?$/, "/") : isPublic ? ROOT.href : "")

  // The public address of the passage; "" if it has none.
  /** @param {string} ident @param {string} directive @param {string} given */
  function address(ident, directive, given) {
    if (!site(given)) return ""
    return `${new URL(path(), site(given)).href}#${ident}${directive ? `:~:${directive}` : ""}`
  }

  // The address of the passage in this copy of the site.
  /** @param {string} ident @param {string} directive */
  function here(ident, directive) {
    return `${window.editionAddress.page()}#${ident}${directive ? `:~:${directive}` : ""}`
  }

  // A text directive for a trimmed range of whole words: the words, or the first and last of many, with enough
  // context before and after to distinguish them from the same words elsewhere on the page. Note calls are part of
  // the words here, because browsers include them when they search for the words.
  /** @param {Range} range */
  function directive(range) {
    /** @param {string} text */
    const fold = (text) => flat(text).toLowerCase()
    const page = fold(document.body.innerText)
    /** @param {string} text */
    const alone = (text) => page.split(fold(text)).length === 2
    const [first, last] = [blockOf(range.startContainer), blockOf(range.endContainer)]
    const [opening, closing] = [laidOut(first, ""), laidOut(last, "")]
    const start = opening.position(range.startContainer, range.startOffset)
    let end = closing.position(range.endContainer, range.endOffset)
    while (/[\p{L}\p{N}]/u.test(closing.text[end] ?? "")) end += 1 // a call forms one word with the word before it
    const [before, after] = [opening.text.slice(0, start), closing.text.slice(end)]
    const said = opening.text.slice(start, first === last ? end : undefined)
    const ending = closing.text.slice(first === last ? start : 0, end)
    const whole = first === last && said.split(/\s+/).length <= MOST

    let prefix = ""
    let suffix = ""
    let from = whole ? said : head(said, FEWEST)
    for (let n = 0; n <= MOST && !alone(prefix + from + suffix); n += 1) {
      prefix = tail(before, n)
      if (whole && !alone(prefix + from)) suffix = head(after, n)
      if (!whole && !alone(prefix + from)) from = head(said, Math.max(FEWEST, n))
    }
    let to = ""
    for (let n = FEWEST; !whole && n <= MOST && !(to && alone(to)); n += 1) to = tail(ending, n)
    /** @param {string} text */
    const encoded = (text) => encodeURIComponent(flat(text)).replace(/-/g, "%2D")
    return `text=${[prefix && `${encoded(prefix)}-`, encoded(from), encoded(to), suffix && `-${encoded(suffix)}`]
      .filter(Boolean)
      .join(",")}`
  }

  /** @param {string} text @param {number} n */
  const head = (text, n) => {
    const word = [...text.matchAll(/\S+/g)][n - 1]
    return n ? text.slice(0, word ? word.index + word[0].length : undefined) : ""
  }

  /** @param {string} text @param {number} n */
  const tail = (text, n) => (n ? text.slice([...text.matchAll(/\S+/g)].at(-n)?.index ?? 0) : "")

  // Its citations

  /** @param {PrintedPages | null} printed */
  const which = (printed) => (!printed ? "none" : several(printed) ? "pages" : "page")

  /** @param {PrintedPages | null} printed @param {string} url @param {string} [shortening] */
  function values(printed, url, shortening) {
    const page = printed ? pageRange(printed, shortening) : ""
    const [first, last] = [printed?.first.page ?? "", printed?.last.page ?? ""]
    return { page, pages: page, first, last, url, date: new Date().toLocaleDateString("sv") } // Swedish: ISO 8601
  }

  /** @param {string} template @param {Record<string, string>} names */
  const filled = (template, names) => template.replace(/\{(\w+)\}/g, (whole, name) => names[name] ?? whole)

  /** The style with a name, or the first one. @param {CitationData} data @param {unknown} name */
  const styleOf = (data, name) => data.styles.find((style) => style.name === name) ?? data.styles[0]

  // The title of the part that a passage is in, as it is cited; "" if it is in none.
  /** @param {CitationData} data @param {string} ident */
  const titleOf = (data, ident) => filled(data.titles[path()] ?? "", { id: ident })

  // As what a passage of this page with a title is cited. The author of the book did not write a document.
  /** @param {CitationData} data @param {string} title @returns {CitedKind} */
  function kindOf(data, title) {
    if (path() === data.emendations) return "emendation"
    return path() in data.documents ? "document" : title ? "part" : "book"
  }

  // The forms of a citation in a style, each with its title and its text as nodes: first the citation of the passage
  // or note, then the entry in a list for the whole book, or for the document or emendation with its own pages.
  /** @param {CitationStyle} style @param {CitationData} data @param {Cited} passage @returns {MadeCitation[]} */
  function byStyle(style, data, { id, note, printed, where, url }) {
    const title = titleOf(data, id)
    const kind = kindOf(data, title)
    const alone = kind === "document" || kind === "emendation"
    const titles = { title, sentence: /[.?!]$/.test(title) ? title : `${title}.` }
    const whole = data.documents[path()] ?? printed
    const home = site(data.address)
    const entryUrl = alone && home ? new URL(path(), home).href : home
    /** @type {[PrintedPages | null, string][]} */
    const cited = [
      [printed, url],
      [whole, entryUrl],
    ]
    const place = printed ? "" : placeIn(where, style)
    const forms = kind === "emendation" ? style.emendations : alone ? style.documents : style.forms
    return forms.map((form, k) => {
      const [pages, address] = cited[k]
      /** @type {Record<string, string>} */
      const names = { ...values(pages, address, style.shortening), ...titles, place }
      if (!k && note) for (const name of ["page", "pages"]) names[name] += filled(style.note, { note })
      const text = document.createElement("template")
      const templates = address ? form : form.local
      text.innerHTML = (place && templates.place) || templates[which(pages)] // made by the edition
      for (const node of textsIn(text.content)) node.data = filled(node.data, names)
      return { title: form.title, text: text.content }
    })
  }

  // The passage as reference data: as a part of the book if it is in one, otherwise as the book.
  /** @param {string} format @param {CitationData} data @param {Cited} passage */
  function byFormat(format, data, { id, printed, where, url }) {
    const place = !printed && where.length ? `; ${placeIn(where, data.styles[0])}` : ""
    const names = values(printed, url)
    const title = titleOf(data, id)
    const kind = kindOf(data, title)
    const key = `${path().replace(/\/$/, "").replace(/\//g, "-")}-${id}`
    if (format === "CSL-JSON") return cslJson(data, names, title, key, kind, place)
    const single = !printed || !several(printed)
    const pages = single ? names.first : `${names.first}--${names.last}`
    /** @param {string} text */
    const escaped = (text) =>
      format === "RIS" ? text : text.replace(/[&%$#_\\~^]/g, (sign) => TEX[sign] ?? `\\${sign}`)
    const date = format === "RIS" ? names.date.replace(/-/g, "/") : names.date
    const filling = { ...names, date, title: escaped(title), ident: key, pages, last: single ? "" : names.last }
    return withoutEmpty(data.data[format][kind].replace("{place}", escaped(place)), filling)
  }

  /**
   * @param {CitationData} data
   * @param {ReturnType<typeof values>} names
   * @param {string} title
   * @param {string} key
   * @param {CitedKind} kind
   * @param {string} place
   */
  function cslJson({ book, emendation }, { first, last, url, date }, title, key, kind, place) {
    const { "title-short": short, author, ...whole } = book
    const authors = author ? { [kind === "document" ? "container-author" : "author"]: author } : {}
    const part = { ...whole, ...authors, type: "chapter", "container-title": book.title }
    const own = { id: `${book.id}-${key}`, title }
    const item = {
      ...(kind === "book" ? book : { ...(kind === "emendation" ? emendation : part), ...own }),
      ...(title && first ? { page: first === last ? first : `${first}-${last}` } : {}),
      ...(place ? { note: `${book.note ?? ""}${place}` } : {}),
      ...(url ? { URL: url } : {}),
      accessed: { "date-parts": [date.split("-").map(Number)] },
    }
    return `${JSON.stringify([item], null, 1)}\n`
  }

  // The template without the lines whose names have no value.
  /** @param {string} template @param {Record<string, string>} names */
  function withoutEmpty(template, names) {
    const lines = template
      .split("\n")
      .filter((line) => ![...line.matchAll(/\{(\w+)\}/g)].some(([, name]) => names[name] === ""))
    return filled(lines.join("\n"), names)
  }

  return {
    data,
    filled,
    path,
    words,
    witnessWords,
    emendations,
    trimmed,
    wholeWords,
    pages,
    pageRange,
    several,
    where,
    address,
    here,
    site,
    directive,
    styleOf,
    byStyle,
    byFormat,
  }
})()

window.editionCitation = editionCitation
