"""Outputs, one module each, all of them drawn from the one `engine.model.Edition`."""
