"""The engine: an edition from the OCR text of a printed book. Begin reading at `editio.edition`."""
