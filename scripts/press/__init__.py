"""The press: invented books, set like real ones, printed, scanned and read by a real OCR engine.

`book` says what a book and its design are; `designs` has the books, whose sentences `author` makes from `words` and
whose chapters `labels` names. `setting` sets a book with Typst and prints the pages, `scan` wears them as scans are
worn and lets Tesseract read them, `truth` says what is printed where, `score` compares a built site with it. Begin
reading at `__main__`. No word of these books is anyone's.
"""
