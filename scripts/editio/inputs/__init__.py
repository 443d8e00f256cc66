"""Readers of what the engine is given: the witness in each format, registers, bibliographies and page images."""
