/** The last part of a selector: `li a.name` gives `a.name`. */
type LastPart<Selector extends string> = Selector extends `${string} ${infer Rest}` ? LastPart<Rest> : Selector

/** What stands before a mark: `Before<"a.name", ".">` is `a`. */
type Before<Text extends string, Mark extends string> = Text extends `${infer Name}${Mark}${string}` ? Name : Text

/** The element name in a part of a selector: `tr[id]` gives `tr`, and `.name` gives "". */
type NameIn<Part extends string> = Before<Before<Before<Before<Part, ".">, "#">, "[">, ":">

type Named<Name extends string> = Name extends keyof HTMLElementTagNameMap
  ? HTMLElementTagNameMap[Name]
  : Name extends keyof SVGElementTagNameMap
    ? SVGElementTagNameMap[Name]
    : HTMLElement

/** The kind of element that a selector finds. A selector without an element name finds HTML elements. */
type Found<Selector extends string> = Selector extends `${string}(${string}`
  ? HTMLElement
  : Selector extends `${infer First},${infer Rest}`
    ? Found<First> | Found<Rest>
    : Named<NameIn<LastPart<Selector>>>

interface ParentNode {
  querySelector<Selector extends string>(selector: Selector): Found<Selector> | null
  querySelectorAll<Selector extends string>(selector: Selector): NodeListOf<Found<Selector>>
}

interface Element {
  closest<Selector extends string>(selector: Selector): Found<Selector> | null
}

// What the scripts give each other. Each type is that of the constant of this name in the script that makes it.
interface Window {
  editionAddress: typeof editionAddress
  editionCards: typeof editionCards
  editionCitation: typeof editionCitation
  editionConcordance: typeof editionConcordance
  editionData: typeof editionData
  /** What the twins of data files handed over, by their names. */
  editionDataFiles?: Record<string, unknown>
  editionElements: typeof editionElements
  editionDates: typeof editionDates
  editionFolderPage: string
  editionInferred: typeof editionInferred
  editionMarks: typeof editionMarks
  /** The notes of a chapter as HTML, by the numbers of their calls. */
  editionNotes?: Record<string, string>
  editionQuery: typeof editionQuery
  editionSearch: typeof editionSearch
  editionSettings: typeof editionSettings
  editionWords: typeof editionWords
}

/** The data files of the site, by the names that `editionData` takes. */
interface DataFiles {
  "citations.json": CitationData
  "names.json": Record<string, NameEntry>
  "pages.json": Record<string, string>
  "search/data.json": SearchData
  [words: `search/words/${number}.json`]: WordsFile
  "search/forms.json": string
  [text: `search/text/${number}.json`]: PassageText[]
  "timeline.json": Record<string, TimelineEntry>
}

// Material's own: what it keeps in this browser.
declare function __md_get(key: string): { index: number } | null
declare function __md_set(key: string, value: unknown): void
