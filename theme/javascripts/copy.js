/*
  Ctrl+C copies the edited text, without note numbers, page and paragraph numbers, and buttons.

  In plain text each block is a paragraph. Rich text keeps italics, quotations, lists and tables, without links, ids
  and classes. If the reader has chosen "Add the source to copied text" in the citation dialog, a line with the
  citation follows.
*/
;(() => {
  "use strict"

  const SETTING = "copy-source"
  const STYLE = "citation-style"
  const APART =
    ".note-call, .footnote-call, .page-start, .paragraph-number, .backlink, .note-page, .not-text, .cite-passage, button, [hidden]"
  const UNWRAPPED = "a, span, time, bdi, ins"
  const EMPHASIS = "i, em, b, strong, cite, sup, sub"
  const TABLES = "table, thead, tbody, tr"
  const PARTS = "thead, tbody, tr, th, td" // which nothing reads outside a table
  const KEPT = new Set(["value", "start", "colspan", "rowspan", "dir"])
  const PARAGRAPHS = "h1, h2, h3, blockquote > cite" // blocks that are paragraphs in plain text too
  const { targetOf } = window.editionElements
  const [article] = document.querySelectorAll("article")
  const citation = window.editionCitation
  if (!article) return

  /** @type {CitationData | null} */
  let data = null // of citations, loaded as soon as the setting is on, because copying cannot wait

  function prepare() {
    if (window.editionSettings.get(SETTING) === true)
      citation.data().then(
        (found) => (data = found),
        () => null,
      )
    else data = null
  }

  document.addEventListener("copy", (event) => {
    const selection = getSelection()
    if (!selection?.rangeCount || selection.isCollapsed || !event.clipboardData) return
    const range = selection.getRangeAt(0)
    if (!range.intersectsNode(article) || targetOf(event)?.closest("input, textarea")) return
    const copied = cleaned(range)
    const text = plain(copied)
    if (!text.trim()) return
    const source = data && sourceOf(range, data)
    event.preventDefault()
    event.clipboardData.setData("text/plain", [text, source?.textContent].filter(Boolean).join("\n\n"))
    if (source) copied.append(source)
    event.clipboardData.setData("text/html", copied.innerHTML)
  })

  // The selected nodes as plain markup, without anything that is not text.
  /** @param {Range} range */
  function cleaned(range) {
    const copied = document.createElement("div")
    copied.append(wrapped(range))
    for (const apart of copied.querySelectorAll(APART)) apart.remove()
    for (const one of [...copied.querySelectorAll(UNWRAPPED)]) one.replaceWith(...one.childNodes)
    for (const one of copied.querySelectorAll("*"))
      for (const { name } of [...one.attributes]) if (!KEPT.has(name)) one.removeAttribute(name)
    copied.normalize()
    return copied
  }

  // The contents of a range, inside any emphasis in which it begins and ends, and rows inside their table.
  /** @param {Range} range */
  function wrapped(range) {
    /** @type {DocumentFragment | Element} */
    let contents = range.cloneContents()
    /** @param {Element} one */
    const holds = (one) => one.matches(TABLES) && [...parts()].some((part) => part.matches(PARTS))
    const parts = () => (contents instanceof Element ? [contents] : contents.children)
    const top = range.commonAncestorContainer
    const within = top instanceof Element ? top : top.parentElement
    for (let one = within; one && one !== article && article.contains(one); one = one.parentElement) {
      if (!one.matches(EMPHASIS) && !holds(one)) continue
      const shell = /** @type {Element} */ (one.cloneNode(false))
      shell.appendChild(contents)
      contents = shell
    }
    return contents
  }

  // The text as the browser lays it out, outside the visible page. A tab at its beginning is an empty cell.
  /** @param {HTMLElement} copied */
  function plain(copied) {
    const shown = document.createElement("div")
    shown.className = "copied-text"
    shown.append(copied.cloneNode(true))
    for (const one of shown.querySelectorAll(PARAGRAPHS)) one.replaceWith(asParagraph(one))
    document.body.append(shown)
    const text = shown.innerText
    shown.remove()
    return text
      .replace(/\u00ad/g, "")
      .replace(/\n{3,}/g, "\n\n")
      .replace(/^[\n ]+/, "")
      .trimEnd()
  }

  // Browsers put an empty line around paragraphs only.
  /** @param {Element} one */
  function asParagraph(one) {
    const paragraph = document.createElement("p")
    paragraph.append(...one.childNodes)
    return paragraph
  }

  // The citation of a range, as a paragraph.
  /** @param {Range} range @param {CitationData} data */
  function sourceOf(range, data) {
    const trimmed = citation.trimmed(range)
    const block = trimmed?.startContainer.parentElement?.closest("[id]")
    if (!trimmed || !block) return null
    const style = citation.styleOf(data, window.editionSettings.get(STYLE))
    const printed = citation.pages(trimmed, data.begins[citation.path()])
    const where = printed ? [] : citation.where(trimmed, data, block.id)
    const url = citation.address(block.id, "", data.address)
    const [form] = citation.byStyle(style, data, { id: block.id, printed, where, url })
    const line = document.createElement("p")
    line.append(form.text)
    return line
  }

  addEventListener("edition:copy-source", prepare)
  prepare()
})()
