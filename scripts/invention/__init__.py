"""Invented books: a complete edition folder from a seed and a size, to build, to test and to measure on.

    words        the word lists and the grammar
    world        persons, places, bodies, works and sources of one book
    manuscript   the book as its author left it: parts and blocks
    press        set in lines and pages
    ocr          read by a machine, with its damage, and what an editor enters against it
    folder       the files of the edition folder

What the generator knows of the book (`ocr.Truth`) is what an edition of it must find again. Everything is
a function of the seed and the size. Begin reading at `folder.invent`.
"""
