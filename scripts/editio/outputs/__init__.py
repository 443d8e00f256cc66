"""Outputs, one module each, all of them drawn from the one `editio.model.text.Edition`."""
