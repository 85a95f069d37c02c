/// Debug builds only: called before each operation on shared words, memory and descriptors.
