"""What editors use while they work, on their own machine: a local server that keeps the site up to date.

`server` is the web application; begin reading there. `upkeep` rebuilds what a changed file affects, and `live` tells
open pages of it. Nothing of this room is in the published site.
"""
