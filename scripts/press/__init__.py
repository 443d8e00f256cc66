"""The press: invented books, set like real ones, printed, scanned and read by a real OCR engine.

`book` says what a book and its design are. `designs` holds six books, and `drawn` draws others from seeds; the
sentences of both are made by `author` from `words`, and their chapters named by `labels`. `setting` sets a book with
Typst and prints the pages, `ideal` reads these perfectly, `scan` wears them as scans are worn and lets Tesseract read
them, `truth` says what is printed where, `score` compares a built site with it. Begin reading at `__main__`. No word
of these books is anyone's.
"""
