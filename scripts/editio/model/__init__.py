"""The values that pass between the stages. Nothing here imports from another room."""
