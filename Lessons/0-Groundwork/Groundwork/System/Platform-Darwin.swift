#if os(macOS)
// Not yet verified on a Mac.
@_exported import Darwin
#endif
