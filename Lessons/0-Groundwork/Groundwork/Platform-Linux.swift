#if os(Linux)
@_exported import Glibc
#endif
