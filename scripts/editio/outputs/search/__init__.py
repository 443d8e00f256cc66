"""The data of the search: `words` divides texts into words, `index` lists the places of each word, `spelling` lists
real words that are not spelling errors."""
