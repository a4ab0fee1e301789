"""Cross-file checks of content/: each is one function from a Library to what is wrong in it."""
