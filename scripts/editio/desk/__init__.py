"""Local web applications for editors, on their own machine.

`application` is the desk: it shows pages and suspects (`views`), tries and writes entries (`sitting`, `rows`). `server`
shows the built site; `upkeep` rebuilds what a changed file affects, and `live` tells open pages of it. Begin reading
at `application`. Nothing of this room is in the published site.
"""
