#!/usr/bin/env python3
"""Build a static scholarly edition from the OCR text of a printed book.

python scripts/build.py site                      the edition in this repository
python scripts/build.py site --witness ocr.txt    with the witness named
python scripts/build.py site specimen             another edition folder
python scripts/build.py trace chapters/04/#p12    where a passage comes from
python scripts/build.py report                    what the build has to say about the text
python scripts/build.py library FOLDER            every edition folder in a folder
"""

from editio.__main__ import main

if __name__ == "__main__":
    main()
