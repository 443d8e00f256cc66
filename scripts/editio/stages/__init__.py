"""The steps from a witness to an edition, a module or package each. `editio.edition` has their order."""
