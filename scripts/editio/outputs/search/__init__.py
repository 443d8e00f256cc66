"""The data of the search: `words` divides texts into words, `index` says where each word stands, `spelling` lists
the real words that are no spelling errors."""
