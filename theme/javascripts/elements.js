/*
  Helpers for elements of a page: make one, look up one that every page has, mark its language, and find positions in
  its text.
*/

const editionElements = (() => {
  "use strict"

  /**
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {Partial<HTMLElementTagNameMap[Name]>} [properties]
   * @param {(Node | string)[]} children
   * @returns {HTMLElementTagNameMap[Name]}
   */
  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties)
    made.append(...children)
    return made
  }

  // An element that every page has.
  /** @template {string} Selector @param {Selector} selector @param {ParentNode} [root] */
  function one(selector, root = document) {
    const found = root.querySelector(selector)
    if (!found) throw new Error(`There is no ${selector}`)
    return found
  }

  // The element, marked as the book's own words if the book is in another language than the page, for screen readers.
  /** @template {HTMLElement} Made @param {Made} made */
  function ofBook(made) {
    const { language } = one(".edition-tools").dataset
    if (language) made.lang = language
    return made
  }

  /** The target of an event as an element. @param {Event} event */
  const targetOf = ({ target }) => (target instanceof Element ? target : null)

  /** The text nodes in a node, in order. @param {Node} root */
  function textsIn(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    /** @type {Text[]} */
    const found = []
    while (walker.nextNode()) if (walker.currentNode instanceof Text) found.push(walker.currentNode)
    return found
  }

  // The text of an element as one string, without the elements that match `apart`, and a function that maps a
  // position in it to a node and offset. Between two text nodes, this is the start of the later one or the end of the
  // earlier one.
  /** @param {Element} root @param {string} apart */
  function laidOut(root, apart) {
    let text = ""
    const pieces = textsIn(root)
      .filter((node) => !apart || !node.parentElement?.closest(apart))
      .map((node) => {
        const from = text.length
        text += node.data
        return { node, from }
      })
    /** @param {number} position @param {number} after @returns {[node: Text, offset: number]} */
    function place(position, after) {
      const { node, from } = pieces.findLast((piece) => piece.from < after) ?? pieces[0]
      return [node, position - from]
    }
    return {
      text,
      /** @param {Node} node @param {number} offset */
      position: (node, offset) => (pieces.find((piece) => piece.node === node) ?? pieces[0]).from + offset,
      /** @param {number} position */
      startAt: (position) => place(position, position + 1),
      /** @param {number} position */
      endAt: (position) => place(position, position),
    }
  }

  return { element, one, ofBook, targetOf, textsIn, laidOut }
})()

window.editionElements = editionElements
