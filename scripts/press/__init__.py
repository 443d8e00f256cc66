"""The press: invented books, set like real ones, printed, scanned and read by a real OCR engine.

`words` makes sentences, `designs` makes books of them, `setting` sets them with Typst and prints the pages,
`scan` degrades the pages as scanners do and lets Tesseract read them, `truth` says what is printed where, `score`
compares a built site with it. Begin reading at `__main__`. No word of these books is anyone's.
"""
