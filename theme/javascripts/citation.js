/*
  What a passage is to one who cites it: its words, its printed pages, its address, and its citations.

  A passage is a Range of the page's text. Printed pages are read from the marks of page starts; citations are
  made from the templates of citations.json (outputs/citation.py). cite.js shows them.
*/
const editionCitation = (() => {
  "use strict"

  // What stands in a passage and is not of its words.
  const APART = ".paragraph-number, .page-start, .note-call, .footnote-call, .backlink, .note-page, .cite-passage"
  const BLOCKS = "p, li, td, th, cite, h1, h2, h3, blockquote"
  const FEWEST = 4 // words at each end of a long quotation that its address gives
  const MOST = 12 // words that an address gives at one place
  const ROOT = new URL("../", document.currentScript.src)

  const data = () => window.editionData("citations.json")
  const flat = (text) => text.replace(/\s+/g, " ").trim()
  const blockOf = (node) => node.parentElement.closest(BLOCKS) ?? node.parentElement

  // Its words

  // The texts of a range, each with its node and where it starts in that; without what is `apart`.
  function texts(range, apart = APART) {
    const top = range.commonAncestorContainer
    const root = top.nodeType === Node.TEXT_NODE ? top.parentNode : top
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    const found = []
    while (walker.nextNode()) {
      const node = walker.currentNode
      if (!range.intersectsNode(node) || (apart && node.parentElement.closest(apart))) continue
      const start = node === range.startContainer ? range.startOffset : 0
      const end = node === range.endContainer ? range.endOffset : node.length
      if (start < end) found.push({ node, start, text: node.data.slice(start, end) })
    }
    return found
  }

  // The words of a range as one line; `read` says what a text counts for.
  function words(range, read = ({ text }) => text) {
    let block = null
    let said = ""
    for (const piece of texts(range)) {
      const within = blockOf(piece.node)
      said += (within === block ? "" : " ") + read(piece)
      block = within
    }
    return flat(said)
  }

  // The words as the witness has them, as far as the page says it: emended ones are exchanged.
  function witnessWords(range) {
    const seen = new Set()
    return words(range, ({ node, text }) => {
      const emended = node.parentElement.closest(".emended")
      if (!emended) return text
      const again = seen.has(emended)
      seen.add(emended)
      return again ? "" : emended.dataset.witness
    })
  }

  const emendations = (range) =>
    [...document.querySelectorAll("article .emended")].filter((word) => range.intersectsNode(word))

  // The text of a block in one piece, with the ways from a place in the page to one in it and back.
  function laidOut(block, apart) {
    const range = document.createRange()
    range.selectNodeContents(block)
    const pieces = texts(range, apart)
    let text = ""
    for (const piece of pieces) {
      piece.from = text.length
      text += piece.text
    }
    return {
      text,
      position: (node, offset) => pieces.find((piece) => piece.node === node).from + offset,
      startAt: (position) => {
        const piece = pieces.findLast(({ from }) => from <= position)
        return [piece.node, position - piece.from]
      },
      endAt: (position) => {
        const piece = pieces.findLast(({ from }) => from < position)
        return [piece.node, position - piece.from]
      },
    }
  }

  // A range without blanks, calls and numbers at its ends; null for one without words.
  function trimmed(range) {
    const found = texts(range).filter(({ text }) => text.trim())
    if (!found.length) return null
    const [first, last] = [found[0], found.at(-1)]
    const result = document.createRange()
    result.setStart(first.node, first.start + first.text.search(/\S/))
    result.setEnd(last.node, last.start + last.text.trimEnd().length)
    return result
  }

  // A trimmed range that takes in the whole of the words that it cuts.
  function wholeWords(range) {
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

  // First and last printed page of a trimmed range; null outside the page numbers. `begins` is the page on
  // which a part begins whose first words follow no page start.
  function pages(range, begins) {
    let first = begins
    let last = begins
    for (const start of document.querySelectorAll("article .page-start")) {
      const page = { page: start.dataset.page, inferred: start.classList.contains("inferred") }
      const side = range.comparePoint(start, 0)
      if (side < 0) first = page
      if (side <= 0) last = page
    }
    return first ? { first, last } : null
  }

  const several = ({ first, last }) => first.page !== last.page

  // Pages as a style has them; numbers that are inferred in square brackets.
  function pageRange({ first, last }, form) {
    const bracketed = (text, page) => (page.inferred ? `[${text}]` : text)
    if (first.page === last.page) return bracketed(first.page, first)
    if (first.inferred !== last.inferred) return `${bracketed(first.page, first)}–${bracketed(last.page, last)}`
    return bracketed(`${first.page}–${shortened(first.page, last.page, form)}`, first)
  }

  // The second number of a range as CSL's `form` shortens it: 157–58; by Chicago 107–8, but 100–108.
  function shortened(first, last, form) {
    if (form === "expanded" || !/^\d+–\d+$/.test(`${first}–${last}`) || first.length !== last.length) return last
    const chicago = form === "chicago"
    if (first.length < 3 || (chicago && first % 100 === 0)) return last
    const least = chicago && first % 100 < 10 ? 1 : 2
    let same = 0
    while (first[same] === last[same] && last.length - same > least) same += 1
    return last.slice(same)
  }

  // Its address

  // The page's path from the site's root.
  const path = () =>
    window.editionAddress.decoded(window.editionAddress.page().slice(ROOT.href.length)).replace(/index\.html$/, "")

  // A copy on a reader's own machine has no address that others could follow.
  const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\]|.*\.(local|localhost|internal|test))$/
  const isPublic = /^https?:$/.test(location.protocol) && !LOCAL.test(location.hostname)

  // The address of the site: as edition.toml gives it, else that of a public copy, else "".
  const site = (given) => (given ? given.replace(/\/?$/, "/") : isPublic ? ROOT.href : "")

  // Where the passage is for others, "" if nowhere.
  function address(ident, directive, given) {
    if (!site(given)) return ""
    return `${new URL(path(), site(given)).href}#${ident}${directive ? `:~:${directive}` : ""}`
  }

  // Where the passage is for this reader.
  function here(ident, directive) {
    return `${window.editionAddress.page()}#${ident}${directive ? `:~:${directive}` : ""}`
  }

  // A text directive for a trimmed range of whole words: the words, or the first and last of many, with as much
  // of what stands before and after as tells them from the same words elsewhere on the page. Note calls count
  // among the words here, since a browser that looks for the words reads them too.
  function directive(range) {
    const fold = (text) => flat(text).toLowerCase()
    const page = fold(document.body.innerText)
    const alone = (text) => page.split(fold(text)).length === 2
    const [first, last] = [blockOf(range.startContainer), blockOf(range.endContainer)]
    const [opening, closing] = [laidOut(first, ""), laidOut(last, "")]
    const start = opening.position(range.startContainer, range.startOffset)
    let end = closing.position(range.endContainer, range.endOffset)
    while (/[\p{L}\p{N}]/u.test(closing.text[end] ?? "")) end += 1 // a call makes one word with that before it
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
    const encoded = (text) => encodeURIComponent(flat(text)).replace(/-/g, "%2D")
    return `text=${[prefix && `${encoded(prefix)}-`, encoded(from), encoded(to), suffix && `-${encoded(suffix)}`]
      .filter(Boolean)
      .join(",")}`
  }

  const head = (text, n) => {
    const word = [...text.matchAll(/\S+/g)][n - 1]
    return n ? text.slice(0, word ? word.index + word[0].length : undefined) : ""
  }

  const tail = (text, n) => (n ? text.slice([...text.matchAll(/\S+/g)].at(-n)?.index ?? 0) : "")

  // Its citations

  const which = (printed) => (!printed ? "none" : several(printed) ? "pages" : "page")

  function values(printed, form, url) {
    const page = printed ? pageRange(printed, form) : ""
    const [first, last] = [printed?.first.page ?? "", printed?.last.page ?? ""]
    return { page, pages: page, first, last, url, date: new Date().toLocaleDateString("sv") } // Swedish: ISO 8601
  }

  const filled = (template, names) => template.replace(/\{(\w+)\}/g, (whole, name) => names[name] ?? whole)

  // The forms of a citation by a style, for each its title, and its text as nodes: first the citation at its
  // place, of a passage or a note, then the entry in the list, of the whole book. A document that the book prints is
  // named by its own title.
  function byStyle(style, printed, url, data, note) {
    const names = { ...values(printed, style.range, url), title: data.titles[path()] ?? "" }
    if (note) for (const name of ["page", "pages"]) names[name] += filled(style.note, { note })
    return style.forms.map((form, k) => {
      if (k) names.url = site(data.address)
      const text = document.createElement("template")
      text.innerHTML = (names.url ? form : form.local)[which(printed)] // made by the edition
      const walker = document.createTreeWalker(text.content, NodeFilter.SHOW_TEXT)
      while (walker.nextNode()) walker.currentNode.data = filled(walker.currentNode.data, names)
      if (!k && data.documents.includes(path())) text.content.prepend(filled(style.document, names))
      return { title: form.title, text: text.content }
    })
  }

  // The passage as reference data: as a part of the book where it stands in one, else as the book.
  function byFormat(format, data, printed, url, ident) {
    const names = values(printed, "expanded", url)
    const title = data.titles[path()] ?? ""
    const key = `${path().replace(/\/$/, "").replace(/\//g, "-")}-${ident}`
    if (format === "CSL-JSON") return cslJson(data.book, names, title, key)
    const single = !printed || !several(printed)
    const pages = single ? names.first : `${names.first}--${names.last}`
    const written = format === "RIS" ? title : title.replace(/[&%$#_]/g, "\\$&") // special in TeX
    const filling = { ...names, title: written, ident: key, pages, last: single ? "" : names.last }
    return withoutEmpty(data.data[format][title ? "part" : "book"], filling)
  }

  function cslJson(book, { first, last, url, date }, title, key) {
    const { "title-short": short, ...whole } = book
    const part = { ...whole, id: `${book.id}-${key}`, type: "chapter", title, "container-title": book.title }
    const item = {
      ...(title ? part : { ...whole, "title-short": short }),
      ...(title && first ? { page: first === last ? first : `${first}-${last}` } : {}),
      ...(url ? { URL: url } : {}),
      accessed: { "date-parts": [date.split("-").map(Number)] },
    }
    return `${JSON.stringify([item], null, 1)}\n`
  }

  // A template without the lines that have a name for which there is nothing.
  function withoutEmpty(template, names) {
    const lines = template
      .split("\n")
      .filter((line) => ![...line.matchAll(/\{(\w+)\}/g)].some(([, name]) => names[name] === ""))
    return filled(lines.join("\n"), names)
  }

  return {
    ROOT,
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
    address,
    here,
    site,
    directive,
    byStyle,
    byFormat,
  }
})()

window.editionCitation = editionCitation
